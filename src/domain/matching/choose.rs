//! Who gets the lead.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::exclusion::{Exclusion, exclusion};
use super::explanation::{Excluded, Explanation, RuleRef, Scored, Stage};
use super::factor::{Factor, FactorScore, assess};
use super::floor::{Floor, Standing};
use super::nearness::rank;
use crate::ids::StaffId;
use crate::people::Role;
use crate::time::Instant;
use crate::understand::Facts;

/// Finds the one rep who fits best, or says why nobody does.
///
/// `asked` are those who had this lead in this round. When nobody fits, the
/// product is relaxed; then nobody is eligible (contract §5). Ties go to who
/// waited longest since their last offer, then to the smaller id.
#[must_use]
pub fn choose(facts: &Facts, asked: &[StaffId], floor: &Floor, now: Instant) -> Explanation {
    let asked: BTreeSet<&StaffId> = asked.iter().collect();
    let strict = sieve(facts, &asked, floor, now, true);
    if !strict.fit.is_empty() {
        return explain(Stage::Strict, facts, floor, strict);
    }
    if strict.out.iter().any(|(_, why)| *why == Exclusion::Product) {
        let relaxed = sieve(facts, &asked, floor, now, false);
        if !relaxed.fit.is_empty() {
            return explain(Stage::ProductRelaxed, facts, floor, relaxed);
        }
    }
    explain(Stage::Nobody, facts, floor, strict)
}

/// The reps a manager may choose from when paidan found nobody: everybody who
/// works and is not on leave, best first; those who had it in this round last.
#[must_use]
pub fn suggest(
    facts: &Facts,
    asked: &[StaffId],
    floor: &Floor,
    now: Instant,
    most: usize,
) -> Vec<Scored> {
    let mut all: Vec<(bool, bool, Scored, &Standing)> = floor
        .people()
        .iter()
        .filter(|one| one.staff.active && one.staff.role == Role::Rep && !one.staff.is_away(now))
        .map(|one| {
            let had = asked.contains(&one.staff.id);
            let full = one.load >= one.staff.capacity;
            (had, full, score(one, facts, floor), one)
        })
        .collect();
    all.sort_by(|a, b| (a.0, a.1, order(&a.2, a.3)).cmp(&(b.0, b.1, order(&b.2, b.3))));
    all.into_iter()
        .take(most)
        .map(|(_, _, scored, _)| scored)
        .collect()
}

/// Who is shown a lead of the public pool: the reps with room who cover its region
/// and sell its product, best first; when there are none, everybody with room.
#[must_use]
pub fn audience(facts: &Facts, floor: &Floor, now: Instant, most: usize) -> Vec<StaffId> {
    let nobody = BTreeSet::new();
    let mut fit = sieve(facts, &nobody, floor, now, true).fit;
    if fit.is_empty() {
        fit = floor
            .people()
            .iter()
            .filter(|one| {
                let staff = &one.staff;
                staff.active
                    && staff.role == Role::Rep
                    && !staff.is_away(now)
                    && one.load < staff.capacity
            })
            .collect();
    }
    let mut scored: Vec<(Scored, &Standing)> = fit
        .into_iter()
        .map(|one| (score(one, facts, floor), one))
        .collect();
    scored.sort_by(|a, b| order(&a.0, a.1).cmp(&order(&b.0, b.1)));
    scored
        .into_iter()
        .take(most)
        .map(|(one, _)| one.rep)
        .collect()
}

struct Sieve<'f> {
    fit: Vec<&'f Standing>,
    out: Vec<(&'f Standing, Exclusion)>,
}

fn sieve<'f>(
    facts: &Facts,
    asked: &BTreeSet<&StaffId>,
    floor: &'f Floor,
    now: Instant,
    product_counts: bool,
) -> Sieve<'f> {
    let mut sieve = Sieve {
        fit: Vec::new(),
        out: Vec::new(),
    };
    for one in floor.people() {
        match exclusion(one, facts, asked, floor, now, product_counts) {
            None => sieve.fit.push(one),
            Some(why) => sieve.out.push((one, why)),
        }
    }
    sieve
}

fn score(one: &Standing, facts: &Facts, floor: &Floor) -> Scored {
    let factors = Factor::ALL
        .into_iter()
        .map(|factor| {
            let (value, because) = assess(factor, one, facts, floor);
            let weight = factor.weight(&floor.policy.weights);
            FactorScore {
                factor,
                weight,
                value,
                contribution: 0,
                because,
            }
        })
        .collect();
    let mut scored = Scored {
        rep: one.staff.id.clone(),
        rep_name: one.staff.name.clone(),
        score: 0,
        factors,
    };
    scored.settle();
    scored
}

fn order<'a>(scored: &'a Scored, one: &Standing) -> (Reverse<u32>, Option<Instant>, &'a StaffId) {
    (Reverse(scored.score), one.last_offered, &scored.rep)
}

fn explain(stage: Stage, facts: &Facts, floor: &Floor, sieve: Sieve<'_>) -> Explanation {
    let mut scored: Vec<(Scored, &Standing)> = sieve
        .fit
        .into_iter()
        .map(|one| (score(one, facts, floor), one))
        .collect();
    scored.sort_by(|a, b| order(&a.0, a.1).cmp(&order(&b.0, b.1)));

    let mut counts = BTreeMap::new();
    for (_, why) in &sieve.out {
        *counts.entry(*why).or_insert(0) += 1;
    }
    let mut out = sieve.out;
    out.sort_by_cached_key(|(one, why)| {
        let would = score(one, facts, floor).score;
        (rank(one, *why, facts, would), one.staff.id.clone())
    });
    let excluded = out
        .into_iter()
        .take(Explanation::KEPT)
        .map(|(one, reason)| Excluded {
            rep: one.staff.id.clone(),
            rep_name: one.staff.name.clone(),
            reason,
            load: one.load,
            capacity: one.staff.capacity,
        })
        .collect();
    Explanation {
        policy_version: floor.policy.version,
        rule: RuleRef {
            id: "default".to_owned(),
            name: "综合评分".to_owned(),
        },
        stage,
        facts: facts.clone(),
        candidates: scored
            .into_iter()
            .take(Explanation::KEPT)
            .map(|(one, _)| one)
            .collect(),
        excluded,
        excluded_counts: counts,
    }
}
