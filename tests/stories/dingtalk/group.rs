//! The card of the pool in its group: one for all, first to press, all see who.

use serde_json::json;

use super::{ends, moved_to_dingtalk, world};
use crate::stories::walk::for_zhang;
use crate::world::Ding;

fn first_to_press(ding: Ding) {
    let world = world(
        ding,
        "claim_within = \"5m\"\nmax_offers = 1\nescalate_within = \"10m\"",
    );
    let [zhang, wang, li] = moved_to_dingtalk(&world);
    let lead = world.receives(for_zhang("13912345605"));
    zhang.sees(&lead, "offered");
    li.says(&format!("/为什么 {}", lead.number));
    let answer = world.post(&format!("/api/v1/leads/{}/pool", lead.id), json!({}));
    assert_eq!(answer.status, 200, "{}", answer.text());
    let seen = zhang.sees(&lead, "pooled");
    assert_eq!(wang.sees(&lead, "pooled").id, seen.id, "one card for all");
    assert_eq!(seen.buttons(), ["抢单"]);
    assert!(
        !format!("{:?}", seen.raw).contains("5605"),
        "no contact: {seen:?}"
    );

    // A manager takes no leads from the pool, and is told so on the card, alone.
    li.presses(&lead, "抢单");
    let refused = li.sees(&lead, "pooled");
    assert!(!refused.text("hint").is_empty(), "{refused:?}");
    assert!(wang.sees(&lead, "pooled").text("hint").is_empty());

    wang.presses(&lead, "抢单");
    let own = wang.sees(&lead, "taken");
    assert_eq!(own.text("hint"), "已归你,电话 139 1234 5605");
    let link = own.raw["links"][0]["url"].as_str().unwrap_or_default();
    assert!(link.contains("/h5/leads/"), "{own:?}");
    let others = zhang.sees(&lead, "taken");
    assert!(
        others.text("desc").contains("王芳"),
        "all see who: {others:?}"
    );
    assert!(!format!("{:?}", others.raw).contains("5605"), "{others:?}");

    // A second later everybody else is too late, and sees who was first.
    zhang.presses_old(&seen, "claim");
    assert_eq!(world.lead(&lead)["owner"], "wang");
    let page = world.block_on(async { world.api.client.get(link).send().await });
    let page = page.expect("the phone page");
    let text = world.block_on(page.text()).expect("a page");
    assert!(
        text.contains("已联系") && text.contains("139 1234 5605"),
        "{text}"
    );
    ends(&world);
}

#[test]
fn the_group_sees_one_card_and_who_was_first_by_stream() {
    first_to_press(Ding::STREAM);
}

#[test]
fn the_group_sees_one_card_and_who_was_first_by_http() {
    first_to_press(Ding::HTTP);
}

#[test]
fn without_a_group_everybody_has_a_card_of_their_own() {
    let ding = Ding {
        group: false,
        ..Ding::STREAM
    };
    let world = world(ding, "claim_within = \"5m\"\nmax_offers = 1");
    let [zhang, wang, _] = moved_to_dingtalk(&world);
    let lead = world.receives(for_zhang("13912345606"));
    zhang.sees(&lead, "offered");
    world.post(&format!("/api/v1/leads/{}/pool", lead.id), json!({}));
    let one = zhang.sees(&lead, "pooled");
    assert_ne!(wang.sees(&lead, "pooled").id, one.id);
    zhang.presses(&lead, "抢单");
    let own = zhang.sees(&lead, "claimed");
    assert_eq!(own.row("电话"), "139 1234 5606");
    wang.sees(&lead, "taken");
    ends(&world);
}
