//! kill -9 at random moments, while leads stream in, buttons are pressed and commands typed.
//! Whoever was answered is never disappointed, and nothing happens twice.

mod accounts;
mod hands;
mod points;
mod senders;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

use crate::world::{Engine, Phones, Setup, World, percentile, until};
use hands::hand;
use senders::{Known, sender};

const KILLS: usize = 50;
const REPS: usize = 100;
const SENDERS: usize = 4;
const HANDS: usize = 8;
/// What the courier has on its way at once, and so may send twice after a kill.
const IN_FLIGHT: usize = 32;

/// Reads the platform's log while it runs; it forgets all but its last entries.
async fn listen(phones: Phones, stop: Arc<AtomicBool>) -> Vec<Value> {
    let (mut heard, mut last) = (Vec::new(), 0);
    loop {
        let ends = stop.load(Ordering::Relaxed);
        let calls = phones.calls(last).await;
        let newest = calls.last().and_then(|call| call["seq"].as_u64());
        last = newest.unwrap_or(last);
        heard.extend(
            calls
                .into_iter()
                .filter(|call| call["api"] == "message/send"),
        );
        if ends {
            return heard;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Kills and restarts at random moments of the stream; how long each restart took.
fn kill_and_restart(world: &World, known: &Known, random: &mut StdRng) -> Vec<Duration> {
    let mut recoveries = Vec::new();
    for _ in 0..KILLS {
        let moment = known.acknowledged() + random.random_range(1..40);
        until("the stream goes on", Duration::from_secs(90), || {
            known.acknowledged() >= moment
        });
        let jitter = Duration::from_micros(random.random_range(0..30_000));
        let begun = Instant::now();
        // The moment of the kill is what is random here, not something that is waited for.
        while begun.elapsed() < jitter {
            std::thread::yield_now();
        }
        world.kill();
        let begun = Instant::now();
        world.starts_again();
        world.is_up();
        recoveries.push(begun.elapsed());
    }
    recoveries
}

fn hire(world: &World) {
    world.hires(
        "boss",
        json!({"name": "李经理", "role": "manager", "wecom_userid": "Boss"}),
    );
    for at in 0..REPS {
        world.hires(
            &format!("rep{at}"),
            json!({"name": format!("销售{at}"), "role": "rep", "manager": "boss",
            "capacity": 100, "wecom_userid": format!("Rep{at}")}),
        );
    }
}

fn survives(engine: Engine) {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let world = World::with(Setup {
        engine,
        cast: false,
        log: "warn",
        offer: "claim_within = \"10m\"\nmax_offers = 3\nescalate_within = \"1h\"",
        ..Setup::default()
    });
    hire(&world);
    let known = Arc::new(Known::default());
    let stop = Arc::new(AtomicBool::new(false));
    let heard = world.spawn(listen(world.phones.clone(), stop.clone()));
    let senders: Vec<_> = (0..SENDERS)
        .map(|_| world.spawn(sender(world.source(), known.clone())))
        .collect();
    let hands: Vec<_> = (0..HANDS)
        .map(|at| {
            let dice = StdRng::seed_from_u64(seed.wrapping_add(1 + at as u64));
            world.spawn(hand(
                world.api.clone(),
                world.phones.clone(),
                known.clone(),
                dice,
            ))
        })
        .collect();
    let begun = Instant::now();
    let mut recoveries = kill_and_restart(&world, &known, &mut random);
    known.enough();
    for one in senders.into_iter().chain(hands) {
        world.block_on(one).expect("everybody ends well");
    }
    let streamed = begun.elapsed();
    // What a killed courier had in its hands is taken up when its lease is over.
    let begun = Instant::now();
    world.drains(Duration::from_secs(150));
    let drained = begun.elapsed();
    stop.store(true, Ordering::Relaxed);
    let sends = world.block_on(heard).expect("the listener ends well");
    let doubled = sends.iter().filter(|call| call["errcode"] == 42014);
    let doubled: Vec<String> = doubled
        .filter_map(|call| call["task_id"].as_str().map(str::to_owned))
        .collect();
    let p99 = percentile(&mut recoveries, 99);
    println!(
        "{engine:?}: {KILLS} kills in {streamed:.1?} under {}; recovery p99 {p99:.2?}, median {:.2?}; \
         {} sends, {} of them a second time under the same task_id, drained in {drained:.1?}",
        known.told(),
        recoveries[recoveries.len() / 2],
        sends.len(),
        doubled.len(),
    );
    assert_eq!(recoveries.len(), KILLS);
    assert!(p99 < Duration::from_secs(5), "{p99:?}");
    assert!(doubled.len() <= KILLS * IN_FLIGHT, "{doubled:?}");
    accounts::agree(&world, &known, &sends, &doubled);
}

#[test]
fn no_acknowledged_act_is_lost_by_fifty_kills() {
    survives(Engine::Sqlite);
}

#[test]
fn no_acknowledged_act_is_lost_by_fifty_kills_on_postgres() {
    survives(Engine::Postgres);
}
