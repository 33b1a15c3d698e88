//! The month is used up: nothing is lost, leads go on where they can, and somebody is told.

use std::time::Duration;

use serde_json::json;

use super::{ends, wang_without_share, world};
use crate::stories::walk::for_zhang;
use crate::world::{Ding, until};

/// 张伟 is asked in WeCom; what nobody takes is shown to the group in DingTalk.
#[test]
fn from_nine_tenths_of_the_month_on_the_pool_is_told_in_one_text() {
    let ding = Ding {
        monthly_calls: 10,
        ..Ding::STREAM
    };
    let world = world(ding, "claim_within = \"5m\"\nmax_offers = 3");
    let wang = wang_without_share(&world);
    let pooled = |last: u32| {
        let lead = world.receives(for_zhang(&format!("139123470{last:02}")));
        let answer = world.post(&format!("/api/v1/leads/{}/pool", lead.id), json!({}));
        assert_eq!(answer.status, 200, "{}", answer.text());
        lead
    };
    for last in 0..9 {
        let lead = pooled(last);
        wang.sees(&lead, "pooled");
    }
    let told = world.get("/readyz").json();
    assert_eq!(told["platforms"]["dingtalk"]["quota"]["calls"]["used"], 9);
    let li = world.rep("李经理");
    until("the duty manager is told", Duration::from_secs(20), || {
        let all = li.messages();
        all.iter().any(|message| message.content.contains("90%"))
    });
    let leads: Vec<_> = (10..16).map(pooled).collect();
    let text = wang.is_told("公海 6 条");
    assert_eq!(text.chat, "group");
    for lead in &leads {
        assert!(
            text.words().contains(&format!("#{} ", lead.number)),
            "{text:?}"
        );
    }
    // Whoever takes one has a card of their own then.
    wang.says(&format!("/公海 {}", leads[0].number));
    wang.sees(&leads[0], "claimed");
    ends(&world);
}

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
