//! The rounds of a race together: judged, counted, printed.

use std::collections::BTreeMap;
use std::time::Duration;

use super::call::{Called, Caller, micros};
use super::reading::{look, operation};
use super::town::Names;
use crate::proofs::history::{Answer, Ask, Did, History, Operation, Stage, Verdict};
use crate::world::{Lead, World, percentile};

/// Callbacks answer within a second (`reliability.md` §1, P7).
const BUDGET: Duration = Duration::from_secs(1);

/// One lead that was raced for.
pub struct Round {
    pub lead: Lead,
    pub begins: Stage,
    pub onward: Vec<Stage>,
    pub called: Vec<Called>,
    /// Who won, for the figures.
    pub winner: &'static str,
}

/// What came of a race.
pub struct Outcome {
    name: &'static str,
    seed: u64,
    rounds: usize,
    both: usize,
    operations: usize,
    unknown: usize,
    winners: BTreeMap<&'static str, usize>,
    took: Vec<Duration>,
    took_by_both: Vec<Duration>,
    broken: Vec<String>,
}

impl Outcome {
    pub fn new(name: &'static str, seed: u64) -> Self {
        Self {
            name,
            seed,
            rounds: 0,
            both: 0,
            operations: 0,
            unknown: 0,
            winners: BTreeMap::new(),
            took: Vec::new(),
            took_by_both: Vec::new(),
            broken: Vec::new(),
        }
    }

    /// Judges a round, with the lead as it is now at its end.
    pub async fn add(&mut self, world: &World, names: &Names, round: Round, both: bool) {
        let caller = Caller::of(world);
        let called = round.called.iter();
        let operations = called.map(|called| operation(&caller, names, called));
        let history = History {
            begins: round.begins,
            onward: round.onward,
            operations: operations.collect(),
        };
        self.both += usize::from(both);
        *self.winners.entry(round.winner).or_default() += 1;
        let took = round.called.iter().map(Called::took);
        if both {
            self.took_by_both.extend(took.clone());
        }
        self.took.extend(took);
        self.judge(world, names, &round.lead, history).await;
    }

    /// Judges a history, with the lead as it is now at its end.
    pub async fn judge(&mut self, world: &World, names: &Names, lead: &Lead, history: History) {
        let mut history = history;
        let number = lead.number;
        let invoked = micros();
        let path = format!("/api/v1/leads/{}", lead.id);
        let lead = world.api.get(&path).await.json();
        history.operations.push(Operation {
            who: "admin",
            asks: Ask::Look,
            invoked,
            answer: Some(Answer {
                at: micros(),
                did: Did::Unsaid,
                saw: Some(look(&lead, names)),
            }),
        });
        let operations = &history.operations;
        self.rounds += 1;
        self.operations += operations.len();
        self.unknown += operations.iter().filter(|one| one.answer.is_none()).count();
        match history.judge() {
            Verdict::Sound => {}
            broken => self.broken.push(format!("#{number}: {broken}")),
        }
    }

    /// How many rounds this side won.
    pub fn won_by(&self, side: &str) -> usize {
        self.winners.get(side).copied().unwrap_or(0)
    }

    /// Says the figures; every history has an order, and callbacks were in time.
    #[track_caller]
    pub fn holds(&mut self) {
        let p99 = percentile(&mut self.took, 99);
        let by_both = percentile(&mut self.took_by_both, 99);
        println!(
            "{}: {} rounds ({} through two services), {} operations, {} without an answer, won by {:?}, \
             p99 of the callbacks {p99:.0?} ({by_both:.0?} through two), seed {}",
            self.name,
            self.rounds,
            self.both,
            self.operations,
            self.unknown,
            self.winners,
            self.seed
        );
        self.is_explained();
        assert!(p99 < BUDGET, "callbacks took {p99:?}");
    }

    /// Every history has an order.
    #[track_caller]
    pub fn is_explained(&self) {
        let broken = &self.broken;
        let some: Vec<&str> = broken.iter().take(3).map(String::as_str).collect();
        assert!(
            broken.is_empty(),
            "{} of {} histories have no order:\n{}",
            broken.len(),
            self.rounds,
            some.join("\n")
        );
    }
}
