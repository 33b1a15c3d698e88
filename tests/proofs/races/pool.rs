//! 抢单: sixty-four reps press on one pooled lead at the same instant.

use futures_util::future::join_all;

use super::call::{Call, Caller, at_once};
use super::outcome::{Outcome, Round};
use super::town::{Names, PLACES, Person, Staff, customer};
use super::watch::Watch;
use super::{Doors, PRESSES, rounds, seed, world};
use crate::proofs::history::{Ask, Card, Stage};
use crate::world::{Engine, Lead, World};

/// The manager's time is longer than any race; nobody moves on by themselves.
const SLOW: &str = "claim_within = \"30m\"\nmax_offers = 3";

/// Everybody of a town, as many as press at once.
struct Town {
    place: &'static str,
    reps: Vec<Person>,
}

/// Races for so many leads in each of so many towns.
pub fn from_the_pool(doors: &Doors<'_>, towns: usize, each: usize) -> Outcome {
    let world = doors.world;
    let mut staff = Staff::default();
    let manager = staff.manager("抢单主管".to_owned());
    let towns: Vec<Town> = PLACES[..towns]
        .iter()
        .enumerate()
        .map(|(town, place)| {
            let names = (1..=PRESSES).map(|at| format!("抢单{town}第{at}"));
            let reps = names.map(|name| staff.rep(name, place, &manager));
            Town {
                place,
                reps: reps.collect(),
            }
        })
        .collect();
    let names = staff.hired(world);
    let mut outcome = Outcome::new("sixty-four grab one pooled lead", seed());
    world.block_on(async {
        let watch = Watch::of(world).await;
        let mut leads = Vec::new();
        // One of each town after the other, so that nobody is sent all of theirs at once.
        for _ in 0..each {
            let some = towns.iter().map(|town| pooled(world, town.place));
            leads.extend(join_all(some).await.into_iter().zip(&towns));
        }
        for (round, (lead, town)) in leads.iter().enumerate() {
            race(doors, &watch, round, lead, town, &names, &mut outcome).await;
        }
    });
    outcome
}

async fn race(
    doors: &Doors<'_>,
    watch: &Watch,
    round: usize,
    lead: &Lead,
    town: &Town,
    names: &Names,
    outcome: &mut Outcome,
) {
    let caller = Caller::of(doors.world);
    let cards = watch.pool_cards(lead, PRESSES).await;
    let calls: Vec<Call> = town
        .reps
        .iter()
        .enumerate()
        .map(|(at, rep)| {
            let own = cards.iter().find(|card| card.staff == rep.id);
            let card = own.unwrap_or_else(|| panic!("{} has no card", rep.name));
            let grab = Ask::Claim(Card::Pool);
            caller.press(doors.base(round, at), rep, &card.card_id, grab)
        })
        .collect();
    let called = at_once(calls).await;
    let round_of = Round {
        lead: lead.clone(),
        begins: Stage::Pooled,
        onward: Vec::new(),
        called,
        winner: "one of sixty-four",
    };
    outcome
        .add(doors.world, names, round_of, doors.both(round))
        .await;
}

/// A new lead of a town, in the pool at once.
async fn pooled(world: &World, place: &str) -> Lead {
    let answer = world.source().post("/api/v1/leads", &customer(place)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let lead = Lead::of(&answer);
    let path = format!("/api/v1/leads/{}/pool", lead.id);
    let answer = world.api.post(&path, &serde_json::json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    lead
}

fn grab(engine: Engine) {
    let world = world(engine, SLOW);
    let doors = Doors::of(&world);
    let mut outcome = from_the_pool(&doors, TOWNS, rounds().div_ceil(TOWNS));
    outcome.holds();
    world.drains(std::time::Duration::from_secs(90));
    world.truth().holds();
}

/// Nobody is sent more than 20 cards, and an offer or two.
const TOWNS: usize = 10;

#[test]
fn of_sixty_four_who_grab_at_once_one_has_it_and_the_rest_are_told_who() {
    grab(Engine::Sqlite);
}

#[test]
fn of_sixty_four_who_grab_at_once_one_has_it_on_two_services_and_postgres_too() {
    grab(Engine::Postgres);
}
