//! Who works here, as DingTalk knows it: accounts are looked up, leavers lose their offers.

use std::time::Duration;

use serde_json::json;

use super::{ends, world};
use crate::world::{Ding, World, send, until};

/// The company's own list of people, of which paidan knows nothing yet.
fn employs(world: &World, people: serde_json::Value) {
    let path = format!("{}/sandbox/dingtalk/people", world.phones.base);
    let answer = world.block_on(send(world.phones.client.put(path).json(&people)));
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn account(world: &World, id: &str) -> serde_json::Value {
    world.get(&format!("/api/v1/reps/{id}")).json()["dingtalk_userid"].clone()
}

fn found_and_gone(ding: Ding) {
    let world = world(ding, "claim_within = \"5m\"\nmax_offers = 3");
    employs(
        &world,
        json!([
            {"userid": "0301", "name": "孙丽", "mobile": "13900001111"},
            {"userid": "0302", "name": "周凯", "job_number": "A7"},
            {"userid": "0303", "name": "吴敏", "job_number": "B1"},
            {"userid": "0304", "name": "郑爽", "job_number": "B1"},
        ]),
    );
    let rep = |name: &str, more: serde_json::Value| {
        let mut rep = json!({"name": name, "role": "rep", "territories": ["四川省"]});
        let more = more.as_object().cloned().expect("fields");
        rep.as_object_mut().expect("a rep").extend(more);
        rep
    };
    world.hires("sun", rep("孙丽", json!({"mobile": "13900001111"})));
    world.hires(
        "zhou",
        rep("周凯", json!({"job_number": "A7", "target_share": 0})),
    );
    world.hires(
        "wu",
        rep("吴敏", json!({"job_number": "B1", "active": false})),
    );
    let report = world.post("/api/v1/reps/sync", json!({}));
    assert_eq!(report.status, 200, "{}", report.text());
    assert_eq!(account(&world, "sun"), "0301", "{}", report.text());
    assert_eq!(account(&world, "zhou"), "0302");
    assert_eq!(account(&world, "wu"), json!(null), "two have that number");

    let lead = world.receives(json!({
        "company": "成都锦里商贸", "phone": "13912345620", "region": "四川省成都市",
        "need": "要 200 把伞",
    }));
    let sun = world.rep("孙丽").in_dingtalk();
    sun.sees(&lead, "offered");
    // She leaves: the platform says so, and the lead does not wait for its deadline.
    employs(
        &world,
        json!([{"userid": "0301", "name": "孙丽", "left": true}]),
    );
    let zhou = world.rep("周凯").in_dingtalk();
    zhou.sees(&lead, "offered");
    until("she is no rep any more", Duration::from_secs(20), || {
        world.get("/api/v1/reps/sun").json()["active"] == false
    });
    zhou.presses(&lead, "认领");
    zhou.sees(&lead, "claimed");
    ends(&world);
}

#[test]
fn people_are_found_by_mobile_and_job_number_and_a_leavers_offer_goes_on_by_stream() {
    found_and_gone(Ding::STREAM);
}

#[test]
fn people_are_found_by_mobile_and_job_number_and_a_leavers_offer_goes_on_by_http() {
    found_and_gone(Ding::HTTP);
}
