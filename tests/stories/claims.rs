//! One press delivered many times, many presses of one person, and presses of others.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use super::walk::{all_shares_to_zhang, for_zhang};
use crate::world::{Answer, Delivery, Lead, World, now, send};

const MANY: usize = 64;
const NOT_YOURS: &str = "这条线索派给了别人,不能由你认领。";

/// Hands deliveries in at once; each must be answered in time, with 200.
pub(super) fn at_once(world: &World, deliveries: Vec<Delivery>) -> Vec<Answer> {
    let url = format!("{}/callbacks/wecom", world.api.base);
    let posts = deliveries.into_iter().map(|delivery| {
        let request = world.api.client.post(format!("{url}?{}", delivery.query));
        send(request.timeout(Duration::from_secs(5)).body(delivery.body))
    });
    let answers = world.block_on(join_all(posts));
    for answer in &answers {
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    answers
}

/// How many of the answers carry the claimed card.
fn cards_in(world: &World, answers: &[Answer]) -> usize {
    let told = answers.iter().filter(|answer| !answer.body.is_empty());
    let plain = told.map(|answer| world.platform().open_reply(&answer.text()));
    plain
        .filter(|xml| xml.contains("已认领 #1") && xml.contains("139 1234 5678"))
        .count()
}

fn one_claim(world: &World, lead: &Lead) {
    assert_eq!(world.story_of(lead), ["received", "offered", "claimed"]);
    assert_eq!(world.lead(lead)["owner"], "zhang");
    world.drains(Duration::from_secs(20));
    world.truth().holds();
}

#[test]
fn sixty_four_deliveries_of_one_press_claim_once_and_are_all_answered() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    let card = zhang.sees_offer_of(&lead);
    let platform = world.platform();
    let press = platform.press(
        &zhang.userid,
        &card.task_id,
        "claim",
        now(),
        "code-of-the-press",
    );
    let same = (0..MANY).map(|_| platform.deliver(&press, now())).collect();
    let answers = at_once(&world, same);
    let cards = cards_in(&world, &answers);
    println!("{MANY} deliveries of one press: {cards} answers carry the claimed card");
    assert!(cards > 0, "nobody was shown the claimed card");
    one_claim(&world, &lead);
    assert_eq!(world.truth().inbox, 1, "one act in the inbox");
}

#[test]
fn sixty_four_presses_of_the_same_rep_claim_once() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    let card = zhang.sees_offer_of(&lead);
    let platform = world.platform();
    let different = (0..MANY).map(|at| {
        let code = format!("code-{at}");
        let press = platform.press(&zhang.userid, &card.task_id, "claim", now(), &code);
        platform.deliver(&press, now())
    });
    let answers = at_once(&world, different.collect());
    let cards = cards_in(&world, &answers);
    println!("{MANY} presses of one rep: {cards} answers carry the claimed card");
    assert!(cards > 0, "nobody was shown the claimed card");
    one_claim(&world, &lead);
    assert_eq!(world.truth().inbox, MANY as u64);
}

#[test]
fn of_a_claim_and_a_decline_at_once_exactly_one_happens() {
    let world = World::new();
    all_shares_to_zhang(&world);
    let zhang = world.rep("张伟");
    for round in 1..=8 {
        let lead = world.receives(for_zhang(&format!("1391234560{round}")));
        let card = zhang.sees_offer_of(&lead);
        let platform = world.platform();
        let presses = ["claim", "decline"].map(|key| {
            let press = platform.press(&zhang.userid, &card.task_id, key, now(), key);
            platform.deliver(&press, now())
        });
        at_once(&world, presses.into());
        let story = world.story_of(&lead);
        let ended: Vec<&str> = story[2..].iter().map(String::as_str).collect();
        let claimed = ended == ["claimed"];
        let declined = ended == ["declined", "offered"];
        assert!(claimed || declined, "{story:?}");
    }
    world.drains(Duration::from_secs(20));
    world.truth().holds();
}

#[test]
fn a_press_on_somebody_elses_card_changes_nothing_and_is_told_so() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    let card = zhang.sees_offer_of(&lead);
    for name in ["王芳", "赵强", "李经理"] {
        let other = world.rep(name);
        for key in ["claim", "decline"] {
            let end = other.presses_old(&card, key);
            assert_eq!(end["reply"], "none", "no card of theirs is changed");
            other.is_told(NOT_YOURS);
        }
    }
    assert_eq!(zhang.sees(&lead, "offered").words(), card.words());
    // Somebody who does not work here is answered and changes nothing either.
    let platform = world.platform();
    let press = platform.press("Stranger", &card.task_id, "claim", now(), "c");
    let answers = at_once(&world, vec![platform.deliver(&press, now())]);
    assert!(answers[0].body.is_empty());
    assert_eq!(world.story_of(&lead), ["received", "offered"]);
    assert!(
        world
            .log()
            .contains("security: a press on somebody else's card")
    );

    zhang.presses(&lead, "认领");
    zhang.sees(&lead, "claimed");
    let by_api = world.post("/api/v1/leads/1/claim", json!({"rep": "wang"}));
    assert_eq!(by_api.status, 409);
    assert_eq!(by_api.json()["type"], "/docs/problems/already-claimed");
    assert_eq!(by_api.json()["state"], "claimed");
    world.ends();
}
