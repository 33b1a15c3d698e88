//! The sets are held against a plain scan on ten thousand random worlds.

use super::naive::{Case, Found};
use super::random::{Dice, a_lead, a_policy, everybody};
use super::*;
use crate::policy::Strategy;

/// A random world and who decides in it.
fn world(seed: u64) -> (Policy, Vec<Described>, Facts, Vec<StaffId>) {
    let mut dice = Dice(seed);
    let people = everybody(&mut dice);
    let rules = dice.below(5);
    let policy = a_policy(&mut dice, rules);
    let facts = a_lead(&mut dice);
    let asked = people.iter().filter(|_| dice.once_in(6));
    let asked = asked.map(|one| one.staff.id.clone()).collect();
    (policy, people, facts, asked)
}

fn found(choice: &Choice, floor: &Floor) -> Found {
    let names = choice
        .eligible
        .iter()
        .map(|place| floor.at(place).unwrap().staff.id.clone());
    Found {
        rule: choice.explanation.rule.id.clone(),
        winner: choice.chosen().map(|best| best.rep.clone()),
        eligible: names.collect(),
        relaxed: choice.explanation.relaxed.clone(),
    }
}

#[test]
fn ten_thousand_worlds_are_decided_as_by_a_plain_scan() {
    let (mut decided, mut by_rule, mut relaxed) = (0, 0, 0);
    for seed in 0..10_000 {
        let (policy, people, facts, asked) = world(seed);
        let floor = floor_under(policy.clone(), people.clone());
        let choice = choose(&facts, &asked, &floor, NOW);
        let case = Case {
            facts: &facts,
            asked: &asked,
            policy: &policy,
            people: &people,
            catalogue: catalogue(),
        };
        assert_eq!(found(&choice, &floor), case.decide(), "seed {seed}");
        holds_together(&choice, people.len(), seed);
        decided += u32::from(choice.chosen().is_some());
        by_rule += u32::from(choice.explanation.rule.id != "default");
        relaxed += u32::from(!choice.explanation.relaxed.is_empty());
    }
    assert!(
        decided > 3000 && by_rule > 1500 && relaxed > 500,
        "{decided} {by_rule} {relaxed}"
    );
}

/// Sums, counts, order, and what is worked out again.
fn holds_together(choice: &Choice, people: usize, seed: u64) {
    let why = &choice.explanation;
    for one in &why.candidates {
        let sum: u32 = one.factors.iter().map(|factor| factor.contribution).sum();
        assert_eq!(sum, one.score, "seed {seed}");
    }
    let bytes = serde_json::to_vec(why).unwrap();
    let read: Explanation = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(
        serde_json::to_vec(&read.recomputed()).unwrap(),
        bytes,
        "seed {seed}"
    );
    if !choice.goes_to_pool() {
        let out: u32 = why.excluded_counts.values().sum();
        let fit = usize::try_from(choice.eligible.len()).unwrap();
        assert_eq!(usize::try_from(out).unwrap() + fit, people, "seed {seed}");
        assert_eq!(why.excluded.len(), people - fit, "seed {seed}");
        for reason in Exclusion::ALL {
            let told = why.excluded.iter().filter(|one| one.reason == reason);
            let counted = why.excluded_counts.get(&reason).copied().unwrap_or(0);
            assert_eq!(
                u32::try_from(told.count()).unwrap(),
                counted,
                "seed {seed} {reason:?}"
            );
        }
    }
}

#[test]
fn without_the_winner_the_second_wins() {
    let mut seen = 0;
    for seed in 0..3000 {
        let (policy, people, facts, mut asked) = world(seed);
        let floor = floor_under(policy, people);
        let first = choose(&facts, &asked, &floor, NOW).explanation;
        let [best, next, ..] = first.candidates.as_slice() else {
            continue;
        };
        if first.strategy != Strategy::BestScore {
            continue;
        }
        asked.push(best.rep.clone());
        let second = choose(&facts, &asked, &floor, NOW);
        assert_eq!(second.chosen(), Some(next), "seed {seed}");
        seen += 1;
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn a_thousand_rules_are_asked_one_after_the_other() {
    for seed in 0..20 {
        let mut dice = Dice(seed);
        let people = everybody(&mut dice);
        let policy = a_policy(&mut dice, 1000);
        let floor = floor_under(policy.clone(), people.clone());
        for _ in 0..20 {
            let facts = a_lead(&mut dice);
            let choice = choose(&facts, &[], &floor, NOW);
            let case = Case {
                facts: &facts,
                asked: &[],
                policy: &policy,
                people: &people,
                catalogue: catalogue(),
            };
            assert_eq!(found(&choice, &floor), case.decide(), "seed {seed}");
        }
    }
}
