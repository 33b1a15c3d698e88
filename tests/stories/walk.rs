//! The walk of a new user: offered, claimed, declined, nobody there, followed to the end.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::world::{Engine, World};

fn in_zhangs_territory() -> serde_json::Value {
    json!({
        "company": "义乌市宏达日用品商行", "contact_name": "王先生", "phone": "13912345678",
        "region": "浙江省金华市义乌市", "products": "保温杯", "quantity": "3000 个",
        "need": "要 500ml 的保温杯,先看样品", "estimated_value": 50000,
    })
}

fn the_offer_is_claimed(engine: Engine) {
    let world = World::on(engine);
    let zhang = world.rep("张伟");
    let begun = Instant::now();
    let lead = world.receives(in_zhangs_territory());
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
    assert_eq!(world.story_of(&lead), ["received", "offered", "claimed"]);

    // Pressing again is never an error, and never a second event.
    let again = zhang.presses_old(&offered, "claim");
    assert_eq!(again["reply"], "update_template_card");
    zhang.sees(&lead, "claimed");
    assert_eq!(world.story_of(&lead), ["received", "offered", "claimed"]);
    world.ends();
}

#[test]
fn a_lead_is_on_the_phone_within_two_seconds_and_a_press_turns_its_card_into_the_claimed_one() {
    the_offer_is_claimed(Engine::Sqlite);
}

#[test]
fn a_lead_is_claimed_on_postgres_as_well() {
    the_offer_is_claimed(Engine::Postgres);
}
