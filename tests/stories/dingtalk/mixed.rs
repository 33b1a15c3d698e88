//! One lead on both platforms.

use std::time::{Duration, Instant};

use serde_json::{Map, json};

use super::{ends, world};
use crate::stories::walk::for_zhang;
use crate::world::{Ding, until};

#[test]
fn a_lead_goes_from_a_wecom_phone_to_a_dingtalk_phone_and_both_tell_the_truth() {
    let world = world(
        Ding::STREAM,
        "claim_within = \"5m\"\nmax_offers = 3\nescalate_within = \"10m\"",
    );
    let zhang = world.rep("张伟");
    let wang = world.rep("王芳");
    wang.prefers("dingtalk");
    let wang = wang.in_dingtalk();
    let lead = world.receives(for_zhang("13912345604"));
    zhang.sees_offer_of(&lead);
    zhang.presses(&lead, "拒绝");
    zhang.sees(&lead, "declined");
    wang.sees(&lead, "offered");
    wang.presses(&lead, "认领");
    wang.sees(&lead, "claimed");
    // The manager steers from WeCom, and the card in DingTalk follows.
    let li = world.rep("李经理");
    li.says(&format!("/转派 {} @张伟 客户指定", lead.number));
    zhang.sees(&lead, "claimed");
    let gone = wang.sees(&lead, "moved");
    assert!(
        !format!("{:?}", gone.raw).contains("5604"),
        "no phone is left: {gone:?}"
    );
    ends(&world);
}

/// 张伟 in WeCom and 王芳 in DingTalk press 抢单 at the same instant.
#[test]
fn a_card_pressed_on_two_platforms_at_once_has_one_owner_and_both_cards_are_right_within_two_seconds()
 {
    let world = world(
        Ding::STREAM,
        "claim_within = \"5m\"\nmax_offers = 1\nescalate_within = \"10m\"",
    );
    let zhang = world.rep("张伟");
    let wang = world.rep("王芳");
    wang.prefers("dingtalk");
    let wang = wang.in_dingtalk();
    // Both get two messages a round, and nobody more than 25 a minute.
    for round in 0..10 {
        let lead = world.receives(for_zhang(&format!("139123460{round:02}")));
        let answer = world.post(&format!("/api/v1/leads/{}/pool", lead.id), json!({}));
        assert_eq!(answer.status, 200, "{}", answer.text());
        let here = zhang.sees(&lead, "pooled");
        let there = wang.sees(&lead, "pooled");
        let left = json!({"userid": zhang.userid, "task_id": here.task_id, "key": "claim"});
        let right = json!({
            "userid": wang.userid, "out_track_id": there.id, "action": "claim",
            "params": Map::new(), "wait": true,
        });
        let begun = Instant::now();
        let (one, other) = world.block_on(futures_util::future::join(
            world.phones.press(left),
            world.phones.post("/sandbox/dingtalk/press", &right),
        ));
        assert_eq!((one.status, other.status), (200, 200));
        let owner = world.lead(&lead)["owner"].as_str().map(str::to_owned);
        let owner = owner.expect("somebody has it");
        let (in_wecom, in_dingtalk) = match owner.as_str() {
            "zhang" => ("claimed", "taken"),
            _ => ("taken", "claimed"),
        };
        until("both cards are right", Duration::from_secs(2), || {
            let shown = wang.cards_of(&lead);
            // What a press on the group's card shows to one alone is the hint.
            let right = shown.iter().any(|card| {
                card.state == in_dingtalk
                    || in_dingtalk == "claimed" && card.text("hint").contains("已归你")
            });
            zhang.card_of(&lead).state == in_wecom && right
        });
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(2), "both right after {took:?}");
        let claims = world.story_of(&lead);
        assert_eq!(claims.iter().filter(|kind| *kind == "claimed").count(), 1);
    }
    ends(&world);
}
