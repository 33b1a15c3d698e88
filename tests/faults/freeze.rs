//! F12: one of two services on the same PostgreSQL stands still, longer than its leases last,
//! with sends in its hands; the other takes over, and the first one's late writes change nothing.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::world::{Engine, Pulse, Setup, Weather, Wire, World, until};

const REPS: usize = 8;

fn staffed(world: &World) {
    for at in 0..REPS {
        world.hires(
            &format!("rep{at}"),
            json!({"name": format!("销售{at}"), "role": "rep",
            "capacity": 100, "wecom_userid": format!("Rep{at}")}),
        );
    }
}

fn setup() -> Setup {
    Setup {
        engine: Engine::Postgres,
        cast: false,
        log: "warn",
        ..Setup::default()
    }
}

/// How often each card was taken, and how often it was called a repeat.
fn sends(world: &World) -> HashMap<String, (usize, usize)> {
    let mut sends: HashMap<String, (usize, usize)> = HashMap::new();
    for call in world.block_on(world.phones.calls(0)) {
        let Some(task) = call["task_id"]
            .as_str()
            .filter(|_| call["api"] == "message/send")
        else {
            continue;
        };
        let counts = sends.entry(task.to_owned()).or_default();
        match call["errcode"].as_i64() {
            Some(0) => counts.0 += 1,
            Some(42014) => counts.1 += 1,
            other => panic!("{other:?} for {task}"),
        }
    }
    sends
}

#[test]
fn a_service_frozen_longer_than_its_leases_changes_nothing_when_it_wakes() {
    let (world, wire) = Wire::to_the_platform(setup(), "/message/send");
    staffed(&world);
    world.receives(json!({"phone": "13500000001"}));
    world.drains(Duration::from_secs(10));
    // The platform has the cards; its answers are on their way for a while.
    wire.turns(Weather::Late(Duration::from_secs(5)));
    let source = world.source();
    for at in 0..REPS {
        world.receives(json!({"phone": format!("139{at:08}")}));
    }
    until("the platform has all cards", Duration::from_secs(4), || {
        sends(&world).len() == REPS + 1
    });
    world.freezes();
    let frozen = Instant::now();
    assert_eq!(
        world.tables().waiting(),
        REPS,
        "all of them are in the hands of the frozen one"
    );
    wire.turns(Weather::Clear);

    let second = world.second_service();
    let taken = world.block_on(
        second
            .api
            .with(&source.token)
            .post("/api/v1/leads", &json!({"phone": "13800000001"})),
    );
    assert_eq!(taken.status, 201, "intake goes on: {}", taken.text());
    let pulse = Pulse::at(&world, &second.address, "Rep0");
    until(
        "the leases ran out and the other has sent all",
        Duration::from_secs(90),
        || world.tables().waiting() == 0,
    );
    let took = frozen.elapsed();
    let before = deliveries(&world);
    let callbacks = pulse.was_steady(&world);

    world.thaws();
    let fenced = || {
        world
            .log()
            .matches("another worker has this row by now")
            .count()
    };
    until(
        "every late write met its fence",
        Duration::from_secs(15),
        || fenced() >= REPS,
    );
    let after = deliveries(&world);
    assert_eq!(before, after, "a late delivery moves no deadline");
    let sends = sends(&world);
    println!(
        "frozen {took:.0?} with {REPS} sends: {} late writes fenced, {} cards called repeats; {callbacks}",
        fenced(),
        sends.values().map(|counts| counts.1).sum::<usize>()
    );
    assert_eq!(sends.len(), REPS + 2);
    for (task, (taken, repeated)) in sends {
        assert_eq!(taken, 1, "{task}");
        assert!(repeated <= 1, "{task} was pushed {repeated} times more");
    }
    // Both work on: a press through each.
    world.is_up();
    let claimed = world.post(
        "/api/v1/leads/1/claim",
        json!({"rep": offered_to(&world, 1)}),
    );
    assert_eq!(claimed.status, 200, "{}", claimed.text());
    let other = world.block_on(second.api.post(
        "/api/v1/leads/2/claim",
        &json!({"rep": offered_to(&world, 2)}),
    ));
    assert_eq!(other.status, 200, "{}", other.text());
    world.drains(Duration::from_secs(20));
    world.truth().holds();
}

fn deliveries(world: &World) -> Vec<Option<i64>> {
    let offers = world.tables().offers;
    offers.iter().map(|offer| offer.delivered_at).collect()
}

fn offered_to(world: &World, number: i64) -> Value {
    world.get(&format!("/api/v1/leads/{number}")).json()["offer"]["rep"].clone()
}

#[test]
fn a_service_frozen_in_the_middle_of_a_commit_stops_the_other_for_seconds_only() {
    let world = World::with(setup());
    staffed(&world);
    let second = world.second_service();
    // So many leads at once that the writer is always inside of a transaction.
    for at in 0..64 {
        let source = world.source();
        world.spawn(async move {
            for more in 0..20 {
                let lead = json!({"phone": format!("137{at:04}{more:04}")});
                let request = source.request(reqwest::Method::POST, "/api/v1/leads");
                // Nobody looks at these: they keep the writer busy, and are cut off by the end.
                drop(request.json(&lead).send().await);
            }
        });
    }
    until("it is busy", Duration::from_secs(10), || {
        world.tables().leads.len() > 50
    });
    world.freezes();
    let begun = Instant::now();
    let source = second.api.with(&world.secrets.source);
    until("the other takes leads", Duration::from_secs(60), || {
        let lead = json!({"phone": "13600000001"});
        let answer = world.block_on(source.post("/api/v1/leads", &lead));
        matches!(answer.status, 200 | 201)
    });
    let took = begun.elapsed();
    println!("the other took a lead {took:.1?} after the first froze under load");
    assert!(took < Duration::from_secs(20), "{took:?}");
    world.thaws();
    world.is_up();
    until(
        "the thawed one takes leads",
        Duration::from_secs(30),
        || world.hands_in(&json!({"phone": "13600000002"})).status < 300,
    );
    world.truth().holds();
}
