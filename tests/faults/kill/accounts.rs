//! After the kills: what people were told agrees with the store, and the store with the phones.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::senders::Known;
use crate::world::World;

/// A card by where it is.
struct Shown {
    userid: String,
    task_id: String,
    state: String,
}

/// Compares everything with everything.
#[track_caller]
pub fn agree(world: &World, known: &Known, sends: &[Value], doubled: &[String]) {
    world.truth().holds();
    let tables = world.tables();
    // Their answers were lost, and with them the right to change the card before it is pressed;
    // or they were claimed before they were sent.
    let unsure = tables
        .offers
        .iter()
        .filter(|offer| offer.delivered_at.is_none());
    let unsure = unsure.map(|offer| format!("pd-{}-{}", offer.id, offer.attempt));
    let unsure: HashSet<String> = unsure.chain(doubled.iter().cloned()).collect();
    let known = known.leads.lock().expect("not poisoned").clone();
    assert_eq!(tables.leads.len(), known.len(), "each key is one lead");
    let ids: HashSet<&str> = known.values().map(|acts| acts.id.as_str()).collect();
    assert_eq!(
        ids.len(),
        known.len(),
        "a repeat after a crash is the same lead"
    );
    each_send_was_taken_once(sends);
    println!(
        "{} cards whose first answer was lost are not compared",
        unsure.len()
    );

    let cards = cards_by_lead(world);
    for row in &tables.leads {
        let number = row.number;
        let acts = &known[&number];
        assert_eq!(acts.id, row.id.to_string(), "#{number}");
        let events = &tables.events[&row.id];
        let count = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
        let found = (count("claimed"), count("declined"), count("contacted"));
        let wanted = (acts.claimed, acts.declined, acts.contacted);
        assert_eq!(found, wanted, "#{number}: claims, declines, contacts");
        assert_eq!(
            count("reassigned"),
            acts.reassigned,
            "#{number}: hand-overs"
        );

        let offers = || tables.offers.iter().filter(|offer| offer.lead_id == row.id);
        let live = offers().find(|offer| offer.live);
        match (row.state.as_str(), live) {
            ("offered", Some(offer)) => {
                assert!(offer.delivered_at.is_some(), "#{number}: nobody was asked");
                assert!(offer.deadline > offer.made_at, "#{number}: no deadline");
            }
            ("claimed" | "contacted", None) => assert!(row.owner.is_some(), "#{number}"),
            ("escalated", None) => assert!(row.wake_at.is_some(), "#{number}: no deadline"),
            ("pooled", None) => {}
            (state, live) => panic!("#{number} rests {state} with {live:?}"),
        }
        let none = Vec::new();
        let shown = cards.get(&number).unwrap_or(&none);
        let holder = row.holder.as_deref().unwrap_or_default();
        the_phones_know(number, &row.state, holder, shown, &unsure);
    }
}

/// The platform never took the same card twice.
fn each_send_was_taken_once(sends: &[Value]) {
    let mut taken: HashMap<&str, usize> = HashMap::new();
    for send in sends.iter().filter(|send| send["errcode"] == 0) {
        if let Some(task) = send["task_id"].as_str() {
            *taken.entry(task).or_default() += 1;
        }
    }
    assert!(taken.values().all(|times| *times == 1), "a card came twice");
}

/// Nobody's phone shows what is not so, but for cards of which the service cannot be sure.
fn the_phones_know(
    number: i64,
    state: &str,
    holder: &str,
    shown: &[Shown],
    unsure: &HashSet<String>,
) {
    for card in shown.iter().filter(|card| !unsure.contains(&card.task_id)) {
        let theirs = card.userid == holder;
        let right = match card.state.as_str() {
            "offered" => theirs && state == "offered",
            "claimed" => theirs && state == "claimed",
            "contacted" => theirs && state == "contacted",
            _ => !theirs || state == "escalated",
        };
        let newest = shown.iter().rfind(|one| one.userid == card.userid);
        // An older card of the same rep stays as it ended.
        let is_newest = newest.is_some_and(|one| one.task_id == card.task_id);
        assert!(
            right || !is_newest,
            "#{number} is {state} with {holder}, the phone of {} shows {}",
            card.userid,
            card.state
        );
    }
}

fn cards_by_lead(world: &World) -> BTreeMap<i64, Vec<Shown>> {
    let mut cards: BTreeMap<i64, Vec<Shown>> = BTreeMap::new();
    for (userid, messages) in world.block_on(world.phones.all()) {
        for card in messages.into_iter().filter_map(|message| message.card) {
            // A list card has no number of its own.
            let Some(number) = card.lead else { continue };
            cards.entry(number).or_default().push(Shown {
                userid: userid.clone(),
                task_id: card.task_id,
                state: card.state,
            });
        }
    }
    cards
}
