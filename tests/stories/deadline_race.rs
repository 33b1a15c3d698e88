//! The last second: a press at the deadline against the clock that moves the lead on.

use std::time::Duration;

use super::claims::at_once;
use super::walk::for_zhang;
use crate::world::{Engine, Lead, Setup, World, now, until};

const ROUNDS: usize = 8;
const PRESSES: usize = 16;
/// One rep for three seconds, the manager for one, then the pool.
const LAST_SECOND: &str = "claim_within = \"3s\"\nmax_offers = 1\nescalate_within = \"1s\"";

fn at_the_deadline(engine: Engine) {
    let world = World::with(Setup {
        engine,
        offer: LAST_SECOND,
        ..Setup::default()
    });
    let zhang = world.rep("张伟");
    let (mut claimed, mut expired) = (0, 0);
    for round in 0..ROUNDS {
        let lead = world.receives(for_zhang(&format!("1391234567{round}")));
        let card = zhang.sees_offer_of(&lead);
        let platform = world.platform();
        let presses = (0..PRESSES).map(|at| {
            let code = format!("code-{round}-{at}");
            let press = platform.press(&zhang.userid, &card.task_id, "claim", now(), &code);
            platform.deliver(&press, now())
        });
        let presses: Vec<_> = presses.collect();
        // Once the card counts as delivered, the deadline stands.
        world.drains(Duration::from_secs(10));
        // A little later each round, from well before the deadline to well after it.
        let deadline = deadline(&world, &lead);
        let offset = 150 * i64::try_from(round).expect("few") - 300;
        until("the deadline is near", Duration::from_secs(10), || {
            jiff::Timestamp::now().as_millisecond() >= deadline + offset
        });
        let answers = at_once(&world, presses);
        let story = world.story_of(&lead);
        let was_claimed = story.iter().filter(|kind| *kind == "claimed").count();
        assert!(was_claimed <= 1, "{story:?}");
        if was_claimed == 1 {
            assert_eq!(
                story,
                ["received", "offered", "claimed"],
                "claimed before it could expire"
            );
            claimed += 1;
        } else {
            expired += 1;
        }
        for answer in answers.iter().filter(|answer| !answer.body.is_empty()) {
            let shown = world.platform().open_reply(&answer.text());
            let says_mine = shown.contains("已认领 #");
            assert_eq!(says_mine, was_claimed == 1, "told what is not so: {shown}");
        }
    }
    println!("{ROUNDS} deadlines: {claimed} claimed, {expired} moved on");
    assert!(
        claimed > 0 && expired > 0,
        "the presses came on one side of the deadline only"
    );
    until("every lead rests", Duration::from_secs(30), || {
        let all = world.get("/api/v1/leads?state=offered,escalated").json();
        all["items"].as_array().is_some_and(Vec::is_empty)
    });
    world.drains(Duration::from_secs(20));
    world.truth().holds();
}

/// Milliseconds since 1970.
fn deadline(world: &World, lead: &Lead) -> i64 {
    let shown = world.lead(lead)["offer"]["deadline"].clone();
    let at: jiff::Timestamp = shown
        .as_str()
        .unwrap_or_default()
        .parse()
        .expect("RFC 3339");
    at.as_millisecond()
}

#[test]
fn a_press_at_the_deadline_or_the_clock_wins_and_each_is_told_the_truth() {
    at_the_deadline(Engine::Sqlite);
}

#[test]
fn a_press_at_the_deadline_or_the_clock_wins_on_postgres_too() {
    at_the_deadline(Engine::Postgres);
}
