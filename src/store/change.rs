//! Writes a decision: every row of it under a guard, so that what was decided on
//! is still so when it is written.

use paidan_domain::ids::{Audience, LeadId};
use paidan_domain::lead::{Body, Decided, Effect, ExpiredBecause, Lead};
use paidan_domain::time::Instant;
use paidan_entity::{decision, lead, lead_event, lead_key, offer, outbox, sealed};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::desk::Desk;
use super::fault::{Fault, write_doc};
use super::ledger;
use super::rows::{event_row, lead_row};
use super::seal::DataKey;
use super::standing;
use crate::app::ports::{Aside, Errand};

/// Writes what was decided about a lead that was `before`. Answers with the ids of
/// the outbox rows that wait for the answer of a press.
pub(super) async fn write(
    desk: &mut Desk,
    before: Option<&Lead>,
    decided: &Decided,
    aside: &Aside,
) -> Result<Vec<Uuid>, Fault> {
    if decided.events.is_empty() {
        return Ok(Vec::new());
    }
    write_lead(desk, before, &decided.lead).await?;
    let events: Vec<_> = decided
        .events
        .iter()
        .map(|event| event_row(decided.lead.id, event))
        .collect::<Result<_, _>>()?;
    lead_event::Entity::insert_many(events)
        .exec_without_returning(&desk.tx)
        .await?;
    end_offer(desk, before, decided).await?;
    make_offer(desk, before, decided).await?;
    if let Some((seq, explanation)) = &decided.explanation {
        decision::ActiveModel {
            lead_id: Set(decided.lead.id.0),
            seq: Set(i64::from(*seq)),
            doc: Set(write_doc(explanation)?),
        }
        .insert(&desk.tx)
        .await?;
    }
    standing::follow(desk, before, decided).await?;
    if let Some(turn) = &decided.turn {
        ledger::post(desk, decided.lead.id, turn).await?;
    }
    if let Some(words) = &aside.typed {
        seal_typed(desk, decided, words).await?;
    }
    if decided.gives_turn_back() {
        ledger::give_back(desk, decided.lead.id).await?;
    }
    if decided.lead.state().is_terminal() {
        call_off_new_cards(desk, decided.lead.id).await?;
    }
    write_effects(desk, decided, aside).await
}

async fn write_lead(desk: &Desk, before: Option<&Lead>, after: &Lead) -> Result<(), Fault> {
    let row = lead_row(after)?;
    let Some(before) = before else {
        lead::Entity::insert(row)
            .exec_without_returning(&desk.tx)
            .await?;
        return Ok(());
    };
    let done = lead::Entity::update_many()
        .set(row)
        .filter(lead::Column::Id.eq(after.id.0))
        .filter(lead::Column::Version.eq(i64::from(before.seq)))
        .exec(&desk.tx)
        .await?;
    exactly_one(done.rows_affected)
}

/// The offer that was live is so no more. A claim holds only before the deadline, and
/// nobody's time is up before it.
async fn end_offer(desk: &Desk, before: Option<&Lead>, decided: &Decided) -> Result<(), Fault> {
    let Some(was) = before.and_then(Lead::offer) else {
        return Ok(());
    };
    if decided.lead.offer().map(|offer| offer.id) == Some(was.id) {
        return Ok(());
    }
    let Some(first) = decided.events.first() else {
        return Ok(());
    };
    let mut update = offer::Entity::update_many()
        .col_expr(offer::Column::Live, Expr::value(false))
        .col_expr(offer::Column::EndedAt, Expr::value(first.at.0))
        .col_expr(
            offer::Column::EndedBy,
            Expr::value(first.body.kind().name()),
        )
        .filter(offer::Column::Id.eq(was.id.0))
        .filter(offer::Column::Live.eq(true));
    // The delivery of the card, or the wait for it, may have moved the deadline meanwhile.
    match first.body {
        Body::Claimed { .. } => {
            update = update.filter(offer::Column::Deadline.gt(first.at.0));
        }
        Body::Expired {
            because: ExpiredBecause::Deadline,
            ..
        } => update = update.filter(offer::Column::Deadline.lte(first.at.0)),
        _ => {}
    }
    exactly_one(update.exec(&desk.tx).await?.rows_affected)
}

async fn make_offer(desk: &Desk, before: Option<&Lead>, decided: &Decided) -> Result<(), Fault> {
    let Some(new) = decided.lead.offer() else {
        return Ok(());
    };
    if before.and_then(Lead::offer).map(|offer| offer.id) == Some(new.id) {
        return Ok(());
    }
    let at = decided.lead.updated_at;
    let within = new.claim_within(&desk.floor()?.policy.offer);
    offer::ActiveModel {
        id: Set(new.id.0),
        lead_id: Set(decided.lead.id.0),
        rep: Set(new.rep.to_string()),
        attempt: Set(i32::try_from(new.attempt).unwrap_or(i32::MAX)),
        live: Set(true),
        made_at: Set(at.0),
        claim_within: Set(i64::try_from(within.as_micros()).unwrap_or(i64::MAX)),
        // The bound until the card is delivered (contract §5).
        deadline: Set(at.after(within * 2).0),
        delivered_at: Set(None),
        ended_at: Set(None),
        ended_by: Set(None),
    }
    .insert(&desk.tx)
    .await?;
    Ok(())
}

async fn seal_typed(desk: &Desk, decided: &Decided, words: &str) -> Result<(), Fault> {
    let lead = decided.lead.id;
    let Some(event) = decided
        .events
        .iter()
        .find(|event| event.body.has_typed_words())
    else {
        return Ok(());
    };
    // An erased lead has no key any more: what is typed of it is not kept.
    let Some(key) = data_key(desk, lead).await? else {
        return Ok(());
    };
    let item = format!("note:{}", event.seq);
    let sealed = key.seal(lead, &item, words)?;
    sealed::ActiveModel {
        lead_id: Set(lead.0),
        item: Set(item),
        sealed: Set(sealed),
    }
    .insert(&desk.tx)
    .await?;
    Ok(())
}

async fn data_key(desk: &Desk, lead: LeadId) -> Result<Option<DataKey>, Fault> {
    let row = lead_key::Entity::find_by_id(lead.0).one(&desk.tx).await?;
    row.map(|row| desk.keeper.sealer.data_key(lead, &row.wrapped))
        .transpose()
}

/// I11: nobody is sent a new card of a lead that is over. A row that is being worked
/// on is ended by whoever has it.
async fn call_off_new_cards(desk: &Desk, lead: LeadId) -> Result<(), Fault> {
    let free = Condition::any()
        .add(outbox::Column::LeaseUntil.is_null())
        .add(outbox::Column::LeaseUntil.lte(desk.now().0));
    outbox::Entity::update_many()
        .col_expr(outbox::Column::State, Expr::value("skipped"))
        .col_expr(outbox::Column::Note, Expr::value("lead over"))
        .filter(outbox::Column::LeadId.eq(lead.0))
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::Kind.is_in(Effect::NEW_CARDS))
        .filter(free)
        .exec(&desk.tx)
        .await?;
    Ok(())
}

async fn write_effects(
    desk: &mut Desk,
    decided: &Decided,
    aside: &Aside,
) -> Result<Vec<Uuid>, Fault> {
    if decided.effects.is_empty() {
        return Ok(Vec::new());
    }
    let now = desk.now();
    let mut held = Vec::new();
    let mut rows = Vec::with_capacity(decided.effects.len());
    for (seq, effect) in &decided.effects {
        let id = desk.keeper.ids.fresh();
        let mut due_at = now;
        if let (Effect::Refresh { of }, Some((who, wait))) = (effect, &aside.answering)
            && who.contains(of)
        {
            due_at = now.after(*wait);
            held.push(id);
        }
        rows.push(outbox_row(OutboxRow {
            id,
            cause: format!("event:{}:{seq}", decided.lead.id),
            lead: Some(decided.lead.id),
            recipient: &effect.audience(),
            kind: effect.kind(),
            errand: &Errand::Lead(effect.clone()),
            due_at,
            made_at: now,
        })?);
    }
    outbox::Entity::insert_many(rows)
        .exec_without_returning(&desk.tx)
        .await?;
    desk.ring();
    Ok(held)
}

/// What a new outbox row says.
pub(super) struct OutboxRow<'a> {
    pub id: Uuid,
    pub cause: String,
    pub lead: Option<LeadId>,
    pub recipient: &'a Audience,
    pub kind: &'static str,
    pub errand: &'a Errand,
    pub due_at: Instant,
    pub made_at: Instant,
}

pub(super) fn outbox_row(row: OutboxRow<'_>) -> Result<outbox::ActiveModel, Fault> {
    let offer_id = match row.errand {
        Errand::Lead(Effect::OfferCard { offer, .. }) => Some(offer.0),
        _ => None,
    };
    Ok(outbox::ActiveModel {
        id: Set(row.id),
        cause: Set(row.cause),
        lead_id: Set(row.lead.map(|lead| lead.0)),
        recipient: Set(row.recipient.to_string()),
        kind: Set(row.kind.to_owned()),
        doc: Set(write_doc(row.errand)?),
        state: Set("pending".to_owned()),
        offer_id: Set(offer_id),
        waits: Set(false),
        due_at: Set(row.due_at.0),
        made_at: Set(row.made_at.0),
        tries: Set(0),
        lease_owner: Set(None),
        lease_until: Set(None),
        fence: Set(0),
        card_id: Set(None),
        sent_at: Set(None),
        note: Set(None),
    })
}

/// A conditional write hit its row, or the data moved.
pub(super) fn exactly_one(rows: u64) -> Result<(), Fault> {
    if rows == 1 { Ok(()) } else { Err(Fault::Raced) }
}
