//! 转派 against 认领: sixty-four presses of the offered rep, and the manager's line at the same
//! instant.

use std::time::Duration;

use futures_util::future::join_all;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::call::{Call, Caller, at, at_once, micros};
use super::deadline::offered;
use super::outcome::{Outcome, Round};
use super::town::{PLACES, Person, Staff};
use super::watch::Watch;
use super::{Doors, PRESSES, rounds, seed, side_by_side, world};
use crate::proofs::history::{Ask, At, Card, Stage};
use crate::world::Engine;

const SLOW: &str = "claim_within = \"30m\"\nmax_offers = 3";
const REP: &str = "the rep, then the manager";
/// Rounds of one rep begin so far apart.
const EVERY: Duration = Duration::from_secs(4);

/// A rep, whoever leads them, and to whom their leads go.
struct Team {
    place: &'static str,
    rep: Person,
    manager: Person,
    other: Person,
}

/// Races for so many leads of each of so many reps.
pub fn against_the_manager(doors: &Doors<'_>, reps: usize, each: usize) -> Outcome {
    let world = doors.world;
    let mut staff = Staff::default();
    let mut teams = Vec::new();
    for (at, places) in PLACES[..reps].chunks(reps.div_ceil(10)).enumerate() {
        let manager = staff.manager(format!("转派主管{at}"));
        let other = staff.spare(format!("王芳{at}"), &manager);
        for place in places {
            let rep = staff.rep(format!("转派{place}"), place, &manager);
            teams.push(Team {
                place,
                rep,
                manager,
                other,
            });
        }
    }
    let names = staff.hired(world);
    let seed = seed();
    let mut outcome = Outcome::new("sixty-four presses and 转派 at once", seed);
    let rounds = world.block_on(async {
        let watch = Watch::of(world).await;
        let begun = micros();
        let lives = teams.iter().enumerate().map(|(team, people)| {
            let watch = &watch;
            async move {
                let mut chance = StdRng::seed_from_u64(seed ^ team as u64);
                let step = At::try_from(EVERY.as_micros()).expect("small");
                let late =
                    step * At::try_from(team).expect("few") / At::try_from(reps).expect("few");
                let mut rounds = Vec::new();
                for round in 0..each {
                    at(begun + late + step * At::try_from(round).expect("few")).await;
                    let head_start = chance.random_range(-60_000..90_000);
                    let number = team * each + round;
                    rounds.push(race(doors, watch, number, people, head_start).await);
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

/// `head_start`: by how many microseconds the manager is later than the rep, or earlier.
async fn race(
    doors: &Doors<'_>,
    watch: &Watch,
    number: usize,
    team: &Team,
    head_start: At,
) -> Round {
    let caller = Caller::of(doors.world);
    let lead = offered(doors.world, team.place, &team.rep).await;
    let (card, _) = watch.offered(&lead).await;
    let claim = Ask::Claim(Card::Offer(1));
    let presses: Vec<Call> = (0..PRESSES)
        .map(|at| caller.press(doors.base(number, at), &team.rep, &card.card_id, claim))
        .collect();
    let line = format!("/转派 {} @{}", lead.number, team.other.name);
    let asks = Ask::Reassign(team.other.id);
    let says = caller.says(doors.base(number, 1), &team.manager, &line, asks);
    let instant = micros() + 100_000;
    let rep = async {
        at(instant).await;
        at_once(presses).await
    };
    let manager = async {
        at(instant + head_start).await;
        says.send().await
    };
    let (mut called, said) = tokio::join!(rep, manager);
    called.push(said);
    let story = watch.story(&lead).await;
    let claimed = story.iter().any(|kind| kind == "claimed");
    let whole: &[&str] = if claimed {
        &["received", "offered", "claimed", "reassigned"]
    } else {
        &["received", "offered", "reassigned", "offered"]
    };
    assert_eq!(story, whole, "#{}", lead.number);
    Round {
        lead,
        begins: Stage::Offered {
            rep: team.rep.id,
            until: None,
        },
        onward: Vec::new(),
        called,
        winner: if claimed { REP } else { "the manager" },
    }
}

fn hand_over(engine: Engine) {
    let world = world(engine, SLOW);
    let doors = Doors::of(&world);
    let reps = side_by_side(engine);
    let mut outcome = against_the_manager(&doors, reps, rounds().div_ceil(reps));
    outcome.holds();
    assert!(
        outcome.won_by("the manager") > 0,
        "the rep was always first"
    );
    assert!(outcome.won_by(REP) > 0, "the manager was always first");
    world.drains(Duration::from_secs(90));
    world.truth().holds();
}

#[test]
fn of_sixty_four_presses_and_a_managers_line_one_wins_and_each_is_told_the_truth() {
    hand_over(Engine::Sqlite);
}

#[test]
fn of_presses_and_a_managers_line_one_wins_on_two_services_and_postgres_too() {
    hand_over(Engine::Postgres);
}
