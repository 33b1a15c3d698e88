//! Whoever hears of a customer hands the lead in from the chat.

use serde_json::Value;

use super::walk::for_zhang;
use crate::world::{Lead, World, until};

/// Says a line and is answered by words that begin and end like this.
#[track_caller]
fn check(world: &World, who: &str, line: &str, begins: &str, ends: &str) {
    let rep = world.rep(who);
    let before = rep.messages().len();
    rep.says(line);
    let mut words = String::new();
    until(
        "there is an answer",
        std::time::Duration::from_secs(20),
        || {
            let texts = rep.messages();
            let mut texts = texts.iter().skip(before).filter(|one| one.card.is_none());
            texts.next().is_some_and(|one| {
                words.clone_from(&one.content);
                world.expect_message(one.id, &one.content);
                true
            })
        },
    );
    assert!(
        words.starts_with(begins) && words.ends_with(ends),
        "{words}"
    );
}

fn lead(world: &World, number: i64) -> Lead {
    let answer = world.get(&format!("/api/v1/leads/{number}")).json();
    Lead {
        id: answer["id"].as_str().unwrap_or_default().to_owned(),
        number,
        answer,
    }
}

fn need(lead: &Lead) -> Value {
    lead.answer["need"].clone()
}

#[test]
fn a_lead_is_handed_in_and_goes_to_who_fits() {
    let world = World::new();
    let text = "金华 保温杯 3000个 预算5万 13912345678";
    check(
        &world,
        "赵强",
        &format!("/线索 {text}"),
        "已收 #1:金华 保温杯 3000 个,约 5 万。派给张伟,",
        " 前认领。",
    );
    let taken = lead(&world, 1);
    assert_eq!(taken.answer["source"], "同事录入");
    assert_eq!(need(&taken), text);
    world.rep("张伟").sees_offer_of(&taken);
    // The same customer once more is no second lead.
    check(
        &world,
        "李经理",
        "/lead 13912345678 又来问了",
        "已收 #2:新线索。同一客户已有 #1,已合并。",
        "没看到地区、产品。",
    );
    world
        .rep("张伟")
        .is_told("1 号的客户又来询了(#2),已合并,请尽快联系。");
    world.rep("赵强").is_answered(
        "/线索",
        "后面要写客户的话,带上电话。例:/线索 金华 保温杯 3000 个 13800138000",
    );
    world.ends();
}

#[test]
fn a_lead_without_a_phone_waits_for_it() {
    let world = World::new();
    let (zhao, wang) = (world.rep("赵强"), world.rep("王芳"));
    let ask = "没看到电话。回复电话即可补上。";
    let help = "请在线索卡片上点按钮处理,或发 /帮助 看能用的指令。";
    zhao.is_answered("/线索 义乌 要保温杯3000个", ask);
    assert_eq!(
        world.get("/api/v1/leads").json()["items"],
        serde_json::json!([])
    );
    // Somebody else's number, and what is no number, do not complete it.
    wang.is_answered("13912345670", help);
    zhao.is_answered("好的", help);
    check(
        &world,
        "赵强",
        "电话 139 1234 5678",
        "已收 #1:义乌 保温杯 3000 个,约 5.4 万。派给张伟,",
        " 前认领。",
    );
    let taken = lead(&world, 1);
    world.rep("张伟").sees_offer_of(&taken);
    assert_eq!(need(&taken), "义乌 要保温杯3000个\n电话 139 1234 5678");
    // It waits no more.
    zhao.is_answered("13912345679", help);
    let other = world.receives(for_zhang("13912345671"));
    world.rep("张伟").sees_offer_of(&other);
    world.ends();
}
