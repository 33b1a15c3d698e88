//! The runs that a planted program is put through: small ones of those that the real one passes.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use paidan_entity::outbox;
use sea_orm::{ColumnTrait, Database, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::proofs::history::{Answer, Ask, Card, Did, History, Operation, Stage};
use crate::proofs::races::call::{Call, Caller};
use crate::proofs::races::outcome::Outcome;
use crate::proofs::races::reading::operation;
use crate::proofs::races::town::{PLACES, Staff, customer};
use crate::proofs::races::watch::Watch;
use crate::proofs::races::{Doors, SHORT, at_the_deadline, from_the_pool};
use crate::world::{Build, Engine, Lead, Setup, World, until};

/// No time runs out by itself.
const SLOW: &str = "claim_within = \"30m\"\nmax_offers = 3";
const SOON: Duration = Duration::from_secs(20);

fn world(engine: Engine, offer: &'static str, build: &Build) -> World {
    World::with(Setup {
        engine,
        offer,
        log: "warn",
        build: build.clone(),
        ..Setup::default()
    })
}

/// Sixty-four grab one lead through two services.
pub fn grabbing(build: &Build) {
    let world = world(Engine::Postgres, SLOW, build);
    from_the_pool(&Doors::two(&world, 1), 1, 10).is_explained();
    world.truth().holds();
}

/// Presses around the deadline.
pub fn last_moments(build: &Build) {
    let world = world(Engine::Sqlite, SHORT, build);
    at_the_deadline(&Doors::one(&world), 8, 2).is_explained();
    world.truth().holds();
}

/// A line of a manager that the platform delivers again, after whoever it named has declined.
pub fn delivered_again(build: &Build) {
    let world = world(Engine::Sqlite, SLOW, build);
    let mut staff = Staff::default();
    let manager = staff.manager("重投主管".to_owned());
    let rep = staff.rep("重投销售".to_owned(), PLACES[0], &manager);
    let other = staff.spare("重投王芳".to_owned(), &manager);
    let names = staff.hired(&world);
    let lead = world.receives(customer(PLACES[0]));
    let caller = Caller::of(&world);
    let mut outcome = Outcome::new("a line delivered again", 0);
    world.block_on(async {
        let watch = Watch::of(&world).await;
        watch.offered(&lead).await;
        let base = &world.api.base;
        let line = format!("/转派 {} @{}", lead.number, other.name);
        let says = caller.says(base, &manager, &line, Ask::Reassign(other.id));
        let again = says.again();
        let moved = says.send().await;
        let card = watch.card_of(&lead, other.id).await;
        let decline = caller.press(base, &other, &card.card_id, Ask::Decline(2));
        let declined = decline.send().await;
        again.send().await;
        let operations = [moved, declined];
        let history = History {
            begins: Stage::Offered {
                rep: rep.id,
                until: None,
            },
            onward: vec![Stage::Offered {
                rep: rep.id,
                until: None,
            }],
            operations: operations
                .iter()
                .map(|called| operation(&caller, &names, called))
                .collect(),
        };
        outcome.judge(&world, &names, &lead, history).await;
    });
    outcome.is_explained();
    world.truth().holds();
}

/// A worker stands still with a lease in its hand until the lease is another's, and goes on.
/// Nothing is sent more often than once, and once more for the answer that was lost.
pub fn frozen(build: &Build) {
    let world = world(Engine::Postgres, SLOW, build);
    let mut staff = Staff::default();
    let manager = staff.manager("冻结主管".to_owned());
    let names = (0..3).map(|at| format!("冻结{at}")).collect::<Vec<_>>();
    let reps: Vec<_> = names
        .iter()
        .map(|name| staff.rep(name.clone(), PLACES[0], &manager))
        .collect();
    staff.hired(&world);
    let faults = |change| world.block_on(world.phones.faults(change));
    let caller = Caller::of(&world);
    let is_told = |rep| {
        // In a message, that this card is not known.
        let press = caller.press(&world.api.base, rep, "pd-unknown", Ask::Look);
        world.block_on(press.send());
    };
    // From now on the worker has its token of the platform.
    is_told(&manager);
    world.drains(SOON);
    // The work is done a second from the call, and the answer lost after two.
    faults(json!({"slow_ms": 2000, "lose_answer": true}));
    reps.iter().for_each(is_told);
    let leased = |times: i64| {
        world.block_on(async {
            let db = Database::connect(&world.places.store).await.expect("opens");
            let rows = outbox::Entity::find()
                .filter(outbox::Column::Fence.gte(times))
                .filter(outbox::Column::LeaseUntil.is_not_null());
            let count = rows.count(&db).await.expect("outbox");
            db.close().await.expect("closes");
            count == reps.len() as u64
        })
    };
    until("the worker has the rows", SOON, || leased(1));
    // Past a whole second, at which the clock rings and a transaction may be open.
    until("calls are under way", SOON, || {
        (300..700).contains(&(jiff::Timestamp::now().as_millisecond() % 1000))
    });
    world.freezes();
    // Token and message together take less than a lease.
    faults(json!({"slow_ms": 1500, "lose_answer": false}));
    let _second = world.second_service();
    until("another worker has the rows", SOON, || leased(2));
    world.thaws();
    world.drains(SOON);
    // What was begun by mistake is on its way still.
    let texts = |userid: &str| world.block_on(world.phones.of(userid)).len();
    let begun = std::time::Instant::now();
    until("what was begun has arrived", SOON, || {
        begun.elapsed() > Duration::from_secs(4)
    });
    for rep in &reps {
        let times = texts(rep.userid);
        assert!(
            (1..=2).contains(&times),
            "an older holder finished a row: one text was sent {times} times"
        );
    }
    world.truth().holds();
}

/// kill -9 at the first answer to one of many claims.
pub fn killed_at_the_first_answer(build: &Build) {
    let mut world = world(Engine::Sqlite, SLOW, &Build::default());
    let mut staff = Staff::default();
    let manager = staff.manager("断电主管".to_owned());
    let rep = staff.rep("断电销售".to_owned(), PLACES[0], &manager);
    let names = staff.hired(&world);
    let leads: Vec<Lead> = (0..40)
        .map(|_| world.receives(customer(PLACES[0])))
        .collect();
    world.stop();
    world.setup.build = build.clone();
    world.starts_again();
    world.is_up();
    let claim = Ask::Claim(Card::None);
    let (running, who) = (&world, rep.id);
    let claimed = world.block_on(async {
        let mut claims: FuturesUnordered<_> = leads
            .iter()
            .map(|lead| async move {
                let path = format!("/api/v1/leads/{}/claim", lead.id);
                let request = running.api.request(reqwest::Method::POST, &path);
                let request = request.json(&json!({"rep": who}));
                (lead, Call::new(who, claim, request).send().await)
            })
            .collect();
        let mut claimed = Vec::new();
        while let Some((lead, called)) = claims.next().await {
            if called.body.is_some() {
                world.kill();
            }
            claimed.push((lead, called));
        }
        claimed
    });
    world.starts_again();
    world.is_up();
    let mut outcome = Outcome::new("killed at the first answer", 0);
    world.block_on(async {
        for (lead, called) in &claimed {
            let answer = called.body.as_ref().map(|_| Answer {
                at: called.at,
                did: Did::Done,
                saw: None,
            });
            let history = History {
                begins: Stage::Offered {
                    rep: rep.id,
                    until: None,
                },
                onward: Vec::new(),
                operations: vec![Operation {
                    who: rep.id,
                    asks: claim,
                    invoked: called.invoked,
                    answer,
                }],
            };
            outcome.judge(&world, &names, lead, history).await;
        }
    });
    outcome.is_explained();
    world.truth().holds();
}
