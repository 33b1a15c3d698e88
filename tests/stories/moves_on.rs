//! A lead that nobody takes finds its way by itself.

use serde_json::json;

use super::walk::{all_shares_to_zhang, for_zhang};
use crate::world::{Engine, Lead, Setup, World, until};

/// Three seconds for a rep and for the manager, two reps, then the manager.
const HURRY: &str = "claim_within = \"3s\"\nmax_offers = 2\nescalate_within = \"3s\"";

fn hurried(engine: Engine) -> World {
    World::with(Setup {
        engine,
        offer: HURRY,
        ..Setup::default()
    })
}

fn waits_for(world: &World, lead: &Lead, state: &str) {
    until(
        &format!("#{} is {state}", lead.number),
        std::time::Duration::from_secs(20),
        || world.lead(lead)["state"] == state,
    );
}

/// From one rep to the next, to the manager, into the pool, and to who comes first.
fn left_alone(engine: Engine) {
    let world = hurried(engine);
    let (zhang, wang, li) = (world.rep("张伟"), world.rep("王芳"), world.rep("李经理"));
    let lead = world.receives(for_zhang("13912345678"));
    wang.sees_offer_of(&lead);
    zhang.sees(&lead, "expired");
    let asked = li.sees(&lead, "escalated");
    assert!(asked.title().starts_with("待指派 #1"), "{}", asked.title());
    assert_eq!(asked.buttons(), ["指派", "我来跟", "放公海"]);
    waits_for(&world, &lead, "pooled");
    li.sees(&lead, "moved");
    let first = zhang.sees(&lead, "pooled");
    wang.sees(&lead, "pooled");
    assert_eq!(first.buttons(), ["抢单"]);
    assert!(
        !first.words().contains("139"),
        "no contact at all: {}",
        first.words()
    );

    wang.presses(&lead, "抢单");
    wang.sees(&lead, "claimed");
    let late = zhang.sees(&lead, "taken");
    assert!(late.desc().starts_with("王芳"), "{}", late.desc());
    // Pressing late is told who has it, and changes nothing.
    zhang.presses_old(&first, "claim");
    zhang.sees(&lead, "taken");
    assert_eq!(world.lead(&lead)["owner"], "wang");
    let story = [
        "received",
        "offered",
        "expired",
        "offered",
        "expired",
        "escalated",
        "expired",
        "pooled",
        "claimed",
    ];
    assert_eq!(world.story_of(&lead), story);
    wang.sees(&lead, "expired");
    ends_in_time(&world);
    world.ends();
}

/// An offer ends at its deadline or within two seconds after it.
fn ends_in_time(world: &World) {
    let offers = world.truth().offers;
    let late: Vec<i64> = offers
        .iter()
        .filter(|offer| offer.ended_by.as_deref() == Some("expired"))
        .map(|offer| offer.ended_at.expect("it ended") - offer.deadline)
        .collect();
    println!("{late:?} µs after the deadline");
    assert_eq!(late.len(), 2);
    assert!(
        late.iter().all(|late| (0..2_000_000).contains(late)),
        "{late:?}"
    );
}

#[test]
fn a_lead_left_alone_moves_to_the_next_rep_the_manager_and_the_pool() {
    left_alone(Engine::Sqlite);
}

#[test]
fn a_lead_left_alone_moves_on_postgres_too() {
    left_alone(Engine::Postgres);
}

#[test]
fn a_manager_takes_an_escalated_lead_or_puts_it_into_the_pool() {
    let world = World::new();
    let (li, zhao) = (world.rep("李经理"), world.rep("赵强"));
    world.hires(
        "zhao",
        json!({"name": "赵强", "role": "rep", "manager": "li",
        "wecom_userid": "ZhaoQiang", "territories": ["广东省"], "products": ["陶瓷"]}),
    );
    let nobody = |phone: &str| json!({"phone": phone, "region": "四川省成都市"});
    let one = world.receives(nobody("13800000001"));
    let card = li.sees(&one, "escalated");
    assert_eq!(card.buttons(), ["指派", "放公海"]);
    li.presses(&one, "放公海");
    li.sees(&one, "moved");
    for name in ["张伟", "王芳", "赵强"] {
        world.rep(name).sees(&one, "pooled");
    }
    zhao.presses(&one, "抢单");
    zhao.sees(&one, "claimed");
    for name in ["张伟", "王芳"] {
        world.rep(name).sees(&one, "taken");
    }
    assert_eq!(
        world.story_of(&one),
        ["received", "escalated", "pooled", "claimed"]
    );
    world.ends();
}

#[test]
fn an_outage_ends_no_offer_unseen() {
    let world = hurried(Engine::Sqlite);
    all_shares_to_zhang(&world);
    let zhang = world.rep("张伟");
    let fault = |down: bool| {
        world.block_on(world.phones.faults(json!({"down": down})));
    };
    fault(true);
    // The sixth finds the breaker open: it waits, and its time does not run.
    let leads: Vec<Lead> = (0..6)
        .map(|n| world.receives(for_zhang(&format!("1391234567{n}"))))
        .collect();
    until(
        "the platform counts as away",
        std::time::Duration::from_secs(30),
        || world.get("/readyz").json()["platforms"]["wecom"]["status"] == "away",
    );
    let last = leads.last().expect("six");
    // Twice the claim time and more goes by.
    let began = world.lead(last)["offer"]["deadline"].clone();
    until(
        "the waiting offer's time begins again",
        std::time::Duration::from_secs(20),
        || {
            let now = world.lead(last);
            now["offer"]["rep"] == "zhang"
                && now["offer"]["deadline"].as_str() > began.as_str()
                && seconds(&now["offer"]["deadline"]) > seconds(&began) + 7
        },
    );
    fault(false);
    zhang.sees_offer_of(last);
    assert_eq!(world.lead(last)["offer"]["attempt"], 1);
}

fn seconds(at: &serde_json::Value) -> i64 {
    let at: jiff::Timestamp = at.as_str().unwrap_or_default().parse().expect("RFC 3339");
    at.as_second()
}
