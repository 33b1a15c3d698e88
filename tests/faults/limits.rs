//! The limits of the platform: kept without losing anything, and without anybody waiting.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::stories::for_zhang;
use crate::world::{Setup, World, until};

/// Sends of the app that reached a phone.
fn sent(world: &World) -> Vec<Value> {
    let all = world.block_on(world.phones.calls(0));
    all.into_iter()
        .filter(|call| call["api"] == "message/send" && call["errcode"] == 0)
        .collect()
}

fn micros(call: &Value) -> i64 {
    let at: jiff::Timestamp = call["at"]
        .as_str()
        .and_then(|at| at.parse().ok())
        .expect("a time");
    at.as_microsecond()
}

/// 40 offers come in six messages, since 35 of them stand on one list card; claimed at once,
/// each of these leads then comes with a card of its own.
#[test]
fn forty_leads_claimed_at_once_come_at_no_more_than_25_messages_a_minute_and_all_come() {
    let world = World::with(Setup {
        cast: false,
        ..Setup::default()
    });
    world.hires(
        "solo",
        json!({"name": "独行", "role": "rep", "capacity": 50,
        "wecom_userid": "Solo"}),
    );
    let begun = Instant::now();
    for at in 0..40 {
        world.receives(json!({"phone": format!("139000000{at:02}")}));
    }
    let took = begun.elapsed();
    assert!(
        took < Duration::from_secs(10),
        "intake waits for the limit: {took:?}"
    );
    let solo = world.rep("独行");
    let list = solo.sees_list("35 条新线索,");
    solo.presses_on(&list, "全部认领");
    solo.sees_list("已认领 35 条");
    until("25 are out", Duration::from_secs(30), || {
        sent(&world).len() >= 25
    });
    let late = world.receives(json!({"phone": "13900000099"}));
    until("all are out", Duration::from_secs(100), || {
        sent(&world).len() >= 42
    });
    let times: Vec<i64> = sent(&world).iter().map(micros).collect();
    assert_eq!(times.len(), 5 + 1 + 35 + 1);
    for (at, first) in times.iter().enumerate() {
        let until = first + 60_000_000;
        let inside = times[at..].iter().filter(|time| **time < until).count();
        // The platform notes an answer a little after the service has counted the send.
        assert!(inside <= 26, "{inside} sends in one minute");
    }
    let in_first = times
        .iter()
        .filter(|time| **time < times[0] + 59_000_000)
        .count();
    assert!(in_first <= 25, "{in_first} sends in the first minute");
    println!(
        "41 leads for one rep: {in_first} messages in the first minute, all in {:.0?}",
        begun.elapsed()
    );
    let phone = world.block_on(world.phones.state());
    assert_eq!(
        phone["phones"][0]["dropped"], 0,
        "the platform dropped nothing in silence"
    );
    // Whoever waits for the limit has lost no time: the offer counts from its delivery.
    solo.sees_offer_of(&late);
    let last = world.lead(&late);
    assert_eq!(
        (&last["state"], &last["offer"]["attempt"]),
        (&json!("offered"), &json!(1))
    );
    let owned = world.get("/api/v1/leads?state=claimed&limit=100").json();
    assert_eq!(owned["items"].as_array().map(Vec::len), Some(35));
    world.drains(Duration::from_secs(10));
    world.truth().holds();
}

#[test]
fn a_throttled_app_waits_its_time_and_then_goes_on() {
    let world = World::new();
    let zhang = world.rep("张伟");
    world.block_on(world.phones.faults(json!({"throttle": true})));
    let lead = world.receives(for_zhang("13900000001"));
    until("the platform said 45009", Duration::from_secs(20), || {
        let calls = world.block_on(world.phones.calls(0));
        calls.iter().any(|call| call["errcode"] == 45009)
    });
    let throttled = Instant::now();
    world.block_on(world.phones.faults(json!({"throttle": false})));
    let during = world.receives(for_zhang("13900000002"));
    until("both cards are there", Duration::from_secs(90), || {
        zhang.messages().len() == 2
    });
    let waited = throttled.elapsed();
    assert!(
        waited > Duration::from_secs(50),
        "45009 is a wait for the window: {waited:?}"
    );
    let refused = world.block_on(world.phones.calls(0));
    let refused = refused
        .iter()
        .filter(|call| call["errcode"] == 45009)
        .count();
    assert!(refused <= 2, "{refused} calls against the limit");
    zhang.sees_offer_of(&lead);
    zhang.sees_offer_of(&during);
    world.ends();
}
