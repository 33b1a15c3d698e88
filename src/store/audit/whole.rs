//! What spans leads: loads, inputs, effects, and rows without their lead.

use std::collections::{BTreeMap, HashMap, HashSet};

use paidan_domain::lead::{Effect, Promise, State};
use paidan_entity::{counter, idempotency, inbox, lead, lead_event, offer, outbox, staff};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::examine::Bench;
use super::lead::AtHand;
use super::report::Audit;
use super::shares;
use crate::store::fault::Fault;

/// How many rows of the outbox are in hand at once.
const PAGE: u64 = 2000;

pub(super) async fn check(
    bench: &Bench<'_>,
    loads: &BTreeMap<String, AtHand>,
    audit: &mut Audit,
) -> Result<(), Fault> {
    loads_match(bench, loads, audit).await?;
    inputs_have_their_lead(bench, audit).await?;
    nothing_without_a_lead(bench, audit).await?;
    effects_have_their_event(bench, audit).await?;
    over_is_quiet(bench, audit).await?;
    shares::check(bench, audit).await?;
    audit.dead = outbox::Entity::find()
        .filter(outbox::Column::State.eq("dead"))
        .count(bench.tx)
        .await?;
    audit.open_acts = inbox::Entity::find()
        .filter(inbox::Column::DoneAt.is_null())
        .count(bench.tx)
        .await?;
    Ok(())
}

async fn loads_match(
    bench: &Bench<'_>,
    loads: &BTreeMap<String, AtHand>,
    audit: &mut Audit,
) -> Result<(), Fault> {
    let rows: Vec<(String, i64, i64)> = staff::Entity::find()
        .select_only()
        .columns([
            staff::Column::StaffId,
            staff::Column::Load,
            staff::Column::Effort,
        ])
        .into_tuple()
        .all(bench.tx)
        .await?;
    let known: HashSet<&str> = rows.iter().map(|(id, ..)| id.as_str()).collect();
    for (id, load, effort) in &rows {
        let counted = loads.get(id).copied().unwrap_or_default();
        for (what, stored, counted) in [
            ("load", *load, counted.leads),
            ("effort", *effort, counted.effort),
        ] {
            if stored != counted {
                let seen = format!("the {what} of {id} is {stored}, counted {counted}");
                audit.broken(Promise::Load, id, seen);
            }
        }
    }
    for id in loads.keys().filter(|id| !known.contains(id.as_str())) {
        audit.broken(Promise::OneOwner, id, "has leads and is not on the staff");
    }
    Ok(())
}

async fn inputs_have_their_lead(bench: &Bench<'_>, audit: &mut Audit) -> Result<(), Fault> {
    let leads = Query::select()
        .column(lead::Column::Id)
        .from(lead::Entity)
        .to_owned();
    let lost = idempotency::Entity::find()
        .filter(idempotency::Column::LeadId.not_in_subquery(leads))
        .all(bench.tx)
        .await?;
    for row in lost {
        let seen = "an acknowledged request has no lead";
        audit.broken(Promise::OneLead, row.lead_id, seen);
    }
    // Some inputs have no key; their leads are counted by the numbers that were given.
    let drawn = counter::Entity::find_by_id("lead".to_owned())
        .one(bench.tx)
        .await?;
    let drawn = drawn.map_or(0, |row| row.value);
    if u64::try_from(drawn).unwrap_or(0) != audit.leads {
        let seen = format!("{drawn} numbers were given, {} leads are here", audit.leads);
        audit.broken(Promise::OneLead, "lead", seen);
    }
    Ok(())
}

async fn nothing_without_a_lead(bench: &Bench<'_>, audit: &mut Audit) -> Result<(), Fault> {
    let leads = || {
        Query::select()
            .column(lead::Column::Id)
            .from(lead::Entity)
            .to_owned()
    };
    let events = lead_event::Entity::find()
        .filter(lead_event::Column::LeadId.not_in_subquery(leads()))
        .count(bench.tx)
        .await?;
    if events > 0 {
        let seen = format!("{events} events and leads that are not there");
        audit.broken(Promise::Fold, "lead_event", seen);
    }
    let offers = offer::Entity::find()
        .filter(offer::Column::LeadId.not_in_subquery(leads()))
        .count(bench.tx)
        .await?;
    if offers > 0 {
        audit.broken(
            Promise::Named,
            "offer",
            format!("{offers} offers without a lead"),
        );
    }
    Ok(())
}

async fn effects_have_their_event(bench: &Bench<'_>, audit: &mut Audit) -> Result<(), Fault> {
    let mut after = Uuid::nil();
    loop {
        let page: Vec<(Uuid, String)> = outbox::Entity::find()
            .select_only()
            .columns([outbox::Column::Id, outbox::Column::Cause])
            .filter(outbox::Column::Id.gt(after))
            .order_by_asc(outbox::Column::Id)
            .limit(PAGE)
            .into_tuple()
            .all(bench.tx)
            .await?;
        let Some((last, _)) = page.last() else {
            return Ok(());
        };
        after = *last;
        audit.effects += page.len() as u64;
        let causes = || {
            let causes = page.iter().map(|(id, cause)| (*id, cause.as_str()));
            causes.filter(|(_, cause)| cause.starts_with("event:"))
        };
        let events = causes().filter_map(|(_, cause)| event_named_by(cause));
        let versions = versions(bench, events).await?;
        for (id, cause) in causes() {
            let known = event_named_by(cause).is_some_and(|(lead, seq)| {
                versions
                    .get(&lead)
                    .is_some_and(|last| (1..=*last).contains(&seq))
            });
            if !known {
                let seen = format!("an effect without its event: {cause}");
                audit.broken(Promise::OneEffect, id, seen);
            }
        }
    }
}

/// The event behind `event:LEAD:SEQ`.
fn event_named_by(cause: &str) -> Option<(Uuid, i64)> {
    let (lead, seq) = cause.strip_prefix("event:")?.split_once(':')?;
    Some((lead.parse().ok()?, seq.parse().ok()?))
}

/// The last event of each of these leads.
async fn versions(
    bench: &Bench<'_>,
    events: impl Iterator<Item = (Uuid, i64)>,
) -> Result<HashMap<Uuid, i64>, Fault> {
    let leads: HashSet<Uuid> = events.map(|(lead, _)| lead).collect();
    let rows: Vec<(Uuid, i64)> = lead::Entity::find()
        .select_only()
        .columns([lead::Column::Id, lead::Column::Version])
        .filter(lead::Column::Id.is_in(leads))
        .into_tuple()
        .all(bench.tx)
        .await?;
    Ok(rows.into_iter().collect())
}

/// A row that somebody works on at this moment is theirs to end.
async fn over_is_quiet(bench: &Bench<'_>, audit: &mut Audit) -> Result<(), Fault> {
    let terminal = State::ALL.into_iter().filter(|state| state.is_terminal());
    let over = Query::select()
        .column(lead::Column::Id)
        .from(lead::Entity)
        .and_where(lead::Column::State.is_in(terminal.map(State::name)))
        .to_owned();
    let free = Condition::any()
        .add(outbox::Column::LeaseUntil.is_null())
        .add(outbox::Column::LeaseUntil.lte(bench.now.0));
    let rows = outbox::Entity::find()
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::Kind.is_in(Effect::NEW_CARDS))
        .filter(outbox::Column::LeadId.in_subquery(over))
        .filter(free)
        .all(bench.tx)
        .await?;
    for row in rows {
        let seen = format!("a new {} waits for a lead that is over", row.kind);
        audit.broken(Promise::Quiet, row.id, seen);
    }
    Ok(())
}
