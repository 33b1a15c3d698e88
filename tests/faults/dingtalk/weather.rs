//! DingTalk's calls are refused, slow, unanswered or without a valid token while leads flow.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Offered, all_press, all_went_well, offers, take, world};
use crate::world::{World, percentile, until};

const REPS: usize = 8;
const LEADS: usize = 16;
const LASTS: Duration = Duration::from_secs(15);
const ALL_WITHIN: Duration = Duration::from_secs(60);

fn turns(world: &World, mut change: Value) {
    change["platform"] = json!("dingtalk");
    world.block_on(world.phones.faults(change));
}

/// The calls that make cards, by how they ended.
fn calls(world: &World) -> BTreeMap<String, usize> {
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    for call in world.block_on(world.phones.calls(0)) {
        let api = call["api"].as_str().unwrap_or_default();
        if api.ends_with("createAndDeliver") {
            let fault = call["fault"].as_str().unwrap_or("-");
            let code = call["code"].as_str().unwrap_or("-");
            let end = format!("{} {fault} {code}", call["status"]);
            *ends.entry(end).or_default() += 1;
        }
    }
    ends
}

/// Each phone got its cards in the order in which they were offered.
fn oldest_first(world: &World, all: &[Offered]) -> usize {
    let offered: Vec<i64> = all.iter().map(|one| one.lead.number).collect();
    let mut compared = 0;
    for (userid, mut messages) in world.ding_messages() {
        messages.sort_by_key(|one| one.id);
        let numbers = messages.iter().filter(|one| one.body["type"] == "card");
        let numbers = numbers.filter_map(|one| one.body["data_lead"].as_i64());
        let numbers: Vec<i64> = numbers.filter(|number| offered.contains(number)).collect();
        compared += numbers.len();
        assert!(numbers.is_sorted(), "{userid} got them as {numbers:?}");
    }
    compared
}

/// Leads come before, during and after; those of before are pressed in the middle of it.
fn leads_flow_in(name: &str, begins: Value, ends: Value, again: bool) {
    let world = world(REPS);
    let before = super::delivered(&world, &take(&world, 0, LEADS));
    turns(&world, begins.clone());
    let begun = Instant::now();
    let mut took = Vec::new();
    let mut during = Vec::new();
    for at in 0..LEADS {
        let asked = Instant::now();
        during.extend(take(&world, LEADS + at, 1));
        took.push(asked.elapsed());
        if again {
            turns(&world, begins.clone());
        }
    }
    let unanswered = all_press(&world, &before);
    until("it lasts a while", LASTS * 2, || begun.elapsed() >= LASTS);
    turns(&world, ends);
    let back = Instant::now();
    let after = take(&world, 2 * LEADS, LEADS);
    let rest = [during, after].concat();
    let rest = offers(&world, &rest);
    until("every card is there", ALL_WITHIN, || {
        let tables = world.tables();
        let mut live = tables.offers.iter().filter(|offer| offer.live);
        live.all(|offer| offer.delivered_at.is_some())
    });
    let reached = back.elapsed();
    all_press(&world, &rest);
    let all = [before, rest].concat();
    all_went_well(&world, &all, ALL_WITHIN);
    let p99 = percentile(&mut took, 99);
    println!(
        "{name}: {} leads, intake p99 {p99:.0?}, the last card {reached:.1?} after its end, {} cards \
         compared by order, {unanswered} presses unanswered; calls {:?}",
        all.len(),
        oldest_first(&world, &all),
        calls(&world)
    );
    assert!(
        p99 < Duration::from_secs(1),
        "intake waits for the platform"
    );
    assert_eq!(unanswered, 0, "a press needs no call");
    let too_fast = calls(&world).keys().any(|end| end.contains("QpsLimit"));
    assert!(!too_fast, "nobody calls faster than the platform allows");
}

#[test]
fn answers_that_are_lost_send_no_card_twice() {
    leads_flow_in(
        "answers lost",
        json!({"lose_answer": true}),
        json!({"lose_answer": false}),
        false,
    );
}

#[test]
fn dingtalk_down_holds_cards_back_in_their_order() {
    leads_flow_in("down", json!({"down": true}), json!({"down": false}), false);
}

#[test]
fn a_slow_dingtalk_gets_every_card_out_once() {
    leads_flow_in(
        "slow",
        json!({"slow_ms": 4_000}),
        json!({"slow_ms": 0}),
        false,
    );
}

#[test]
fn a_dingtalk_too_slow_to_wait_for_gets_every_card_out_once() {
    leads_flow_in(
        "slower than we wait",
        json!({"slow_ms": 24_000}),
        json!({"slow_ms": 0}),
        false,
    );
}

#[test]
fn tokens_that_end_early_again_and_again_lose_nothing() {
    leads_flow_in("tokens", json!({"token": "expired"}), json!({}), true);
}
