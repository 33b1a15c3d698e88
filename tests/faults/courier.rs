//! The platform fails in its ways; cards arrive all the same, once, and intake never notices.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::stories::for_zhang;
use crate::world::{Lead, World, until, until_some};

const PATIENCE: Duration = Duration::from_secs(60);

fn break_it(world: &World, change: Value) {
    world.block_on(world.phones.faults(change));
}

/// Calls of an API so far, of those that answered with this code or were struck by a fault.
fn calls(world: &World, api: &str) -> Vec<Value> {
    let all = world.block_on(world.phones.calls(0));
    all.into_iter().filter(|call| call["api"] == api).collect()
}

/// On how many cards of all phones each lead stands.
fn cards(world: &World) -> BTreeMap<i64, usize> {
    let shown = world.shown_on_phones().into_iter();
    shown.map(|(lead, cards)| (lead, cards.len())).collect()
}

/// Leads for 张伟, each taken in good time.
fn takes(world: &World, count: usize) -> Vec<Lead> {
    let lead = |at: usize| {
        let begun = Instant::now();
        let lead = world.receives(for_zhang(&format!("139000{at:05}")));
        let took = begun.elapsed();
        assert!(
            took < Duration::from_secs(1),
            "intake waits for the platform: {took:?}"
        );
        lead
    };
    (1..=count).map(lead).collect()
}

#[test]
fn nothing_is_lost_and_nothing_comes_twice_when_the_platform_was_down() {
    let world = World::new();
    break_it(&world, json!({"down": true}));
    let leads = takes(&world, 12);
    until("the platform was tried", PATIENCE, || {
        world.get("/readyz").json()["platforms"]["wecom"]["status"] == "away"
    });
    assert!(cards(&world).is_empty());
    let more = takes_later(&world);
    break_it(&world, json!({"down": false}));
    world.drains(PATIENCE);
    let found = cards(&world);
    assert_eq!(found.len(), leads.len() + 1);
    assert!(found.values().all(|count| *count == 1), "{found:?}");
    // Offers that waited for the platform still stand, as first offers.
    assert_eq!(world.lead(&more)["offer"]["attempt"], 1);
    assert_eq!(world.lead(&leads[0])["offer"]["attempt"], 1);
    world.truth().holds();
}

fn takes_later(world: &World) -> Lead {
    world.receives(for_zhang("13911119999"))
}

#[test]
fn an_expired_token_is_replaced_once_and_the_card_arrives() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let first = world.receives(for_zhang("13900000001"));
    zhang.sees_offer_of(&first);
    assert_eq!(calls(&world, "gettoken").len(), 1);
    break_it(&world, json!({"token": "expired"}));
    let second = world.receives(for_zhang("13900000002"));
    zhang.sees_offer_of(&second);
    assert_eq!(calls(&world, "gettoken").len(), 2, "one refresh");
    let codes: Vec<i64> = calls(&world, "message/send")
        .iter()
        .filter_map(|call| call["errcode"].as_i64())
        .collect();
    assert_eq!(codes, [0, 42001, 0]);
    world.ends();
}

#[test]
fn a_send_whose_answer_was_lost_is_repeated_under_the_same_id_and_shows_one_card() {
    let world = World::new();
    let zhang = world.rep("张伟");
    break_it(&world, json!({"lose_answer": true}));
    let lead = world.receives(for_zhang("13900000001"));
    until("an answer was lost", PATIENCE, || {
        calls(&world, "message/send")
            .iter()
            .any(|call| call["fault"] == "lose_answer")
    });
    break_it(&world, json!({"lose_answer": false}));
    world.drains(PATIENCE);
    let sends = calls(&world, "message/send");
    let ids: Vec<&Value> = sends.iter().map(|call| &call["task_id"]).collect();
    assert!(
        ids.iter().all(|id| *id == ids[0]),
        "the same id each time: {ids:?}"
    );
    assert_eq!(
        sends.last().expect("a send")["errcode"],
        42014,
        "the platform knew it"
    );
    assert_eq!(cards(&world), BTreeMap::from([(1, 1)]));
    // The card that came so can be pressed like any other.
    zhang.sees_offer_of(&lead);
    zhang.presses(&lead, "认领");
    zhang.sees(&lead, "claimed");
    world.ends();
}

#[test]
fn a_slow_platform_makes_no_caller_wait() {
    let world = World::new();
    let zhang = world.rep("张伟");
    break_it(&world, json!({"slow_ms": 3000}));
    let leads = takes(&world, 5);
    let first = until_some("the first card is there", PATIENCE, || {
        zhang
            .messages()
            .into_iter()
            .find_map(|message| message.card)
    });
    let lead = leads
        .iter()
        .find(|lead| Some(lead.number) == first.lead)
        .expect("one of ours");
    let begun = Instant::now();
    zhang.presses(lead, "认领");
    let took = begun.elapsed();
    assert!(
        took < Duration::from_secs(1),
        "a press waits for the platform: {took:?}"
    );
    break_it(&world, json!({"slow_ms": 0}));
    world.drains(PATIENCE);
    assert!(cards(&world).values().all(|count| *count == 1));
    world.truth().holds();
}
