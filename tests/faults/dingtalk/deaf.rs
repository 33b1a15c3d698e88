//! Connections that stay open and carry nothing: a NAT forgot them, a laptop slept.

use std::time::{Duration, Instant};

use super::{
    BROUGHT_AGAIN, all_press, all_went_well, delivered, opens, press_once, says_claim, take, world,
};
use crate::world::until;

/// A ping every 20 s, 10 s without a sign of life, and the first back-off (`dingtalk.md` §6.4).
const FOUND_WITHIN: Duration = Duration::from_secs(36);

#[test]
fn half_open_connections_are_found_and_replaced_and_what_was_said_meanwhile_counts() {
    let world = world(6);
    let all = delivered(&world, &take(&world, 0, 18));
    let (into_the_void, later) = all.split_at(6);
    let asked = opens(&world);
    let deaf = world.gateway("half_open", None);
    assert_eq!(deaf["touched"], 2, "{deaf}");
    let begun = Instant::now();
    into_the_void.iter().for_each(|one| says_claim(&world, one));
    let lost = world.block_on(press_once(&world.phones, &later[0]));
    assert_eq!(lost["reply"], "late", "{lost}");
    until("both are replaced", FOUND_WITHIN, || {
        opens(&world) >= asked + 2 && world.dingtalk()["connections"] == 2
    });
    let found = begun.elapsed();
    let tried = opens(&world) - asked;

    let (written, pressed) = later.split_at(6);
    let since = Instant::now();
    written.iter().for_each(|one| says_claim(&world, one));
    all_press(&world, pressed);
    super::are_owned(&world, later, Duration::from_secs(10));
    let heard = since.elapsed();
    all_went_well(&world, &all, BROUGHT_AGAIN);
    println!(
        "half-open: replaced after {found:.1?} by {tried} opens; {} lines and presses afterwards \
         took effect within {heard:.1?}, the {} said into the void {:.0?} after they were said",
        later.len(),
        into_the_void.len(),
        begun.elapsed()
    );
    assert_eq!(tried, 2, "no storm");
}
