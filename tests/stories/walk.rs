//! The walk of a new user: offered, claimed, declined, nobody there, followed to the end. Each
//! part is run on SQLite here and on PostgreSQL at the end.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::world::{Cluster, Engine, World};

/// A lead of 张伟's territory and product; another phone is another company.
pub fn for_zhang(phone: &str) -> Value {
    let shop = &phone[phone.len() - 2..];
    json!({
        "company": format!("义乌市宏达日用品{shop}号商行"), "contact_name": "王先生", "phone": phone,
        "region": "浙江省金华市义乌市", "products": "保温杯", "quantity": "3000 个",
        "need": "要 500ml 的保温杯,先看样品", "estimated_value": 50000,
    })
}

/// 王芳 is due no share, so that 张伟 is never ahead of his, however many leads he gets.
pub fn all_shares_to_zhang(world: &World) {
    world.hires(
        "wang",
        json!({"name": "王芳", "role": "rep", "team": "华东", "manager": "li",
            "wecom_userid": "WangFang", "territories": ["浙江省"], "target_share": 0,
            "products": [{"category": "保温杯", "level": 0.8}, {"category": "雨伞", "level": 0.9},
                {"category": "日用百货", "level": 0.7}]}),
    );
}

/// A lead of nobody's territory.
pub fn for_nobody(phone: &str) -> Value {
    json!({
        "company": "成都锦里商贸", "contact_name": "何女士", "phone": phone,
        "region": "四川省成都市", "products": "雨伞", "quantity": "200 把", "estimated_value": 6000,
    })
}

fn offered_and_claimed(engine: Engine) {
    let world = World::on(engine);
    let zhang = world.rep("张伟");
    let begun = Instant::now();
    let lead = world.receives(for_zhang("13912345678"));
    let offered = zhang.sees_offer_of(&lead);
    let waited = begun.elapsed();
    assert!(waited < Duration::from_secs(2), "the card took {waited:?}");
    assert_eq!(lead.number, 1);
    assert_eq!(lead.answer["assignment"]["rep"], "zhang");
    assert_eq!(offered.buttons(), ["认领", "拒绝"]);
    assert_eq!(offered.source(), "派单");
    assert!(
        offered.row("联系人").contains("139****5678"),
        "{}",
        offered.words()
    );
    for whole in ["13912345678", "139 1234 5678"] {
        assert!(
            !offered.words().contains(whole),
            "the phone is whole before the claim"
        );
    }

    let pressed = zhang.presses(&lead, "认领");
    assert_eq!(
        pressed["reply"], "update_template_card",
        "the answer itself changes the card"
    );
    assert_eq!(pressed["deliveries"], 1);
    let claimed = zhang.sees(&lead, "claimed");
    assert_eq!(claimed.task_id, offered.task_id, "the same card");
    assert_eq!(claimed.row("电话"), "139 1234 5678");
    assert_eq!(claimed.buttons(), ["已联系", "成交", "无效", "释放"]);
    assert_eq!(world.lead(&lead)["owner"], "zhang");

    // Pressing again is never an error, and never a second event.
    let again = zhang.presses_old(&offered, "claim");
    assert_eq!(again["reply"], "update_template_card");
    zhang.sees(&lead, "claimed");
    assert_eq!(world.story_of(&lead), ["received", "offered", "claimed"]);
    world.ends();
}

fn declined_and_passed_on(engine: Engine) {
    let world = World::on(engine);
    let (zhang, wang) = (world.rep("张伟"), world.rep("王芳"));
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    zhang.presses(&lead, "拒绝");
    let asking = zhang.sees(&lead, "declined");
    assert_eq!(
        asking.buttons(),
        ["忙不过来", "不在片区", "不做该品", "信息无效", "其他"]
    );
    let second = wang.sees_offer_of(&lead);
    assert!(
        !second.words().contains("张伟"),
        "the former rep is not named: {}",
        second.words()
    );
    assert!(second.desc().contains("前一位未应答"), "{}", second.desc());

    zhang.presses(&lead, "忙不过来");
    let said = zhang.sees_title(&lead, "已拒绝 #1(忙不过来)");
    assert!(said.buttons().is_empty(), "{:?}", said.buttons());
    let kinds = ["received", "offered", "declined", "offered", "note"];
    assert_eq!(world.story_of(&lead), kinds);
    // The reason is taken once; a press on an old picture of the card shows how it is now.
    let key = asking.key_of("不在片区").expect("a button").to_owned();
    zhang.presses_old(&asking, &key);
    zhang.sees_title(&lead, "已拒绝 #1(忙不过来)");
    // Nor does a late 认领 bring it back.
    zhang.presses_old(&asking, "claim");
    zhang.sees_title(&lead, "已拒绝 #1(忙不过来)");
    assert_eq!(world.story_of(&lead), kinds);
    let timeline = world.get("/api/v1/leads/1/timeline").json();
    assert_eq!(timeline["items"][4]["detail"]["reason"], "忙不过来");
    assert_eq!(world.lead(&lead)["offer"]["attempt"], 2);
    world.ends();
}

fn nobody_fits_and_the_manager_chooses(engine: Engine) {
    let world = World::on(engine);
    let (li, zhao) = (world.rep("李经理"), world.rep("赵强"));
    let lead = world.receives(for_nobody("13800001111"));
    assert_eq!(lead.answer["state"], "escalated");
    assert!(lead.answer["why_unassigned"].is_string(), "{}", lead.answer);
    let card = li.sees(&lead, "escalated");
    assert!(card.title().starts_with("无人可派 #1"), "{}", card.title());
    assert_eq!(card.buttons(), ["指派", "放公海"]);
    let mut choices: Vec<&str> = card.options().iter().map(|(id, _)| *id).collect();
    choices.sort_unstable();
    assert_eq!(choices, ["wang", "zhang", "zhao"]);

    li.presses_for(&lead, "指派", &zhao);
    li.sees(&lead, "moved");
    let offered = zhao.sees_offer_of(&lead);
    assert_eq!(offered.source(), "转派");
    assert!(
        offered.desc().contains("李经理转给你"),
        "{}",
        offered.desc()
    );
    zhao.presses(&lead, "认领");
    zhao.sees(&lead, "claimed");
    // The manager's card is told by the outbox, or stays as it was: it shows no lead's phone.
    world.drains(Duration::from_secs(10));
    assert!(!li.card_of(&lead).words().contains("138 0000 1111"));
    let kinds = ["received", "escalated", "reassigned", "offered", "claimed"];
    assert_eq!(world.story_of(&lead), kinds);
    world.ends();
}

/// Claims a lead, presses the buttons in turn, and says how its title and story end.
fn followed(engine: Engine, presses: &[&str], title: &str, kinds: &[&str], state: &str) {
    let world = World::on(engine);
    let (zhang, wang) = (world.rep("张伟"), world.rep("王芳"));
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    zhang.presses(&lead, "认领");
    zhang.sees(&lead, "claimed");
    for text in presses {
        zhang.presses(&lead, text);
    }
    let last = zhang.sees_title(&lead, title);
    if matches!(state, "won" | "lost" | "invalid" | "offered") {
        assert!(last.buttons().is_empty(), "{:?}", last.buttons());
        assert!(!last.words().contains("139 1234 5678"), "{}", last.words());
    }
    if state == "offered" {
        wang.sees_offer_of(&lead);
    }
    let mut story = vec!["received", "offered", "claimed"];
    story.extend(kinds);
    assert_eq!(world.story_of(&lead), story, "{presses:?}");
    assert_eq!(world.lead(&lead)["state"], state);
    world.ends();
}

fn contacted(engine: Engine) {
    followed(
        engine,
        &["已联系"],
        "跟进中 #1 王先生",
        &["contacted"],
        "contacted",
    );
}

fn won(engine: Engine) {
    followed(engine, &["成交"], "成交 #1", &["won"], "won");
}

fn lost(engine: Engine) {
    let kinds = ["contacted", "lost", "note"];
    followed(
        engine,
        &["已联系", "丢单", "价格"],
        "丢单 #1 价格",
        &kinds,
        "lost",
    );
}

fn invalid(engine: Engine) {
    followed(
        engine,
        &["无效", "同行"],
        "无效 #1 同行",
        &["invalid", "note"],
        "invalid",
    );
}

fn released(engine: Engine) {
    let kinds = ["released", "offered", "note"];
    followed(
        engine,
        &["释放", "忙不过来"],
        "已转出 #1",
        &kinds,
        "offered",
    );
}

#[test]
fn a_lead_is_on_the_phone_within_two_seconds_and_a_press_turns_its_card_into_the_claimed_one() {
    offered_and_claimed(Engine::Sqlite);
}

#[test]
fn a_declined_lead_goes_to_the_next_rep_and_the_reason_is_asked_once() {
    declined_and_passed_on(Engine::Sqlite);
}

#[test]
fn a_lead_of_nobodys_territory_goes_to_the_manager_who_hands_it_to_somebody() {
    nobody_fits_and_the_manager_chooses(Engine::Sqlite);
}

#[test]
fn a_contacted_lead_shows_the_next_steps() {
    contacted(Engine::Sqlite);
}

#[test]
fn a_won_lead_ends_on_its_card() {
    won(Engine::Sqlite);
}

#[test]
fn a_lost_lead_asks_why_and_ends() {
    lost(Engine::Sqlite);
}

#[test]
fn an_invalid_lead_asks_why_and_ends() {
    invalid(Engine::Sqlite);
}

#[test]
fn a_released_lead_leaves_the_phone_and_goes_to_the_next_rep() {
    released(Engine::Sqlite);
}

#[test]
fn the_whole_walk_is_the_same_on_postgres() {
    let _kept_for_all_parts = Cluster::shared();
    for part in [
        offered_and_claimed,
        declined_and_passed_on,
        nobody_fits_and_the_manager_chooses,
        contacted,
        won,
        lost,
        invalid,
        released,
    ] {
        part(Engine::Postgres);
    }
}
