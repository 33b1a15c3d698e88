//! What must hold when a world has come to rest (`reliability.md` §2).

use std::collections::BTreeMap;

use paidan_domain::ids::{LeadId, StaffId};
use paidan_domain::lead::{Lead, State, fold_all, invariants};

use paidan_domain::time::Instant;

use super::memory::{Data, RowState};
use super::world::World;

/// Leads that have not come to rest.
pub fn restless(world: &World) -> Vec<String> {
    let data = world.store.data();
    let resting = |lead: &&Lead| {
        !matches!(
            lead.state(),
            State::Received | State::Offered | State::Escalated
        )
    };
    data.leads
        .values()
        .filter(|lead| !resting(lead))
        .map(|lead| format!("lead {} is {}", lead.number, lead.state().name()))
        .collect()
}

/// Nothing waits to be shown or dealt with.
pub fn is_still(world: &World) -> bool {
    world.store.data().pending.is_empty() && is_inbox_closed(world)
}

/// Every act is dealt with.
pub fn is_inbox_closed(world: &World) -> bool {
    world.store.data().open_acts.is_empty()
}

/// When the next offer, manager's time, row or lease is over.
pub fn next_due(world: &World) -> Option<Instant> {
    let data = world.store.data();
    let offers = data.live.iter().map(|id| data.offers[id].record.deadline);
    let asked = data.leads.values().filter_map(Lead::escalation);
    let rows = data.pending.iter().map(|(_, id)| &data.outbox[id]);
    let rows = rows.map(|row| row.due_at.max(row.lease_until.unwrap_or(row.due_at)));
    offers
        .chain(asked.map(|asked| asked.deadline))
        .chain(rows)
        .min()
}

/// What is still in the outbox, in words.
pub fn unsent(world: &World) -> String {
    let data = world.store.data();
    let rows = data.pending.iter().map(|(_, id)| &data.outbox[id]);
    let rows: Vec<String> = rows
        .map(|row| format!("{} to {} ({:?})", row.kind, row.recipient, row.note))
        .collect();
    let open = data.open_acts.len();
    format!("{open} acts are open, unsent: {}", rows.join(", "))
}

/// Everything that must hold now.
pub fn at_rest(world: &World) {
    let data = world.store.data();
    let broken = |what: String| world.ledger.breaks(what);
    for lead in data.leads.values() {
        one_lead(&data, lead, &broken);
    }
    loads(&data, &broken);
    outbox(&data, &broken);
    acknowledged(world, &data, &broken);
    owners_were_told(world, &data, &broken);
}

fn one_lead(data: &Data, lead: &Lead, broken: &dyn Fn(String)) {
    let (number, events) = (lead.number, &data.events[&lead.id]);
    let most = data.floor.policy.offer.max_offers;
    if let Err(what) = invariants(lead, events, most) {
        broken(format!("{what} (lead {number})"));
    }
    let text = serde_json::to_string(events).expect("events can be written");
    let read: Vec<_> = serde_json::from_str(&text).expect("and read");
    let row = |lead: &Lead| serde_json::to_string(lead).expect("a row can be written");
    if fold_all(&read).map(|folded| row(&folded)) != Ok(row(lead)) {
        broken(format!("I4: lead {number} is not rebuilt byte for byte"));
    }
    let live: Vec<_> = data.live_offers(lead.id).collect();
    if live != Vec::from_iter(lead.offer().map(|offer| offer.id)) {
        broken(format!(
            "I1: lead {number} is {} with {} live offers",
            lead.state().name(),
            live.len()
        ));
    }
    let owned = matches!(lead.state(), State::Claimed | State::Contacted);
    if owned != (lead.owner().is_some() && !lead.state().is_terminal()) {
        broken(format!("I2: lead {number}"));
    }
    if !data.dossiers.contains_key(&lead.id) {
        broken(format!("lead {number} has lost what the customer said"));
    }
}

fn loads(data: &Data, broken: &dyn Fn(String)) {
    let mut count: BTreeMap<&StaffId, u32> = BTreeMap::new();
    for rep in data.leads.values().filter_map(Lead::counts_for) {
        *count.entry(rep).or_default() += 1;
    }
    for one in data.floor.people() {
        let counted = count.get(&one.staff.id).copied().unwrap_or(0);
        if counted != one.load {
            let (id, load) = (&one.staff.id, one.load);
            broken(format!("I7: load of {id} is {load}, counted {counted}"));
        }
    }
}

fn outbox(data: &Data, broken: &dyn Fn(String)) {
    let mut seen = BTreeMap::new();
    for row in data.outbox.values() {
        let once = (&row.cause, &row.recipient, row.kind);
        if seen.insert(once, row.id).is_some() {
            let (cause, to, kind) = once;
            broken(format!("I6: {kind} to {to} twice for {cause}"));
        }
        let Some(lead) = row.lead else { continue };
        let seq = row
            .cause
            .rsplit(':')
            .next()
            .and_then(|seq| seq.parse().ok());
        let has_event = data
            .events
            .get(&lead)
            .is_some_and(|events| events.iter().any(|event| Some(event.seq) == seq));
        if !has_event {
            broken(format!("I6: {} has no event", row.cause));
        }
        let ended = data.leads[&lead].state().is_terminal();
        if ended && row.state == RowState::Pending && row.kind != "refresh" {
            broken(format!("I11: {} waits for an ended lead", row.kind));
        }
    }
}

fn acknowledged(world: &World, data: &Data, broken: &dyn Fn(String)) {
    let book_acks = world.ledger.book().acknowledged.clone();
    let mut by_tag: BTreeMap<String, Vec<LeadId>> = BTreeMap::new();
    for (lead, dossier) in &data.dossiers {
        let said: serde_json::Value = serde_json::from_str(dossier).expect("a dossier");
        let tag = said["said"]["tags"][0].as_str().unwrap_or_default();
        by_tag.entry(tag.to_owned()).or_default().push(*lead);
    }
    for (tag, leads) in &by_tag {
        if leads.len() != 1 {
            broken(format!("I10: {tag} made {} leads", leads.len()));
        }
    }
    for (key, answer) in &book_acks {
        let answer: serde_json::Value = serde_json::from_str(answer).expect("an answer");
        let told = answer["id"].as_str().unwrap_or_default();
        let there = by_tag
            .get(key)
            .is_some_and(|leads| leads.iter().any(|lead| lead.to_string() == told));
        if !there {
            broken(format!("P1: {key} was acknowledged and is not there"));
        }
    }
    for key in &world.ledger.book().taken_acts.clone() {
        if !data.inbox.contains_key(key) {
            broken(format!("P1: {key} was acknowledged and is not there"));
        }
    }
}

/// Whoever owns a lead has a card that says so, or the platform would not show one.
fn owners_were_told(world: &World, data: &Data, broken: &dyn Fn(String)) {
    let phones = world.phones.state();
    for lead in data.leads.values() {
        let (Some(owner), false) = (lead.owner(), lead.state().is_terminal()) else {
            continue;
        };
        let mut cards = data
            .cards
            .iter()
            .filter(|(_, row)| row.record.lead == lead.id && row.record.audience.is(owner))
            .filter_map(|(id, _)| phones.cards.get(id));
        let says = |title: &str| title.starts_with("已认领") || title.starts_with("跟进中");
        if cards.any(|one| says(&one.card.title)) {
            continue;
        }
        let gave_up = data.outbox.values().any(|row| {
            row.lead == Some(lead.id)
                && row.recipient.is(owner)
                && matches!(row.state, RowState::Dead | RowState::Skipped)
        });
        if gave_up {
            world.ledger.fault("owner's card cannot be changed");
        } else {
            broken(format!("the owner of lead {} was not told", lead.number));
        }
    }
}

/// The leads that broken promises name, each with all that happened to it.
pub fn stories(world: &World, broken: &[String]) -> Vec<String> {
    let data = world.store.data();
    let named = data.leads.values().filter(|lead| {
        let name = format!("lead {}", lead.number);
        broken.iter().any(|what| {
            what.split(&name)
                .skip(1)
                .any(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        })
    });
    named
        .take(3)
        .map(|lead| story(world, &data, lead))
        .collect()
}

fn story(world: &World, data: &Data, lead: &Lead) -> String {
    let mut lines = vec![format!("lead {}", lead.number)];
    for event in &data.events[&lead.id] {
        let (at, kind) = (event.at.0 / 1000, event.body.kind().name());
        lines.push(format!(
            "  {} {at} {kind} by {}: {:?}",
            event.seq, event.actor.id, event.body
        ));
    }
    for row in data.outbox.values().filter(|row| row.lead == Some(lead.id)) {
        let (kind, to, made) = (row.kind, &row.recipient, row.made_at.0 / 1000);
        let (state, note, tries) = (row.state, &row.note, row.tries);
        lines.push(format!(
            "  {} {made} {kind} to {to}: {state:?} {note:?} after {tries}",
            row.cause
        ));
    }
    for (card_id, row) in data
        .cards
        .iter()
        .filter(|(_, row)| row.record.lead == lead.id)
    {
        let (of, made) = (&row.record.audience, row.made_at.0 / 1000);
        let shown = world
            .phones
            .state()
            .cards
            .get(card_id)
            .map(|one| one.card.title.clone());
        lines.push(format!(
            "  card {card_id} {made} of {of} shows {shown:?} {:?}",
            row.record
        ));
    }
    lines.join("\n")
}
