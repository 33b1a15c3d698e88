//! The phone page behind a card's 详情.

use reqwest::Method;
use serde_json::json;

use crate::stories::for_zhang;
use crate::world::{Answer, World, send};

const REFUSED: &str = "你没有权限查看这条线索。";

pub(super) fn open(world: &World, link: &str) -> Answer {
    world.block_on(send(world.api.client.get(link)))
}

pub(super) fn press(world: &World, link: &str, button: &str) -> Answer {
    let request = world.api.client.request(Method::POST, link);
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    world.block_on(send(request.body(format!("button={button}"))))
}

/// What a reader sees of a page: its text without the tags.
pub(super) fn words(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in page.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
pub(super) fn refused(answer: &Answer, what: &str) {
    assert_eq!(answer.status, 403, "{what}: {}", answer.text());
    assert_eq!(words(&answer.text()), format!("paidan {REFUSED}"), "{what}");
}

#[test]
fn a_link_opens_for_its_person_and_its_buttons_change_the_card_in_the_chat() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    let card = zhang.sees_offer_of(&lead);
    let link = card.link().to_owned();
    assert!(
        link.starts_with(&format!("{}/h5/leads/", world.api.base)),
        "{link}"
    );
    let page = open(&world, &link);
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.body.len() < 50_000);
    assert!(
        page.header("content-security-policy")
            .starts_with("default-src 'none'")
    );
    assert_eq!(page.header("cache-control"), "no-store");
    let seen = words(&page.text());
    assert!(
        seen.contains("139****5678") && !seen.contains("139 1234 5678"),
        "{seen}"
    );
    assert!(seen.contains("认领") && seen.contains("拒绝"), "{seen}");

    let pressed = press(&world, &link, "claim");
    assert_eq!(pressed.status, 303, "{}", pressed.text());
    let page = open(&world, &link);
    let seen = words(&page.text());
    assert!(
        seen.contains("已认领 #1") && seen.contains("139 1234 5678"),
        "{seen}"
    );
    assert!(page.text().contains("href=\"tel:"), "it can be called");
    let changed = zhang.sees(&lead, "claimed");
    assert_eq!(changed.task_id, card.task_id, "the same card in the chat");
    assert_eq!(world.story_of(&lead), ["received", "offered", "claimed"]);
    world.ends();
}

#[test]
fn a_link_of_somebody_else_a_forged_one_and_an_old_one_show_nothing() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    let other = world.receives(for_zhang("13912345679"));
    let link = zhang.sees_offer_of(&lead).link().to_owned();
    zhang.sees_offer_of(&other);
    let (path, query) = link.split_once('?').expect("a signed link");
    let part = |name: &str| -> &str {
        let found = query.split('&').find_map(|one| one.strip_prefix(name));
        found.expect("u, e and s")
    };
    let (u, e, s) = (part("u="), part("e="), part("s="));
    let wang: String = "wang".bytes().map(|byte| format!("{byte:02x}")).collect();
    let flipped = if s.starts_with('0') {
        s.replacen('0', "1", 1)
    } else {
        format!("0{}", &s[1..])
    };
    let later = e.parse::<i64>().expect("seconds") + 1;
    let cases = [
        ("no signature", path.to_owned()),
        ("another lead", link.replace(&lead.id, &other.id)),
        (
            "a lead that never was",
            link.replace(&lead.id, &uuid::Uuid::nil().to_string()),
        ),
        ("its number", link.replace(&lead.id, "1")),
        ("another person", format!("{path}?u={wang}&e={e}&s={s}")),
        (
            "a forged signature",
            format!("{path}?u={u}&e={e}&s={flipped}"),
        ),
        (
            "half a signature",
            format!("{path}?u={u}&e={e}&s={}", &s[..32]),
        ),
        ("no signature at all", format!("{path}?u={u}&e={e}&s=")),
        ("a longer life", format!("{path}?u={u}&e={later}&s={s}")),
        ("an old one", format!("{path}?u={u}&e=1000&s={s}")),
    ];
    for (what, link) in &cases {
        refused(&open(&world, link), what);
        refused(&press(&world, link, "claim"), what);
    }
    assert_eq!(world.story_of(&lead), ["received", "offered"]);
    let log = world.log();
    assert!(!log.contains(s), "the log holds the signature of a link");

    // Who has left sees nothing any more.
    world.hires(
        "zhang",
        json!({"name": "张伟", "role": "rep", "manager": "li", "active": false,
        "wecom_userid": "ZhangWei"}),
    );
    refused(&open(&world, &link), "somebody who has left");
}

#[test]
fn who_gave_a_lead_away_sees_no_contact_on_their_old_link() {
    let world = World::new();
    let (zhang, wang) = (world.rep("张伟"), world.rep("王芳"));
    let lead = world.receives(for_zhang("13912345678"));
    let link = zhang.sees_offer_of(&lead).link().to_owned();
    zhang.presses(&lead, "认领");
    zhang.sees(&lead, "claimed");
    zhang.presses(&lead, "释放");
    zhang.sees(&lead, "moved");
    wang.sees_offer_of(&lead);
    let page = open(&world, &link);
    for hidden in ["139 1234 5678", "13912345678", "5678", "王先生", "先看样品"] {
        assert!(
            !page.text().contains(hidden),
            "{hidden}: {}",
            words(&page.text())
        );
    }
    world.ends();
}
