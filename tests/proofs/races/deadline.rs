//! The last moment: sixty-four presses of the offered rep around the deadline, against the
//! clock that moves the lead on.

use std::time::Duration;

use futures_util::future::join_all;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::call::{Call, Caller, at, at_once};
use super::outcome::{Outcome, Round};
use super::town::{PLACES, Person, Staff, customer};
use super::watch::Watch;
use super::{Doors, PRESSES, rounds, seed, side_by_side, world};
use crate::proofs::history::{Ask, At, Card, Stage};
use crate::world::{Engine, Lead, World};

/// One rep for four seconds, then the manager for longer than any race.
pub const SHORT: &str = "claim_within = \"4s\"\nmax_offers = 1\nescalate_within = \"2h\"";
const CLAIM_WITHIN: Duration = Duration::from_secs(4);

/// Races for so many leads of each of so many reps; reps race side by side, one lead each.
pub fn at_the_deadline(doors: &Doors<'_>, reps: usize, each: usize) -> Outcome {
    let world = doors.world;
    let mut staff = Staff::default();
    let towns: Vec<(Person, &str)> = PLACES[..reps]
        .chunks(reps.div_ceil(10))
        .enumerate()
        .flat_map(|(at, places)| {
            let manager = staff.manager(format!("时限主管{at}"));
            places
                .iter()
                .map(|place| (staff.rep(format!("时限{place}"), place, &manager), *place))
                .collect::<Vec<_>>()
        })
        .collect();
    let names = staff.hired(world);
    let seed = seed();
    let mut outcome = Outcome::new("sixty-four presses at the deadline", seed);
    let rounds = world.block_on(async {
        let watch = Watch::of(world).await;
        let lives = towns.iter().enumerate().map(|(at, (rep, place))| {
            let watch = &watch;
            async move {
                let mut chance = StdRng::seed_from_u64(seed ^ at as u64);
                // Not all at the same second: a race is for one lead.
                let late = CLAIM_WITHIN / u32::try_from(reps).expect("few");
                tokio::time::sleep(late * u32::try_from(at).expect("few")).await;
                let mut rounds = Vec::new();
                for round in 0..each {
                    let number = at * each + round;
                    let offset = offset(&mut chance);
                    rounds.push(race(doors, watch, number, rep, place, offset).await);
                }
                rounds
            }
        });
        join_all(lives).await
    });
    world.block_on(async {
        for (number, round) in rounds.into_iter().flatten().enumerate() {
            outcome.add(world, &names, round, doors.both(number)).await;
        }
    });
    outcome
}

/// Microseconds from the deadline to the presses: most close to it, some when the clock rings.
fn offset(chance: &mut StdRng) -> At {
    if chance.random_ratio(1, 5) {
        chance.random_range(0..1_100_000)
    } else {
        chance.random_range(-180_000..60_000)
    }
}

async fn race(
    doors: &Doors<'_>,
    watch: &Watch,
    number: usize,
    rep: &Person,
    place: &str,
    offset: At,
) -> Round {
    let world = doors.world;
    let caller = Caller::of(world);
    let lead = offered(world, place, rep).await;
    let (card, offer) = watch.offered(&lead).await;
    let claim = Ask::Claim(Card::Offer(1));
    let calls: Vec<Call> = (0..PRESSES)
        .map(|at| caller.press(doors.base(number, at), rep, &card.card_id, claim))
        .collect();
    at(offer.deadline + offset).await;
    let called = at_once(calls).await;
    let story = watch.story(&lead).await;
    let claimed = story.iter().any(|kind| kind == "claimed");
    // What is not claimed is moved on within two seconds, and rests then.
    if !claimed {
        at(offer.deadline + 2_000_000).await;
        let story = watch.story(&lead).await;
        assert_eq!(
            story,
            ["received", "offered", "expired", "escalated"],
            "not moved on within 2 s of the deadline"
        );
    }
    Round {
        lead,
        begins: Stage::Offered {
            rep: rep.id,
            until: Some(offer.deadline),
        },
        onward: vec![Stage::Escalated { until: None }],
        called,
        winner: if claimed { "the rep" } else { "the clock" },
    }
}

/// A new lead of a town, offered to its rep.
pub async fn offered(world: &World, place: &str, rep: &Person) -> Lead {
    let answer = world.source().post("/api/v1/leads", &customer(place)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let lead = Lead::of(&answer);
    assert_eq!(lead.answer["assignment"]["rep"], rep.id, "{}", lead.answer);
    lead
}

fn last_moment(engine: Engine) {
    let world = world(engine, SHORT);
    let doors = Doors::of(&world);
    let reps = side_by_side(engine);
    let mut outcome = at_the_deadline(&doors, reps, rounds().div_ceil(reps));
    outcome.holds();
    assert!(outcome.won_by("the rep") > 0 && outcome.won_by("the clock") > 0);
    world.drains(Duration::from_secs(30));
    world.truth().holds();
}

#[test]
fn of_sixty_four_presses_at_the_deadline_and_the_clock_one_wins_and_each_is_told_the_truth() {
    last_moment(Engine::Sqlite);
}

#[test]
fn of_presses_at_the_deadline_and_the_clock_one_wins_on_two_services_and_postgres_too() {
    last_moment(Engine::Postgres);
}
