//! F5: the token is revoked at random moments of a busy time.

use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

use crate::world::{Pulse, Setup, World, until};

const REPS: usize = 20;
const LEADS: usize = 120;
const REVOCATIONS: usize = 12;

fn calls(world: &World, api: &str) -> Vec<Value> {
    let all = world.block_on(world.phones.calls(0));
    all.into_iter().filter(|call| call["api"] == api).collect()
}

#[test]
fn a_token_revoked_again_and_again_costs_one_refresh_each_and_no_send() {
    let seed: u64 = rand::random();
    let mut random = StdRng::seed_from_u64(seed);
    let world = World::with(Setup {
        cast: false,
        log: "warn",
        ..Setup::default()
    });
    for at in 0..REPS {
        world.hires(
            &format!("rep{at}"),
            json!({"name": format!("销售{at}"), "role": "rep",
            "capacity": 100, "wecom_userid": format!("Rep{at}")}),
        );
    }
    let pulse = Pulse::of(&world, "Rep0");
    let mut due: Vec<usize> = (0..REVOCATIONS)
        .map(|_| random.random_range(1..LEADS))
        .collect();
    due.sort_unstable();
    let begun = Instant::now();
    let mut revoked = 0;
    for at in 0..LEADS {
        world.receives(json!({"phone": format!("139{at:08}")}));
        while due.get(revoked).is_some_and(|moment| *moment <= at) {
            world.block_on(world.phones.faults(json!({"token": "expired"})));
            revoked += 1;
        }
    }
    world.drains(Duration::from_secs(60));
    let took = begun.elapsed();
    let refreshes = calls(&world, "gettoken").len() - 1;
    let sends = calls(&world, "message/send");
    let taken = sends.iter().filter(|call| call["errcode"] == 0).count();
    let dead = sends.iter().filter(|call| call["errcode"] == 42001).count();
    println!(
        "seed {seed}: {LEADS} leads in {took:.1?}, {revoked} revocations, {refreshes} refreshes, \
         {taken} cards, {dead} calls with a dead token; {}",
        pulse.was_steady(&world)
    );
    assert!(refreshes >= 1, "nothing was tried");
    assert!(refreshes <= revoked, "{refreshes} refreshes for {revoked}");
    let tables = world.tables();
    until("every offer was delivered", Duration::from_secs(5), || {
        world
            .tables()
            .offers
            .iter()
            .all(|one| one.delivered_at.is_some())
    });
    assert!(
        tables.outbox.iter().all(|row| row.state == "sent"),
        "nothing was given up"
    );
    world.truth().holds();
}
