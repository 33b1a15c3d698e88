//! Lives at random: every command by everybody, with stale offers, full desks and
//! a clock that jumps both ways. After each step everything that must hold is checked.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::town::Town;

pub(super) const PEOPLE: [&str; 7] = ["r0", "r1", "r2", "r3", "boss", "other", "nobody"];

/// What is drawn for one act; most of it matters to some commands only.
#[derive(Debug, Clone)]
pub(super) struct Act {
    pub(super) lead: usize,
    pub(super) kind: u8,
    pub(super) named: usize,
    pub(super) actor: usize,
    pub(super) offer: usize,
    pub(super) flag: bool,
    pub(super) code: usize,
    /// Seconds that the clock moves, also back.
    pub(super) step: i64,
}

fn act() -> impl Strategy<Value = Act> {
    let rest = (
        0..16_usize,
        0..12_usize,
        any::<bool>(),
        0..14_usize,
        -300..300_i64,
    );
    (0..3_usize, 0..13_u8, 0..PEOPLE.len(), rest).prop_map(
        |(lead, kind, named, (actor, offer, flag, code, step))| Act {
            lead,
            kind,
            named,
            actor,
            offer,
            flag,
            code,
            step,
        },
    )
}

#[derive(Debug, Clone)]
pub(super) struct House {
    pub(super) capacities: Vec<u32>,
    pub(super) max_offers: u32,
    pub(super) duty: bool,
    pub(super) away: bool,
    pub(super) amount: i64,
    pub(super) acts: Vec<Act>,
}

fn house() -> impl Strategy<Value = House> {
    let capacities = prop::collection::vec(0..4_u32, 2..=4);
    let acts = prop::collection::vec(act(), 10..80);
    (
        capacities,
        0..4_u32,
        any::<bool>(),
        any::<bool>(),
        0..9_000_000_000_000_i64,
        acts,
    )
        .prop_map(|(capacities, max_offers, duty, away, amount, acts)| House {
            capacities,
            max_offers,
            duty,
            away,
            amount,
            acts,
        })
}

#[test]
fn whatever_people_do_the_invariants_hold() {
    let cases = 250;
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let (steps, refused) = (Cell::new(0_u32), Cell::new(0_u32));
    TestRunner::new(config)
        .run(&house(), |house| {
            let mut town = Town::of(&house);
            for n in 1..=3 {
                town.receives(n, &house);
            }
            for (at, act) in house.acts.iter().enumerate() {
                town.acts(act);
                match at % 8 {
                    3 => town.comes_again(town.pick(act)),
                    7 => town.receives(u128::try_from(at).unwrap() + 100, &house),
                    _ => {}
                }
            }
            town.ends();
            steps.set(steps.get() + town.steps);
            refused.set(refused.get() + town.refused);
            Ok(())
        })
        .unwrap();
    println!(
        "{cases} towns: {} decisions, {} refusals",
        steps.get(),
        refused.get()
    );
    assert!(steps.get() > 500, "the acts drawn are not worth the name");
}
