//! The month is used up: nothing is lost, leads go on where they can, and somebody is told.

use std::time::Duration;

use serde_json::json;

use super::{ends, world};
use crate::stories::walk::for_zhang;
use crate::world::{Ding, until};

#[test]
fn at_the_month_s_end_cards_go_by_wecom_or_wait_and_the_admin_is_told() {
    let world = world(Ding::STREAM, "claim_within = \"5m\"\nmax_offers = 3");
    let zhang = world.rep("张伟");
    zhang.prefers("dingtalk");
    world.sets_up("dingtalk", json!({"quota_calls_left": 0}));
    let lead = world.receives(for_zhang("13912345611"));
    // Who is on both platforms gets the card on the other one.
    zhang.sees_offer_of(&lead);
    zhang.presses(&lead, "认领");
    zhang.sees(&lead, "claimed");

    // Who is on DingTalk alone waits with the offer, which does not end meanwhile.
    world.hires(
        "sun",
        json!({"name": "孙丽", "role": "rep", "dingtalk_userid": "307230314957509899",
            "territories": ["四川省"]}),
    );
    let lead = world.receives(json!({
        "company": "成都锦里商贸", "phone": "13912345612", "region": "四川省成都市",
        "need": "要 200 把伞",
    }));
    assert_eq!(world.lead(&lead)["offer"]["rep"], "sun");
    until("it is said why it waits", Duration::from_secs(20), || {
        let ready = world.get("/readyz").json();
        let why = ready["platforms"]["dingtalk"].to_string();
        why.contains("quota")
    });
    until(
        "so does the card that waits",
        Duration::from_secs(20),
        || {
            let waiting = world.get("/api/v1/outbox?state=pending").json();
            waiting["items"][0]["why"] == "quota"
        },
    );
    assert!(world.log().contains("quota"));

    world.sets_up("dingtalk", json!({"quota_calls_left": 100}));
    let sun = world.rep("孙丽").in_dingtalk();
    until(
        "the card comes when there is room",
        Duration::from_secs(90),
        || {
            sun.cards_of(&lead)
                .iter()
                .any(|card| card.state == "offered")
        },
    );
    sun.presses(&lead, "认领");
    sun.sees(&lead, "claimed");
    ends(&world);
}
