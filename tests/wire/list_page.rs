//! The phone page behind a list card's 逐条查看, and the pages of its leads.

use serde_json::json;

use super::phone_page::{open, press, refused, words};
use crate::stories::{CALM, alone, burst};
use crate::world::{Engine, Lead, World};

/// The address behind a lead on the page.
#[track_caller]
fn link_of(page: &str, lead: &Lead) -> String {
    let links = page.split("href=\"").skip(1);
    let mut links = links.filter_map(|rest| rest.split('"').next());
    let found = links.find(|link| link.contains(&lead.id));
    let found = found.unwrap_or_else(|| panic!("no link to #{}: {page}", lead.number));
    found.replace("&#38;", "&").replace("&amp;", "&")
}

fn seen(world: &World, link: &str) -> String {
    let page = open(world, link);
    assert_eq!(page.status, 200, "{}", page.text());
    words(&page.text())
}

#[test]
fn the_leads_of_a_list_are_claimed_and_declined_one_by_one_and_then_at_once() {
    let world = alone(Engine::Sqlite, CALM);
    let (solo, leads, list) = burst(&world, 8);
    let next = json!({"name": "下一位", "role": "rep", "wecom_userid": "Next"});
    world.hires("next", next);
    let link = list.opens("逐条查看").expect("a link").to_owned();
    assert_eq!(list.raw["card_action"]["url"], link.as_str());
    let page = open(&world, &link);
    assert_eq!(page.status, 200, "{}", page.text());
    let csp = page.header("content-security-policy");
    assert!(csp.starts_with("default-src 'none'"), "{csp}");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(!page.text().contains("<script"));
    let text = words(&page.text());
    for lead in &leads {
        let line = format!("#{} 金华 · 保温杯 3000 个 约 5 万元 待认领", lead.number);
        assert!(text.contains(&line), "{line}: {text}");
    }
    assert!(
        text.contains("全部认领") && !text.contains("1390"),
        "{text}"
    );

    let (first, second) = (
        link_of(&page.text(), &leads[0]),
        link_of(&page.text(), &leads[1]),
    );
    let own = seen(&world, &first);
    assert!(own.contains("认领") && own.contains("拒绝"), "{own}");
    assert_eq!(press(&world, &first, "claim").status, 303);
    assert!(
        seen(&world, &first).contains("139 0000"),
        "the owner sees the phone"
    );
    solo.sees(&leads[0], "claimed");
    assert_eq!(press(&world, &second, "decline").status, 303);
    let asking = seen(&world, &second);
    assert!(
        asking.contains("为什么不接") && asking.contains("忙不过来"),
        "{asking}"
    );
    assert_eq!(press(&world, &second, "reason:busy").status, 303);
    assert!(seen(&world, &second).contains("已拒绝 #7(忙不过来)"));
    assert_eq!(
        world.story_of(&leads[1])[2..],
        ["declined", "offered", "note"]
    );
    let same = solo.sees_list("8 条新线索,");
    assert_eq!(
        same.words(),
        list.words(),
        "the card in the chat is kept for its end"
    );

    let text = seen(&world, &link);
    assert!(text.starts_with("6 条新线索"), "{text}");
    assert!(text.contains("#7 已拒绝,现由下一位处理"), "{text}");
    assert_eq!(press(&world, &link, "claim").status, 303);
    let text = seen(&world, &link);
    assert!(text.starts_with("已认领 7 条,1 条已拒绝"), "{text}");
    assert!(!text.contains("全部认领"), "{text}");
    for lead in &leads[2..] {
        solo.sees(lead, "claimed");
    }
    // Nobody answered a press in the chat, so the card turns by its one right to change.
    solo.sees_list("已认领 7 条,1 条已拒绝");
    world.drains(std::time::Duration::from_secs(20));
    world.truth().holds();
}

#[test]
fn the_link_of_a_list_opens_for_its_person_and_nothing_else() {
    let world = alone(Engine::Sqlite, CALM);
    let (_, leads, list) = burst(&world, 2);
    let link = list.opens("逐条查看").expect("a link").to_owned();
    let (path, query) = link.split_once('?').expect("signed");
    let task = list.task_id.as_str();
    let wang: String = "wang".bytes().map(|byte| format!("{byte:02x}")).collect();
    let solo: String = "solo".bytes().map(|byte| format!("{byte:02x}")).collect();
    let truth = world.truth();
    let own = truth.cards_that_offered(leads[0].number - 1)[0];
    let cases = [
        ("no signature", path.to_owned()),
        ("another card", link.replace(task, own)),
        ("a card that never was", link.replace(task, "pd-1")),
        ("another person", link.replace(&solo, &wang)),
        ("a longer life", link.replace("&e=1", "&e=2")),
        (
            "a lead",
            format!("{}/h5/leads/{}?{query}", world.api.base, leads[0].id),
        ),
    ];
    for (what, link) in &cases {
        assert_ne!(*link, list.opens("逐条查看").expect("a link"), "{what}");
        refused(&open(&world, link), what);
        refused(&press(&world, link, "claim"), what);
    }
    assert_eq!(world.story_of(&leads[0]), ["received", "offered"]);
}
