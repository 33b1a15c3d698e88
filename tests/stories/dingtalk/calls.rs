//! What one lead costs of the month: what the protocol file's estimate names (§8.1).

use std::time::Duration;

use serde_json::json;

use super::{ends, moved_to_dingtalk, wang_without_share, world};
use crate::stories::walk::for_zhang;
use crate::world::{Ding, World};

const SOON: Duration = Duration::from_secs(20);

/// The calls that the platform counted since then.
fn counted(world: &World, after: u64) -> Vec<String> {
    let calls = world.block_on(world.phones.calls(after));
    calls
        .iter()
        .filter(|call| call["platform"] == "dingtalk" && call["counted"] == true)
        .map(|call| call["api"].as_str().unwrap_or_default().to_owned())
        .collect()
}

fn last_call(world: &World) -> u64 {
    let calls = world.block_on(world.phones.calls(0));
    let last = calls.last().and_then(|call| call["seq"].as_u64());
    last.unwrap_or_default()
}

#[test]
fn a_lead_that_is_claimed_costs_one_call() {
    let world = world(Ding::STREAM, "claim_within = \"5m\"\nmax_offers = 3");
    let [zhang, ..] = moved_to_dingtalk(&world);
    let before = last_call(&world);
    let lead = world.receives(for_zhang("13912345608"));
    zhang.sees(&lead, "offered");
    zhang.presses(&lead, "认领");
    zhang.sees(&lead, "claimed");
    world.drains(SOON);
    let calls = counted(&world, before);
    println!("offered, claimed: {calls:?}");
    assert_eq!(calls.len(), 1, "{calls:?}");
    ends(&world);
}

#[test]
fn a_lead_that_expires_once_costs_three_and_one_that_ends_in_the_pool_five() {
    let world = world(
        Ding::STREAM,
        "claim_within = \"3s\"\nmax_offers = 2\nescalate_within = \"10m\"",
    );
    let wang = wang_without_share(&world);
    let zhang = world.rep("张伟");
    zhang.prefers("dingtalk");
    let zhang = zhang.in_dingtalk();
    let before = last_call(&world);
    let lead = world.receives(for_zhang("13912345609"));
    zhang.sees(&lead, "expired");
    wang.sees(&lead, "offered");
    wang.presses(&lead, "认领");
    wang.sees(&lead, "claimed");
    world.drains(SOON);
    let calls = counted(&world, before);
    println!("offered, expired, offered again, claimed: {calls:?}");
    assert_eq!(calls.len(), 3, "{calls:?}");

    let before = last_call(&world);
    let lead = world.receives(for_zhang("13912345610"));
    wang.sees(&lead, "expired");
    let answer = world.post(&format!("/api/v1/leads/{}/pool", lead.id), json!({}));
    // Its manager was asked by WeCom, which costs nothing here.
    assert_eq!(answer.status, 200, "{}", answer.text());
    wang.sees(&lead, "pooled");
    wang.presses(&lead, "抢单");
    let own = wang.sees(&lead, "taken");
    assert!(own.text("hint").contains("已归你"), "{own:?}");
    zhang.presses_old(&own, "claim");
    world.drains(SOON);
    let calls = counted(&world, before);
    println!("the same with the pool: {calls:?}");
    assert_eq!(calls.len(), 5, "{calls:?}");
    ends(&world);
}
