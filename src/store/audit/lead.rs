//! One lead after the other, each against its events, offers and key.

use std::collections::{BTreeMap, HashMap};

use paidan_domain::ids::LeadId;
use paidan_domain::lead::{
    Body, Event, Lead, OfferedBecause, Promise, State, fold_all, invariants,
};
use paidan_domain::matching::Explanation;
use paidan_entity::{decision, lead, lead_event, lead_key, offer};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::examine::Bench;
use super::report::Audit;
use crate::store::fault::{Fault, read_doc, write_doc};

/// How many leads are in hand at once.
const PAGE: u64 = 500;

/// The rows that belong to one lead.
struct Rows {
    lead: lead::Model,
    events: Vec<lead_event::Model>,
    offers: Vec<offer::Model>,
    /// The decisions as they are stored, by the number of their event.
    explained: HashMap<i64, String>,
    wrapped: Option<Vec<u8>>,
}

/// What somebody has at hand.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct AtHand {
    pub leads: i64,
    /// In permille of a usual lead.
    pub effort: i64,
}

/// Checks every lead; says what each person has at hand.
pub(super) async fn each(
    bench: &Bench<'_>,
    audit: &mut Audit,
) -> Result<BTreeMap<String, AtHand>, Fault> {
    let mut loads = BTreeMap::new();
    let mut after = 0;
    loop {
        let page = page(bench, after).await?;
        let Some(last) = page.last() else {
            return Ok(loads);
        };
        after = last.lead.number;
        for rows in &page {
            audit.leads += 1;
            audit.events += rows.events.len() as u64;
            check(bench, rows, audit);
            if let Some(who) = counts_for(&rows.lead) {
                let at_hand: &mut AtHand = loads.entry(who.to_owned()).or_default();
                at_hand.leads += 1;
                at_hand.effort += effort(&rows.lead);
            }
        }
    }
}

async fn page(bench: &Bench<'_>, after: i64) -> Result<Vec<Rows>, Fault> {
    let leads = lead::Entity::find()
        .filter(lead::Column::Number.gt(after))
        .order_by_asc(lead::Column::Number)
        .limit(PAGE)
        .all(bench.tx)
        .await?;
    let ids: Vec<Uuid> = leads.iter().map(|row| row.id).collect();
    let events = lead_event::Entity::find()
        .filter(lead_event::Column::LeadId.is_in(ids.iter().copied()))
        .order_by_asc(lead_event::Column::Seq)
        .all(bench.tx)
        .await?;
    let offers = offer::Entity::find()
        .filter(offer::Column::LeadId.is_in(ids.iter().copied()))
        .all(bench.tx)
        .await?;
    let decisions = decision::Entity::find()
        .filter(decision::Column::LeadId.is_in(ids.iter().copied()))
        .all(bench.tx)
        .await?;
    let keys = lead_key::Entity::find()
        .filter(lead_key::Column::LeadId.is_in(ids))
        .all(bench.tx)
        .await?;
    let mut events = by_lead(events, |row| row.lead_id);
    let mut offers = by_lead(offers, |row| row.lead_id);
    let mut decisions = by_lead(decisions, |row| row.lead_id);
    let mut keys: HashMap<Uuid, Vec<u8>> = keys
        .into_iter()
        .map(|row| (row.lead_id, row.wrapped))
        .collect();
    let rows = leads.into_iter().map(|lead| Rows {
        events: events.remove(&lead.id).unwrap_or_default(),
        offers: offers.remove(&lead.id).unwrap_or_default(),
        explained: decisions
            .remove(&lead.id)
            .unwrap_or_default()
            .into_iter()
            .map(|row| (row.seq, row.doc))
            .collect(),
        wrapped: keys.remove(&lead.id),
        lead,
    });
    Ok(rows.collect())
}

fn by_lead<T>(rows: Vec<T>, of: impl Fn(&T) -> Uuid) -> HashMap<Uuid, Vec<T>> {
    let mut sorted: HashMap<Uuid, Vec<T>> = HashMap::new();
    for row in rows {
        sorted.entry(of(&row)).or_default().push(row);
    }
    sorted
}

/// How much work it is; a row that does not read is reported by its own check.
fn effort(row: &lead::Model) -> i64 {
    read_doc::<Lead>("lead", &row.doc).map_or(0, |lead| i64::from(lead.facts.effort_permille))
}

/// Whose load it is in, by its columns.
fn counts_for(row: &lead::Model) -> Option<&str> {
    let counted = [State::Offered, State::Claimed, State::Contacted].map(State::name);
    row.holder
        .as_deref()
        .filter(|_| counted.contains(&row.state.as_str()))
}

fn check(bench: &Bench<'_>, rows: &Rows, audit: &mut Audit) {
    let at = format!("#{}", rows.lead.number);
    let gapless = (1..).zip(&rows.events).all(|(seq, row)| row.seq == seq);
    if !gapless {
        audit.broken(Promise::Fold, &at, "the numbers of its events have a gap");
        return;
    }
    let Ok(events) = read_events(&rows.events) else {
        audit.broken(Promise::Fold, &at, "an event does not read");
        return;
    };
    let folded = match fold_all(&events) {
        Ok(folded) => folded,
        Err(error) => {
            let promise = paidan_domain::lead::Broken::from(error).promise();
            audit.broken(promise, &at, format!("its events do not fold: {error}"));
            return;
        }
    };
    if write_doc(&folded).ok().as_ref() != Some(&rows.lead.doc) {
        audit.broken(Promise::Fold, &at, "the row is not the fold of its events");
        return;
    }
    if let Err(broken) = invariants(&folded, &events, allowed(bench, &events)) {
        audit.broken(broken.promise(), &at, broken);
    }
    columns(rows, &events, &folded, &at, audit);
    offers(bench, rows, &folded, &at, audit);
    explained(rows, &events, &at, audit);
    if let Some(wrapped) = &rows.wrapped
        && bench
            .sealer
            .data_key(LeadId(rows.lead.id), wrapped)
            .is_err()
    {
        audit.broken(
            Promise::Sealed,
            &at,
            "its key does not open with this key file",
        );
    }
}

fn read_events(rows: &[lead_event::Model]) -> Result<Vec<Event>, Fault> {
    rows.iter()
        .map(|row| read_doc("lead_event", &row.doc))
        .collect()
}

/// How many offers the rules of the last one allowed.
fn allowed(bench: &Bench<'_>, events: &[Event]) -> u32 {
    let version = events.iter().rev().find_map(|event| match event.body {
        Body::Offered { policy_version, .. } => Some(policy_version),
        _ => None,
    });
    version
        .and_then(|version| bench.max_offers.get(&version).copied())
        .unwrap_or(0)
}

/// The columns that are searched say what the fold says.
fn columns(rows: &Rows, events: &[Event], folded: &Lead, at: &str, audit: &mut Audit) {
    let row = &rows.lead;
    let text = |id: Option<&paidan_domain::ids::StaffId>| id.map(ToString::to_string);
    if row.owner != text(folded.owner()) {
        audit.broken(
            Promise::OneOwner,
            at,
            "the owner's column is not the fold's",
        );
    }
    let wakes = folded.escalation().map(|asked| asked.deadline.0);
    if row.wake_at != wakes {
        audit.broken(
            Promise::Rest,
            at,
            "the manager's deadline is not the fold's",
        );
    }
    let same = row.number == folded.number.0
        && row.id == folded.id.0
        && row.state == folded.state().name()
        && row.source == folded.source
        && row.holder == text(folded.holder())
        && row.version == i64::from(folded.seq)
        && row.created_at == folded.created_at.0
        && row.updated_at == folded.updated_at.0;
    if !same {
        audit.broken(Promise::Fold, at, "a column of the row is not the fold's");
    }
    let told = rows.events.iter().zip(events);
    let differs = |(row, event): (&lead_event::Model, &Event)| {
        row.at != event.at.0 || row.kind != event.body.kind().name()
    };
    if told.into_iter().any(differs) {
        audit.broken(Promise::Fold, at, "a column of an event is not the event's");
    }
}

fn offers(bench: &Bench<'_>, rows: &Rows, folded: &Lead, at: &str, audit: &mut Audit) {
    let live: Vec<Uuid> = rows
        .offers
        .iter()
        .filter(|row| row.live)
        .map(|row| row.id)
        .collect();
    let wanted: Vec<Uuid> = folded.offer().map(|offer| offer.id.0).into_iter().collect();
    if live != wanted {
        let seen = format!("the live offer: {} rows are live", live.len());
        audit.broken(Promise::OneOffer, at, seen);
    }
    let made = rows
        .events
        .iter()
        .filter(|row| row.kind == "offered")
        .count();
    if made != rows.offers.len() {
        let seen = format!("{made} offers were made, {} are kept", rows.offers.len());
        audit.broken(Promise::Named, at, seen);
    }
    if rows.offers.iter().any(|row| row.live && row.deadline <= 0) {
        audit.broken(Promise::Rest, at, "a live offer without a deadline");
    }
    let over = |deadline: i64| deadline <= bench.now.0;
    let offer_over = rows.offers.iter().any(|row| row.live && over(row.deadline));
    if offer_over || rows.lead.wake_at.is_some_and(over) {
        audit.overdue += 1;
    }
}

fn explained(rows: &Rows, events: &[Event], at: &str, audit: &mut Audit) {
    for event in events {
        let by_rules = matches!(
            event.body,
            Body::Offered {
                because: OfferedBecause::Matched,
                ..
            }
        );
        if by_rules && !rows.explained.contains_key(&i64::from(event.seq)) {
            let seen = format!("event {} has no explanation", event.seq);
            audit.broken(Promise::Explained, at, seen);
        }
    }
    for (seq, stored) in &rows.explained {
        // Worked out again from what is stored, it is the same to the byte.
        let again = read_doc::<Explanation>("decision", stored)
            .and_then(|explanation| write_doc(&explanation.recomputed()));
        if again.ok().as_ref() != Some(stored) {
            let seen = format!("the decision of event {seq} is another when worked out again");
            audit.broken(Promise::Explained, at, seen);
        }
    }
}
