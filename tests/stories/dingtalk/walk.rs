//! The walk of the first two issues in DingTalk: offer, claim, expiry, escalation, the manager's
//! button, commands, explanation.

use std::time::{Duration, Instant};

use serde_json::json;

use super::{ends, moved_to_dingtalk, world};
use crate::stories::walk::{all_shares_to_zhang, for_nobody, for_zhang};
use crate::world::Ding;

fn offered_and_claimed(ding: Ding) {
    let world = world(ding, "claim_within = \"5m\"\nmax_offers = 3");
    let [zhang, ..] = moved_to_dingtalk(&world);
    let begun = Instant::now();
    let lead = world.receives(for_zhang("13912345678"));
    let offered = zhang.sees(&lead, "offered");
    let waited = begun.elapsed();
    assert!(waited < Duration::from_secs(2), "the card took {waited:?}");
    assert_eq!(offered.buttons(), ["认领", "拒绝"]);
    assert_eq!(offered.text("source"), "派单");
    assert!(offered.row("联系人").contains("139****5678"), "{offered:?}");
    assert!(!format!("{:?}", offered.raw).contains("13912345678"));

    let pressed = zhang.presses(&lead, "认领");
    let claimed = zhang.sees(&lead, "claimed");
    assert_eq!(claimed.id, offered.id, "the same card: {pressed}");
    assert_eq!(claimed.row("电话"), "139 1234 5678");
    assert_eq!(claimed.buttons(), ["已联系", "成交", "无效", "释放"]);
    assert_eq!(world.lead(&lead)["owner"], "zhang");

    // Pressing again is never an error, and never a second event.
    zhang.presses_old(&offered, "claim");
    assert_eq!(world.story_of(&lead), ["received", "offered", "claimed"]);

    zhang.presses(&lead, "已联系");
    let followed = zhang.sees(&lead, "contacted");
    assert_eq!(followed.buttons(), ["成交", "丢单", "无效", "释放"]);
    zhang.presses(&lead, "丢单");
    let asked = zhang.sees(&lead, "lost");
    let reason = asked
        .buttons()
        .first()
        .copied()
        .unwrap_or_default()
        .to_owned();
    zhang.presses(&lead, &reason);
    let story = [
        "received",
        "offered",
        "claimed",
        "contacted",
        "lost",
        "note",
    ];
    assert_eq!(world.story_of(&lead), story);
    let told = zhang.sees(&lead, "lost");
    assert!(told.text("title").contains(&reason), "{told:?}");
    assert!(told.buttons().is_empty());
    ends(&world);
}

#[test]
fn an_offer_is_claimed_and_followed_to_its_end_by_stream() {
    offered_and_claimed(Ding::STREAM);
}

#[test]
fn an_offer_is_claimed_and_followed_to_its_end_by_http() {
    offered_and_claimed(Ding::HTTP);
}

fn moves_on(ding: Ding) {
    let world = world(
        ding,
        "claim_within = \"3s\"\nmax_offers = 2\nescalate_within = \"10m\"",
    );
    all_shares_to_zhang(&world);
    world.hires(
        "wang",
        json!({"name": "王芳", "role": "rep", "team": "华东", "manager": "li", "target_share": 0,
            "wecom_userid": "WangFang", "dingtalk_userid": "307230314957509802",
            "territories": ["浙江省"], "products": ["保温杯", "雨伞"]}),
    );
    let [zhang, wang, li] = moved_to_dingtalk(&world);
    let lead = world.receives(for_zhang("13912345601"));
    let first = zhang.sees(&lead, "offered");
    zhang.sees(&lead, "expired");
    let second = wang.sees(&lead, "offered");
    assert!(second.text("desc").contains("前一位未应答"), "{second:?}");
    wang.presses(&lead, "拒绝");
    let declined = wang.sees(&lead, "declined");
    assert!(declined.buttons().contains(&"忙不过来"), "{declined:?}");
    wang.presses(&lead, "忙不过来");

    let asked = li.sees(&lead, "escalated");
    assert_eq!(asked.buttons(), ["指派", "我来跟", "放公海"]);
    assert!(!asked.options().is_empty(), "{asked:?}");
    // A button that is too late shows how it stands, and undoes nothing.
    zhang.presses_old(&first, "claim");
    assert_eq!(world.lead(&lead)["state"], "escalated");
    li.presses_for(&lead, "指派", &world.rep("王芳"));
    wang.sees(&lead, "offered");
    wang.presses(&lead, "认领");
    wang.sees(&lead, "claimed");
    li.sees(&lead, "moved");
    assert_eq!(world.lead(&lead)["owner"], "wang");
    ends(&world);
}

#[test]
fn an_unclaimed_lead_moves_to_the_next_rep_and_to_the_manager_by_stream() {
    moves_on(Ding::STREAM);
}

#[test]
fn an_unclaimed_lead_moves_to_the_next_rep_and_to_the_manager_by_http() {
    moves_on(Ding::HTTP);
}

fn commands(ding: Ding) {
    let world = world(ding, "claim_within = \"5m\"\nmax_offers = 3");
    let [zhang, wang, li] = moved_to_dingtalk(&world);
    let lead = world.receives(for_zhang("13912345602"));
    zhang.sees(&lead, "offered");
    let number = lead.number;

    zhang.says(&format!("/为什么 {number}"));
    zhang.is_told("派给张伟");
    zhang.says("/转派 1 @王芳");
    zhang.is_told("转派需要主管权限。你的主管是李经理。");
    li.says(&format!("／转派{number} @王芳 客户指定"));
    li.is_told("转给王芳");
    let given = wang.sees(&lead, "offered");
    assert!(given.text("desc").contains("李经理转给你"), "{given:?}");
    zhang.sees(&lead, "moved");
    wang.says(&format!("/认领 {number}"));
    wang.sees(&lead, "claimed");
    wang.says(&format!("/查询 {number}"));
    let told = wang.sees(&lead, "claimed");
    assert_eq!(told.row("电话"), "139 1234 5602");

    // In the group the robot is asked by mention and answers there, to whoever asked. Whom the
    // line means is told by the platform, whatever stands in the text.
    let other = world.receives(for_nobody("13912345603"));
    li.sees(&other, "escalated");
    li.says_in(
        "group",
        &format!("/转派 {} 你熟", other.number),
        &[&wang.userid],
    );
    let answer = li.is_told(&format!("{} 号已由李经理转给王芳:你熟", other.number));
    assert_eq!(answer.chat, "group", "it is answered there: {answer:?}");
    let who = [&li.userid, &li.rep.name];
    let asked = |name: &&String| answer.words().contains(&format!("@{name}"));
    assert!(
        who.iter().any(|name| asked(name)),
        "to who asked: {answer:?}"
    );
    wang.sees(&other, "offered");
    ends(&world);
}

#[test]
fn commands_are_typed_to_the_robot_and_in_a_group_by_stream() {
    commands(Ding::STREAM);
}

#[test]
fn commands_are_typed_to_the_robot_and_in_a_group_by_http() {
    commands(Ding::HTTP);
}
