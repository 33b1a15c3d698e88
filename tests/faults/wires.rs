//! F4 and F6: the wire to the platform is slow, half open, or cut after the platform has done
//! what it was asked.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::stories::for_zhang;
use crate::world::{Pulse, Setup, Weather, Wire, World, percentile, until};

fn sends(world: &World) -> Vec<Value> {
    let all = world.block_on(world.phones.calls(0));
    all.into_iter()
        .filter(|call| call["api"] == "message/send")
        .collect()
}

fn with_reps(count: usize) -> (World, Wire) {
    let setup = Setup {
        cast: false,
        log: "warn",
        ..Setup::default()
    };
    let (world, wire) = Wire::to_the_platform(setup, "/message/send");
    for at in 0..count {
        world.hires(
            &format!("rep{at}"),
            json!({"name": format!("销售{at}"), "role": "rep",
            "capacity": 100, "wecom_userid": format!("Rep{at}")}),
        );
    }
    (world, wire)
}

/// Intake and callbacks go on as ever for half a minute of that weather; then all cards arrive.
fn does_not_notice(weather: Weather) {
    const LEADS: usize = 150;
    let (world, wire) = with_reps(50);
    wire.turns(weather);
    let pulse = Pulse::of(&world, "Rep0");
    let begun = Instant::now();
    let mut took = Vec::new();
    for at in 0..LEADS {
        let asked = Instant::now();
        world.receives(json!({"phone": format!("139{at:08}")}));
        took.push(asked.elapsed());
    }
    until("half a minute goes by", Duration::from_secs(40), || {
        begun.elapsed() > Duration::from_secs(30)
    });
    let status = world.get("/readyz").json()["platforms"]["wecom"]["status"].clone();
    let callbacks = pulse.was_steady(&world);
    wire.turns(Weather::Clear);
    let back = Instant::now();
    world.drains(Duration::from_secs(90));
    let p99 = percentile(&mut took, 99);
    println!(
        "{weather:?}: {LEADS} leads taken, p99 {p99:.0?}; the platform counts as {status}; \
         all cards {:.1?} after it was well again; {callbacks}",
        back.elapsed()
    );
    assert!(
        p99 < Duration::from_secs(1),
        "intake waits for the platform"
    );
    assert_eq!(status, "away", "and it is said");
    let tables = world.tables();
    assert!(tables.offers.iter().all(|one| one.delivered_at.is_some()));
    world.truth().holds();
}

#[test]
fn a_platform_that_answers_after_half_a_minute_disturbs_nobody() {
    does_not_notice(Weather::Late(Duration::from_secs(30)));
}

#[test]
fn a_half_open_connection_disturbs_nobody() {
    does_not_notice(Weather::Dead);
}

#[test]
fn a_send_cut_after_the_platform_had_it_is_two_calls_and_one_card() {
    let (world, wire) = Wire::to_the_platform(Setup::default(), "/message/send");
    let zhang = world.rep("张伟");
    let pulse = Pulse::of(&world, &zhang.userid);
    wire.turns(Weather::Cut);
    let lead = world.receives(for_zhang("13912345678"));
    until("an answer was cut", Duration::from_secs(20), || {
        wire.struck() >= 1
    });
    wire.turns(Weather::Clear);
    world.drains(Duration::from_secs(30));
    let codes: Vec<Value> = sends(&world)
        .iter()
        .map(|one| one["errcode"].clone())
        .collect();
    let callbacks = pulse.was_steady(&world);
    println!("calls answered {codes:?}; {callbacks}");
    assert!(codes.len() <= 2, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), 1);
    zhang.sees_offer_of(&lead);
    zhang.presses(&lead, "认领");
    zhang.sees(&lead, "claimed");
    assert_eq!(world.story_of(&lead), ["received", "offered", "claimed"]);
    world.truth().holds();
}
