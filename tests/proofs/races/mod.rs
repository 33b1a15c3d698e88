//! Claim races over real HTTP against the real program: many press at the same instant, one has
//! it, and everybody is told the truth. Each call is written down with its instants; the judge
//! of `history` says of each lead whether any order of events explains all that was answered,
//! and the doctor whether the store kept its promises (`reliability.md` §4).

pub mod call;
mod deadline;
mod handover;
pub mod outcome;
mod pool;
pub mod reading;
pub mod town;
pub mod watch;

use crate::world::{Engine, Replica, Setup, World};

pub use deadline::{SHORT, at_the_deadline};
pub use pool::from_the_pool;

/// How many press at once.
pub const PRESSES: usize = 64;
/// How many leads are raced for, in each kind of race and on each engine; `PAIDAN_ROUNDS` for
/// more or less.
fn rounds() -> usize {
    let given = std::env::var("PAIDAN_ROUNDS").ok();
    given.and_then(|rounds| rounds.parse().ok()).unwrap_or(200)
}

/// The services that take calls: one, or two on one store.
pub struct Doors<'w> {
    pub world: &'w World,
    second: Option<Replica>,
    /// The how-manieth round has its calls go to both by turns.
    every: usize,
}

impl<'w> Doors<'w> {
    /// One service.
    pub fn one(world: &'w World) -> Self {
        Self {
            world,
            second: None,
            every: 1,
        }
    }

    /// Two on one store.
    pub fn two(world: &'w World, every: usize) -> Self {
        Self {
            world,
            second: Some(world.second_service()),
            every,
        }
    }

    /// As many as the engine is promised to bear.
    fn of(world: &'w World) -> Self {
        match world.setup.engine {
            Engine::Sqlite => Self::one(world),
            Engine::Postgres => Self::two(world, 2),
        }
    }

    /// Whether a round is for both.
    fn both(&self, round: usize) -> bool {
        self.second.is_some() && round.is_multiple_of(self.every)
    }

    /// Where the `at`th call of a round goes.
    fn base(&self, round: usize, at: usize) -> &str {
        match &self.second {
            Some(second) if self.both(round) && !at.is_multiple_of(2) => &second.api.base,
            _ => &self.world.api.base,
        }
    }
}

/// How many leads are raced for side by side, a moment apart: as many as two small processors
/// answer in time. On PostgreSQL each statement is a call of another process.
fn side_by_side(engine: Engine) -> usize {
    match engine {
        Engine::Sqlite => 20,
        Engine::Postgres => 10,
    }
}

/// A world for races, whose log says only what goes wrong.
pub fn world(engine: Engine, offer: &'static str) -> World {
    World::with(Setup {
        engine,
        offer,
        log: "warn",
        ..Setup::default()
    })
}

/// What drives the offsets of a run; `PAIDAN_SEED` repeats one.
fn seed() -> u64 {
    let given = std::env::var("PAIDAN_SEED").ok();
    given
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(rand::random)
}
