//! Why a lead went where it went: the card, `/为什么` and the API say the same.

use serde_json::{Value, json};

use super::walk::for_zhang;
use crate::world::World;

/// What the API gives as reasons for somebody, with the points of each.
fn reasons(candidate: &Value) -> Vec<(String, u64)> {
    let factors = candidate["factors"].as_array().expect("factors");
    let one = |factor: &Value| {
        let text = factor["text"].as_str().expect("a text").to_owned();
        (text, factor["contribution"].as_u64().expect("a number"))
    };
    factors.iter().map(one).collect()
}

#[test]
fn card_command_and_api_give_the_same_reasons() {
    let world = World::new();
    let (zhang, li) = (world.rep("张伟"), world.rep("李经理"));
    let lead = world.receives(for_zhang("13912345678"));
    let card = zhang.sees_offer_of(&lead);
    let why = world.get("/api/v1/leads/1/explanation").json();
    let best = &why["candidates"][0];
    let given = reasons(best);
    let sum: u64 = given.iter().map(|(_, points)| points).sum();
    assert_eq!(Some(sum), best["score"].as_u64(), "they add up: {best}");

    // The answer to the sender says the same of the same rep.
    assert_eq!(reasons_of_answer(&lead.answer), given);
    assert_eq!(lead.answer["assignment"]["score"], best["score"]);

    // The card has the strongest of them, word for word.
    let row = card.row("派给你");
    assert!(!row.is_empty(), "{}", card.words());
    for part in row.trim_end_matches('…').split('、') {
        let known = given.iter().any(|(text, _)| text.starts_with(part));
        assert!(known, "「{part}」 of the card is none of {given:?}");
    }

    // The sentence has each that counts, and is what the chat says.
    let sentence = why["sentence"].as_str().expect("a sentence");
    for (text, points) in &given {
        assert!(
            *points < 10 || sentence.contains(text.as_str()),
            "{text} / {sentence}"
        );
    }
    li.is_answered("/为什么 1", sentence);

    // Claimed, and asked again: an old decision is told by the same bytes.
    zhang.presses(&lead, "认领");
    zhang.sees(&lead, "claimed");
    let later = world.get("/api/v1/leads/1/explanation");
    assert_eq!(later.json(), why);
    li.is_answered("/为什么 1", sentence);
    world.ends();
}

fn reasons_of_answer(answer: &Value) -> Vec<(String, u64)> {
    reasons(&json!({ "factors": answer["assignment"]["reasons"] }))
}

#[test]
fn an_old_customer_goes_back_to_who_served_them() {
    let world = World::new();
    let (zhang, wang) = (world.rep("张伟"), world.rep("王芳"));
    // 雨伞 is 王芳's; 张伟 would never be asked for it.
    let umbrellas = |phone: &str| {
        json!({"company": "杭州晴天商贸", "contact_name": "何女士", "phone": phone,
            "region": "浙江省金华市", "products": "雨伞", "quantity": "200 把"})
    };
    let first = world.receives(umbrellas("13912345678"));
    wang.sees_offer_of(&first);
    wang.presses(&first, "认领");
    wang.sees(&first, "claimed");
    wang.presses(&first, "成交");
    wang.sees(&first, "won");

    // The same customer comes for what 张伟 knows best.
    let again = world.receives(for_zhang("13912345678"));
    let card = wang.sees_offer_of(&again);
    assert!(
        card.desc().contains("老客户,上次由你成交("),
        "{}",
        card.desc()
    );
    let why = world.get("/api/v1/leads/2/explanation").json();
    assert_eq!(
        why["rule"],
        json!({"id": "old-customer", "name": "老客户回原销售"})
    );
    let sentence = why["sentence"].as_str().expect("a sentence");
    assert!(sentence.contains("老客户"), "{sentence}");

    // Declined, it goes on to who fits best.
    wang.presses(&again, "拒绝");
    wang.sees(&again, "declined");
    zhang.sees_offer_of(&again);
    let why = world.get("/api/v1/leads/2/explanation").json();
    assert_eq!(why["rule"]["id"], "default");
    world.ends();
}
