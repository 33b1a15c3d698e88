//! Connections that are lost, refused and taken away while people press and write.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{
    BROUGHT_AGAIN, PAUSE, SOON, all_press, all_went_well, begin_to_press, delivered, ends, opens,
    press_once, says_claim, take, world,
};
use crate::world::{World, until};

const AWAY: Duration = Duration::from_secs(20);
/// The promise: so soon after the gateway's return.
const BACK_WITHIN: Duration = Duration::from_secs(5);

#[test]
fn a_gateway_away_for_twenty_seconds_is_found_again_and_nothing_is_lost() {
    let world = world(8);
    let before = delivered(&world, &take(&world, 0, 16));
    let asked = opens(&world);
    world.gateway("down", None);
    let begun = Instant::now();
    world.has_connections(0);
    // Cards still go out: sending needs no connection. A press reaches nobody, and says so.
    let during = delivered(&world, &take(&world, 16, 8));
    let (written, pressed) = before.split_at(8);
    written.iter().for_each(|one| says_claim(&world, one));
    let lost = world.block_on(press_once(&world.phones, &pressed[0]));
    assert_eq!(lost["reply"], "no connection", "{lost}");
    let ready = world.get("/readyz");
    assert_eq!(ready.status, 200, "intake goes on");
    until("twenty seconds go by", AWAY * 2, || begun.elapsed() >= AWAY);
    let tried = opens(&world) - asked;
    world.gateway("up", None);
    let back = Instant::now();
    world.has_connections(2);
    let took = back.elapsed();
    all_press(&world, pressed);
    all_press(&world, &during);
    all_went_well(&world, &before, BROUGHT_AGAIN);
    all_went_well(&world, &during, SOON);
    println!(
        "away for {AWAY:?}: {tried} opens meanwhile, both connections {took:.1?} after its return; \
         {} presses and {} messages of the outage took effect; it was called {}",
        pressed.len() + during.len(),
        written.len(),
        ready.json()["platforms"]["dingtalk"]
    );
    assert!(took < BACK_WITHIN, "{took:?}");
    // One, two, and then four seconds apart, each a quarter less at most.
    assert!(tried <= 20, "{tried} opens in {AWAY:?}");
}

/// How many tickets were refused.
fn refused(world: &World) -> usize {
    let calls = world.block_on(world.phones.calls(0));
    let connects = calls.iter().filter(|call| call["api"] == "GET /connect");
    connects.filter(|call| call["status"] == 401).count()
}

#[test]
fn a_ticket_that_ended_on_the_way_is_replaced_by_a_new_one() {
    let world = world(4);
    let before = delivered(&world, &take(&world, 0, 8));
    let asked = opens(&world);
    // Half of this passes between the ticket and its use.
    let slow = |ms: u64| {
        let change = json!({"platform": "dingtalk", "slow_ms": ms});
        world.block_on(world.phones.faults(change));
    };
    slow(1_000);
    world.gateway("kill", None);
    until("both have seen their tickets refused", SOON, || {
        world.gateway("expire_tickets", None);
        refused(&world) >= 4
    });
    let tried = opens(&world) - asked;
    slow(0);
    let begun = Instant::now();
    world.has_connections(2);
    let took = begun.elapsed();
    all_press(&world, &before);
    all_went_well(&world, &before, SOON);
    println!(
        "{} tickets refused, {tried} opens; connected {took:.1?} after",
        refused(&world)
    );
    assert!(took < BACK_WITHIN, "{took:?}");
    assert!(
        tried <= 8,
        "an old ticket is never tried twice, nor new ones in haste: {tried}"
    );
}

/// What became of a line: acknowledged at once, or brought again later.
async fn writes(world: crate::world::Phones, userid: String, line: String) -> Value {
    let said = json!({"userid": userid, "text": line, "wait": true});
    world.post("/sandbox/dingtalk/say", &said).await.json()
}

#[test]
fn both_connections_are_taken_away_while_people_press_and_write_and_nothing_is_lost() {
    const ROUNDS: usize = 3;
    const EACH: usize = 12;
    // Sooner, the service takes it for a storm.
    const APART: Duration = Duration::from_secs(11);
    let world = world(12);
    let all = delivered(&world, &take(&world, 0, ROUNDS * EACH));
    let asked = opens(&world);
    let (mut pressed_again, mut brought_again, mut gap) = (0, 0, Duration::ZERO);
    let begun = Instant::now();
    for (round, some) in (0_u32..).zip(all.chunks(EACH)) {
        until("they have lived a while", SOON, || {
            begun.elapsed() >= APART * (round + 1)
        });
        let (by_press, by_line) = some.split_at(EACH / 2);
        let lines = by_line.iter().map(|one| {
            let line = format!("/认领 {}", one.lead.number);
            world.spawn(writes(world.phones.clone(), one.userid(), line))
        });
        let lines: Vec<_> = lines.collect();
        let (sooner, later) = by_press.split_at(EACH / 4);
        let sooner = begin_to_press(&world, sooner);
        let told = world.gateway("disconnect", None);
        let since = Instant::now();
        assert_eq!(told["touched"], 2, "{told}");
        pressed_again += all_press(&world, later) + ends(&world, sooner);
        let wanted = asked + 2 * (u64::from(round) + 1);
        until("two new ones were asked for", BACK_WITHIN, || {
            opens(&world) == wanted
        });
        gap = gap.max(since.elapsed());
        for line in lines {
            let ended = world.block_on(async {
                // Those that are not acknowledged come again in a minute; nobody waits for them here.
                let line = tokio::time::timeout(BACK_WITHIN, line);
                line.await.map(|end| end.expect("a line ends well"))
            });
            brought_again += usize::from(ended.is_ok_and(|end| end["status"] != 200));
        }
    }
    all_went_well(&world, &all, BROUGHT_AGAIN);
    world.has_connections(2);
    println!(
        "{ROUNDS} times both were taken away: new ones within {gap:.1?}, {} opens; of {} presses \
         {pressed_again} found nobody and were repeated, of {} lines {brought_again}",
        opens(&world) - asked,
        ROUNDS * EACH / 2,
        ROUNDS * EACH / 2,
    );
    assert_eq!(
        opens(&world) - asked,
        2 * ROUNDS as u64,
        "one open for each that was taken"
    );
    assert!(gap < BACK_WITHIN, "{gap:?}");
    assert!(PAUSE * u32::try_from(pressed_again).expect("few") < BACK_WITHIN * 6);
}
