//! From who may have a lead to the decision with its reasons.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use super::best::{Ranked, best};
use super::choice::Choice;
use super::exclusion::exclusion;
use super::explanation::{Excluded, Explanation, Scored, Stage};
use super::factor::{FactorScore, assess};
use super::nearness::nearest;
use super::program::Course;
use super::roll::Roll;
use super::sieve::Sieved;
use super::strategy::{stretch, winner};
use super::together::Intended;
use super::trade::Trade;
use super::weighing::Weighing;
use crate::fairness::Stretch;

/// Chooses by the rule's strategy, or takes the planned one, and says why.
pub(super) fn explain(
    roll: &Roll<'_>,
    course: &Course,
    sieved: Sieved,
    planned: Option<Intended>,
) -> Choice {
    let kept = best(&sieved.fit, &course.weighing, roll, Explanation::KEPT);
    let mut candidates: Vec<Scored> = told(&kept, &course.weighing, roll);
    let mut explanation = begin(roll, course);
    let stretch = if course.by_shares() {
        self::stretch(roll, sieved.among.as_ref())
    } else {
        Stretch::default()
    };
    let planned = planned.and_then(|(rep, trade)| {
        let place = roll.floor.place(&rep)?;
        sieved.fit.contains(place).then_some((place, trade))
    });
    if let Some((place, trade)) = planned {
        let to_front = to_front(place, &kept, &mut candidates, course, roll);
        explanation.trade = to_front.then(|| traded(trade, &candidates)).flatten();
    } else if let Some((place, because)) = winner(roll, course, stretch, &sieved.fit) {
        to_front(place, &kept, &mut candidates, course, roll);
        explanation.because = Some(because);
    }
    explanation.stage = if candidates.is_empty() {
        Stage::Nobody
    } else {
        sieved.ease.stage()
    };
    explanation.relaxed.clone_from(&sieved.ease.given_up);
    explanation.candidates = candidates;
    explanation.excluded = left_out(roll, course, &sieved);
    explanation.excluded_counts.clone_from(sieved.counts());
    Choice {
        explanation,
        eligible: sieved.fit,
        stretch: course
            .by_shares()
            .then(|| (course.rule.id.clone(), stretch)),
        claim_within_seconds: course.claim_within_seconds,
        max_offers: course.max_offers,
    }
}

/// Into the pool at once: nobody is compared.
pub(super) fn to_the_pool(roll: &Roll<'_>, course: &Course) -> Choice {
    Choice {
        explanation: begin(roll, course),
        eligible: RoaringBitmap::new(),
        stretch: None,
        claim_within_seconds: None,
        max_offers: course.max_offers,
    }
}

fn begin(roll: &Roll<'_>, course: &Course) -> Explanation {
    Explanation {
        policy_version: roll.floor.policy.version,
        rule: course.rule.clone(),
        strategy: course.strategy.clone(),
        because: None,
        stage: Stage::Nobody,
        relaxed: Vec::new(),
        trade: None,
        facts: roll.wanted.facts.clone(),
        candidates: Vec::new(),
        excluded: Vec::new(),
        excluded_counts: BTreeMap::new(),
    }
}

/// Candidates with all their reasons.
pub(super) fn told(kept: &[Ranked], weighing: &Weighing, roll: &Roll<'_>) -> Vec<Scored> {
    let told = kept
        .iter()
        .filter_map(|one| tell(one.place, weighing, roll));
    told.collect()
}

pub(super) fn tell(place: u32, weighing: &Weighing, roll: &Roll<'_>) -> Option<Scored> {
    let seat = roll.floor.seat(place)?;
    let factors = weighing
        .parts()
        .iter()
        .map(|(factor, weight)| {
            let (value, because) = assess(*factor, seat, roll.wanted);
            FactorScore {
                factor: *factor,
                weight: *weight,
                value,
                contribution: 0,
                because,
            }
        })
        .collect();
    let staff = &seat.standing.staff;
    let mut scored = Scored {
        rep: staff.id.clone(),
        rep_name: staff.name.clone(),
        score: 0,
        factors,
    };
    scored.settle();
    Some(scored)
}

/// Puts the chosen one first. Whether somebody else was.
fn to_front(
    place: u32,
    kept: &[Ranked],
    candidates: &mut Vec<Scored>,
    course: &Course,
    roll: &Roll<'_>,
) -> bool {
    match kept.iter().position(|one| one.place == place) {
        Some(at) => candidates[..=at].rotate_right(1),
        None => {
            candidates.truncate(Explanation::KEPT - 1);
            if let Some(chosen) = tell(place, &course.weighing, roll) {
                candidates.insert(0, chosen);
            }
        }
    }
    kept.first().is_none_or(|best| best.place != place)
}

/// The trade with who is the best one by now.
fn traded(trade: Option<Trade>, candidates: &[Scored]) -> Option<Trade> {
    let best = candidates.get(1)?;
    let mut trade = trade.unwrap_or(Trade {
        best_rep: best.rep.clone(),
        best_rep_name: String::new(),
        best_score: 0,
        lines: Vec::new(),
    });
    trade.name_best(best);
    Some(trade)
}

/// The nearest of those left out, with the reason.
fn left_out(roll: &Roll<'_>, course: &Course, sieved: &Sieved) -> Vec<Excluded> {
    let places = nearest(roll, course, &sieved.fit, Explanation::KEPT);
    let told = places.into_iter().filter_map(|place| {
        let seat = roll.floor.seat(place)?;
        let staff = &seat.standing.staff;
        Some(Excluded {
            rep: staff.id.clone(),
            rep_name: staff.name.clone(),
            reason: exclusion(place, seat, roll, course, sieved)?,
            load: seat.standing.load,
            capacity: staff.capacity,
        })
    });
    told.collect()
}
