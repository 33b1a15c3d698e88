//! DingTalk breaks: its gateway, its connections, its calls; and one process of two.

mod connections;
mod deaf;
mod redelivered;
mod together;
mod weather;

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::world::{Ding, Lead, Phones, Setup, Tables, World, until, until_some};

/// Long enough for a loaded machine; what must be faster is measured by its story.
const SOON: Duration = Duration::from_secs(30);
/// The platform brings a message again a minute after nobody acknowledged it.
const BROUGHT_AGAIN: Duration = Duration::from_secs(80);
/// Between two looks at what goes on beside the story.
const PAUSE: Duration = Duration::from_millis(50);

/// An offer whose card is on its way or there.
#[derive(Debug, Clone)]
struct Offered {
    lead: Lead,
    /// Staff id; the userid is `d-` before it.
    rep: String,
    /// Id of the card.
    card: String,
}

impl Offered {
    fn userid(&self) -> String {
        format!("d-{}", self.rep)
    }
}

fn setup() -> Setup {
    Setup {
        cast: false,
        log: "warn",
        offer: "claim_within = \"10m\"\nmax_offers = 3",
        ding: Some(Ding::STREAM),
        ..Setup::default()
    }
}

/// So many reps who have DingTalk alone.
fn world(reps: usize) -> World {
    let world = World::with(setup());
    let names: Vec<String> = (0..reps).map(|at| format!("rep{at}")).collect();
    hires(&world, &names, "dingtalk");
    world.has_connections(2);
    world
}

/// Reps of one platform; it knows them when this returns.
fn hires(world: &World, ids: &[String], platform: &str) {
    let field = format!("{platform}_userid");
    for id in ids {
        let mut rep = json!({"name": id, "role": "rep", "capacity": 50, "prefers": platform});
        rep[&field] = json!(format!("d-{id}"));
        world.hires(id, rep);
    }
    until("the platform knows them", SOON, || {
        let state = world.block_on(world.phones.state());
        let phones = match platform {
            "dingtalk" => &state["dingtalk"]["phones"],
            _ => &state["phones"],
        };
        let known = phones.as_array().cloned().unwrap_or_default();
        let known: Vec<&str> = known
            .iter()
            .filter_map(|one| one["userid"].as_str())
            .collect();
        ids.iter()
            .all(|id| known.contains(&format!("d-{id}").as_str()))
    });
}

/// So many leads of new customers.
fn take(world: &World, from: usize, count: usize) -> Vec<Lead> {
    let customers = from..from + count;
    customers
        .map(|at| world.receives(json!({"phone": format!("139{at:08}")})))
        .collect()
}

/// Their offers, whether their cards are there or not.
fn offers(world: &World, leads: &[Lead]) -> Vec<Offered> {
    offers_in(&world.tables(), leads)
}

fn offers_in(tables: &Tables, leads: &[Lead]) -> Vec<Offered> {
    let offer_of = |lead: &Lead| {
        let row = tables.leads.iter().find(|row| row.number == lead.number);
        let row = row.expect("it is stored");
        let mut offers = tables.offers.iter();
        let offer = offers.find(|offer| offer.lead_id == row.id && offer.live);
        let offer = offer.unwrap_or_else(|| panic!("#{} is offered", lead.number));
        Offered {
            lead: lead.clone(),
            rep: offer.rep.clone(),
            card: format!("pd-{}-{}", offer.id, offer.attempt),
        }
    };
    leads.iter().map(offer_of).collect()
}

/// Their offers, once every card is on its phone.
fn delivered(world: &World, leads: &[Lead]) -> Vec<Offered> {
    until_some("every card is there", SOON, || {
        let tables = world.tables();
        let mut live = tables.offers.iter().filter(|offer| offer.live);
        let all = live.all(|offer| offer.delivered_at.is_some());
        all.then(|| offers_in(&tables, leads))
    })
}

/// How often a connection was asked for.
fn opens(world: &World) -> u64 {
    world.dingtalk()["gateway"]["opens"]
        .as_u64()
        .unwrap_or_default()
}

/// Types a line and does not wait for anything.
fn says(world: &World, userid: &str, line: &str) {
    let said = json!({"userid": userid, "text": line});
    let answer = world.block_on(world.phones.post("/sandbox/dingtalk/say", &said));
    assert_eq!(answer.status, 202, "{}", answer.text());
}

/// Claims by a line, as who has no card at hand.
fn says_claim(world: &World, offered: &Offered) {
    let line = format!("/认领 {}", offered.lead.number);
    says(world, &offered.userid(), &line);
}

/// Presses 认领 once; how that ended.
async fn press_once(phones: &Phones, offered: &Offered) -> Value {
    let press = json!({
        "userid": offered.userid(), "out_track_id": offered.card, "action": "claim",
        "params": {}, "force": true, "wait": true,
    });
    let answer = phones.post("/sandbox/dingtalk/press", &press).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

/// Presses 认领 until the press is answered, as people do; how often nothing came back.
async fn press(phones: Phones, offered: Offered) -> usize {
    let mut unanswered = 0;
    while press_once(&phones, &offered).await["status"] != 200 {
        unanswered += 1;
        assert!(unanswered < 600, "nobody answers {offered:?}");
        tokio::time::sleep(PAUSE).await;
    }
    unanswered
}

/// Everybody presses 认领 at once.
fn begin_to_press(world: &World, all: &[Offered]) -> Vec<JoinHandle<usize>> {
    let presses = all
        .iter()
        .map(|one| world.spawn(press(world.phones.clone(), one.clone())));
    presses.collect()
}

/// Waits for what people do; how often nobody answered them.
fn ends(world: &World, acts: Vec<JoinHandle<usize>>) -> usize {
    let ends = world.block_on(join_all(acts));
    ends.into_iter()
        .map(|end| end.expect("an act ends well"))
        .sum()
}

/// Everybody presses 认领 at once; how many presses nobody answered.
fn all_press(world: &World, all: &[Offered]) -> usize {
    ends(world, begin_to_press(world, all))
}

/// Waits until each lead belongs to whom it was offered.
fn are_owned(world: &World, all: &[Offered], within: Duration) {
    until("each lead has its owner", within, || {
        let tables = world.tables();
        let owned = |one: &Offered| {
            let row = tables
                .leads
                .iter()
                .find(|row| row.number == one.lead.number);
            let row = row.expect("it is stored");
            row.owner.as_deref() == Some(&one.rep)
        };
        all.iter().all(owned)
    });
}

/// What DingTalk shows, by the number of the lead: whose phones, and how the card stands.
fn cards(world: &World) -> BTreeMap<i64, Vec<(String, String)>> {
    let mut cards: BTreeMap<i64, Vec<(String, String)>> = BTreeMap::new();
    for (userid, messages) in world.ding_messages() {
        for message in messages.iter().filter(|one| one.body["type"] == "card") {
            let number = message.body["data_lead"].as_i64().unwrap_or_default();
            let state = message.body["data_state"].as_str().unwrap_or_default();
            let shown = (userid.clone(), state.to_owned());
            cards.entry(number).or_default().push(shown);
        }
    }
    cards
}

/// The end: each was offered once, claimed once, has one card that says so, and the store is
/// sound.
fn all_went_well(world: &World, all: &[Offered], within: Duration) {
    are_owned(world, all, within);
    world.drains(within);
    let cards = cards(world);
    for one in all {
        let story = world.story_of(&one.lead);
        assert_eq!(story, ["received", "offered", "claimed"], "{one:?}");
        let shown = cards.get(&one.lead.number).cloned().unwrap_or_default();
        let wanted = (one.userid(), "claimed".to_owned());
        // Who claims by a line gets the lead's card beside that of the offer.
        assert!(
            !shown.is_empty() && shown.iter().all(|card| *card == wanted),
            "{shown:?}"
        );
        let calls = made(world, &one.card);
        assert!(calls <= 1, "{} was made {calls} times", one.card);
    }
    world.truth().holds();
}

/// How often a card was made; the log forgets all but its last entries.
fn made(world: &World, card: &str) -> usize {
    let calls = world.block_on(world.phones.calls(0));
    let made = calls.iter().filter(|call| {
        let api = call["api"].as_str().unwrap_or_default();
        api.ends_with("createAndDeliver") && call["task_id"] == card && call["status"] == 200
    });
    made.count()
}
