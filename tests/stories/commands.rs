//! What people type into the chat.

use super::walk::for_zhang;
use crate::world::{World, until};

#[test]
fn a_rep_sees_and_claims_by_command_and_may_not_hand_over() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    zhang.is_answered("/转派 1 @王芳", "转派需要主管权限。你的主管是李经理。");
    zhang.is_answered("/转排 1 @王芳", "没有 /转排。你是想用 /转派 吗?");
    zhang.is_answered("／认领 １", "1 号已认领,请尽快联系客户。");
    zhang.sees(&lead, "claimed");
    zhang.is_answered("/认领 1", "1 号已认领,请尽快联系客户。");
    zhang.is_answered("/认领 99", "没有 99 号,或它不归你看。");
    assert_eq!(world.story_of(&lead), ["received", "offered", "claimed"]);
    world.ends();
}

#[test]
fn everybody_asks_what_was_due_and_a_manager_of_their_team() {
    let world = World::new();
    let (zhang, li) = (world.rep("张伟"), world.rep("李经理"));
    zhang.is_answered("/额度", "本周应得 0 条,已得 0 条。");
    zhang.is_answered("/share", "本周应得 0 条,已得 0 条。");
    zhang.is_answered("/额度 @王芳", "额度需要主管权限。你的主管是李经理。");
    li.is_answered("/额度 @张伟", "张伟本周应得 0 条,已得 0 条。");
    li.is_answered("/额度 @谁也不是", "没有找到在岗的「谁也不是」。");
    world.ends();
}

#[test]
fn a_manager_hands_over_and_asks_why() {
    let world = World::new();
    let (zhang, wang, li) = (world.rep("张伟"), world.rep("王芳"), world.rep("李经理"));
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    li.is_answered("/转派 1 @王芳 客户指定", "1 号已由张伟转给王芳:客户指定。");
    let card = wang.sees_offer_of(&lead);
    assert_eq!(card.source(), "转派");
    assert!(
        card.desc().contains("李经理转给你:客户指定"),
        "{}",
        card.desc()
    );
    let moved = zhang.sees(&lead, "moved");
    assert!(
        moved.desc().contains("转给王芳:客户指定"),
        "{}",
        moved.desc()
    );
    li.says("/查询 1");
    let looked_at = li.sees(&lead, "offered");
    assert!(
        looked_at.desc().starts_with("派给王芳,"),
        "{}",
        looked_at.desc()
    );
    assert_eq!(looked_at.row("电话"), "", "a card would keep it");
    let why = world.get("/api/v1/leads/1/explanation").json();
    li.is_answered("/为什么 1", why["sentence"].as_str().expect("a sentence"));
    let asked = "将转派 6 条给王芳(在手 1→7/20)。回复「确认」执行。";
    li.is_answered("/转派 1-6 @王芳", asked);
    li.is_answered("取消", "已取消,没有执行。");
    li.is_answered("确认", "没有等你确认的操作。");
    assert_eq!(
        world.story_of(&lead),
        ["received", "offered", "reassigned", "offered"]
    );
    world.ends();
}

#[test]
fn no_phone_stays_on_a_card_of_somebody_whom_the_lead_left() {
    let world = World::new();
    let (zhang, wang, li) = (world.rep("张伟"), world.rep("王芳"), world.rep("李经理"));
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    zhang.presses(&lead, "认领");
    zhang.sees(&lead, "claimed");
    zhang.says("/查询 1");
    until(
        "the card comes again",
        std::time::Duration::from_secs(20),
        || zhang.messages().len() == 2,
    );
    zhang.sees_everywhere(&lead, "claimed");
    li.is_answered("/转派 1 @王芳", "1 号已由张伟转给王芳。");
    wang.sees(&lead, "claimed");
    zhang.sees_everywhere(&lead, "moved");
    for message in zhang.messages() {
        let words = message.card.map(|card| card.words()).unwrap_or_default();
        assert!(!words.contains("139 1234 5678"), "{words}");
    }
    world.ends();
}

#[test]
fn who_goes_on_leave_loses_the_open_offers_at_once() {
    let world = World::new();
    let (zhang, wang) = (world.rep("张伟"), world.rep("王芳"));
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    zhang.is_answered(
        "/请假",
        "已请假到 上班为止。手上 1 条未认领已转出,0 条跟进中的仍在手上。",
    );
    wang.sees_offer_of(&lead);
    zhang.sees(&lead, "expired");
    let second = world.receives(for_zhang("13912345679"));
    wang.sees_offer_of(&second);
    zhang.is_answered("/上班", "已上班,可以接单了。");
    let third = world.receives(for_zhang("13912345680"));
    zhang.sees_offer_of(&third);
    world.ends();
}

#[test]
fn a_deputy_looks_after_what_stays_with_who_is_on_leave() {
    let world = World::new();
    let (zhang, wang, zhao) = (world.rep("张伟"), world.rep("王芳"), world.rep("赵强"));
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    zhang.presses(&lead, "认领");
    zhang.sees(&lead, "claimed");
    wang.is_answered("/查询 1", "没有 1 号,或它不归你看。");
    let oneself = "张伟不能代看:请选同团队在岗的同事,如 /请假 1天 @同事。";
    zhang.is_answered("/请假 1天 @张伟", oneself);
    zhang.is_answered(
        "/请假 @王芳",
        "已请假到 上班为止。手上 0 条未认领已转出,1 条跟进中的由王芳代看。",
    );
    wang.is_answered("/我的", "#1 义乌 · 保温杯 3000 个 已认领,代张伟看");
    wang.says("/查询 1");
    let card = wang.sees(&lead, "claimed");
    assert_eq!(card.desc(), "张伟请假中,你代看");
    assert_eq!(
        card.row("电话"),
        "139****5678",
        "the whole phone is on the page"
    );
    assert_eq!(card.buttons(), ["代看"], "which only shows how it stands");
    let page = |link: &str| world.block_on(crate::world::send(world.api.client.get(link)));
    let shown = page(card.link());
    assert!(shown.text().contains("139 1234 5678"), "{}", shown.text());
    zhao.is_answered("/查询 1", "没有 1 号,或它不归你看。");
    zhang.is_answered("/上班", "已上班,可以接单了。");
    wang.is_answered("/查询 1", "没有 1 号,或它不归你看。");
    let shown = page(card.link());
    assert!(!shown.text().contains("1234"), "{}", shown.text());
    world.ends();
}

#[test]
fn who_leaves_the_company_loses_the_open_offers_at_once() {
    let world = World::new();
    let (zhang, wang) = (world.rep("张伟"), world.rep("王芳"));
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    let mut left = world.get("/api/v1/reps/zhang").json();
    let kept = [
        "name",
        "role",
        "team",
        "manager",
        "wecom_userid",
        "territories",
    ];
    let left = left.as_object_mut().expect("a person");
    left.retain(|field, _| kept.contains(&field.as_str()));
    left.insert("active".to_owned(), serde_json::json!(false));
    world.hires("zhang", serde_json::json!(left));
    wang.sees_offer_of(&lead);
    zhang.sees(&lead, "expired");
    let story = ["received", "offered", "expired", "offered"];
    assert_eq!(world.story_of(&lead), story);
    world.ends();
}

#[test]
fn somebody_unknown_is_told_so_and_nothing_happens() {
    let world = World::new();
    let lead = world.receives(for_zhang("13912345678"));
    world.rep("张伟").sees_offer_of(&lead);
    world
        .rep("王芳")
        .is_answered("/认领 1", "没有 1 号,或它不归你看。");
    world
        .rep("王芳")
        .is_answered("/查询 1", "没有 1 号,或它不归你看。");
    assert_eq!(world.story_of(&lead), ["received", "offered"]);
    world.ends();
}
