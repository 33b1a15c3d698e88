//! Matching as one would first write it: a scan of everybody with plain conditions.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::*;
use crate::fairness::{Candidate, next_by_count, next_by_value};
use crate::policy::{Constraints, Otherwise, Relaxation, Strategy, Weights};
use crate::region::{BigRegion, Territory};

/// A lead and those who had it.
pub(super) struct Case<'a> {
    pub facts: &'a Facts,
    pub asked: &'a [StaffId],
    pub policy: &'a Policy,
    pub people: &'a [Described],
    pub catalogue: Catalogue,
}

#[derive(Debug, PartialEq)]
pub(super) struct Found {
    pub rule: String,
    pub winner: Option<StaffId>,
    pub eligible: BTreeSet<StaffId>,
    pub relaxed: Vec<Relaxation>,
}

impl Case<'_> {
    pub fn decide(&self) -> Found {
        let enabled = self.policy.rules.iter().filter(|rule| rule.enabled);
        for rule in enabled {
            if !self.holds(&rule.when) {
                continue;
            }
            let (then, id) = (&rule.then, rule.id.0.as_str());
            if then.strategy == Strategy::Pool {
                return nobody(id);
            }
            let found = self.by_rule(id, then);
            if found.winner.is_some() || then.otherwise == Otherwise::Stop {
                return found;
            }
        }
        self.by_rule("default", &Then::default())
    }

    fn by_rule(&self, id: &str, then: &Then) -> Found {
        let stages = then.relax.as_ref().unwrap_or(&self.policy.relax);
        let limits = then.constraints.unwrap_or(self.policy.constraints);
        let weights = then.weights.unwrap_or(self.policy.weights);
        let mut given_up = Vec::new();
        for stage in 0..=stages.len() {
            if stage > 0 {
                let next = stages[stage - 1];
                if !self.matters(next, &given_up, limits) {
                    continue;
                }
                given_up.push(next);
            }
            let fits = |one: &&Described| self.may_have(one, then, limits, &given_up);
            let fit: Vec<&Described> = self.people.iter().filter(fits).collect();
            if let Some(winner) = self.best(&fit, then, &weights) {
                return Found {
                    rule: id.to_owned(),
                    winner: Some(winner.staff.id.clone()),
                    eligible: fit.iter().map(|one| one.staff.id.clone()).collect(),
                    relaxed: given_up,
                };
            }
        }
        nobody(id)
    }

    fn matters(&self, what: Relaxation, before: &[Relaxation], limits: Constraints) -> bool {
        let widens = [
            Relaxation::SameProvince,
            Relaxation::SamePart,
            Relaxation::AnyTerritory,
        ];
        let rank = |what: &Relaxation| widens.iter().position(|one| one == what);
        match what {
            Relaxation::Product => !self.facts.products.is_empty() && !before.contains(&what),
            Relaxation::Level => {
                let asked = limits.least_level_permille > 0
                    || limits.least_grade(self.facts.tier).is_some();
                asked && !before.contains(&what)
            }
            wider => {
                let widest = before.iter().filter_map(rank).max();
                self.facts.region.is_some() && rank(&wider) > widest
            }
        }
    }

    fn may_have(
        &self,
        one: &Described,
        then: &Then,
        limits: Constraints,
        given_up: &[Relaxation],
    ) -> bool {
        let staff = &one.staff;
        let works = staff.active && staff.role == Role::Rep && !staff.is_away(NOW);
        if !works || one.load >= staff.capacity || self.asked.contains(&staff.id) {
            return false;
        }
        match &then.strategy {
            Strategy::Named(rep) => return *rep == staff.id,
            Strategy::Former => {
                return self
                    .facts
                    .former
                    .as_ref()
                    .is_some_and(|one| one.rep == staff.id);
            }
            _ => {}
        }
        let gave_up = |what| given_up.contains(&what);
        let product = gave_up(Relaxation::Product)
            || self.facts.products.is_empty()
            || staff.products.is_empty()
            || self.levels(staff).iter().any(Option::is_some);
        let level = gave_up(Relaxation::Product)
            || gave_up(Relaxation::Level)
            || limits.least_level_permille == 0
            || self.facts.products.is_empty()
            || staff.products.is_empty()
            || self
                .levels(staff)
                .iter()
                .flatten()
                .any(|level| *level >= limits.least_level_permille);
        let least = limits.least_grade(self.facts.tier);
        let senior = gave_up(Relaxation::Level) || least.is_none_or(|least| staff.grade <= least);
        self.is_among(staff, then) && self.reaches(staff, given_up) && product && level && senior
    }

    fn is_among(&self, staff: &Staff, then: &Then) -> bool {
        let among = &then.among;
        let team = among.teams.is_empty()
            || staff
                .team
                .as_ref()
                .is_some_and(|team| among.teams.contains(team));
        let skill = among.skills.is_empty()
            || staff.products.iter().any(|skill| {
                let asked = among.skills.iter();
                asked
                    .into_iter()
                    .any(|one| self.catalogue.is_a(one, &skill.category))
            });
        let inside =
            |territory: &Territory| among.territories.iter().any(|wide| territory.lies_in(wide));
        let place = among.territories.is_empty() || staff.territories.iter().any(inside);
        let grade = among.grades.is_empty() || among.grades.contains(&staff.grade);
        team && skill && place && grade
    }

    fn reaches(&self, staff: &Staff, given_up: &[Relaxation]) -> bool {
        let Some(place) = self.facts.region else {
            return true;
        };
        let near = |territory: &Territory| {
            let Territory::Region(code) = territory else {
                return false;
            };
            let same_part = BigRegion::ALL
                .iter()
                .any(|(part, _)| part.holds(*code) && part.holds(place));
            let same_province = code.province() == place.province();
            (given_up.contains(&Relaxation::SameProvince) && same_province)
                || (given_up.contains(&Relaxation::SamePart) && (same_part || same_province))
        };
        staff.territories.is_empty()
            || given_up.contains(&Relaxation::AnyTerritory)
            || staff
                .territories
                .iter()
                .any(|one| one.covers(place).is_some() || near(one))
    }

    /// The best level for each wanted product.
    pub fn levels(&self, staff: &Staff) -> Vec<Option<u32>> {
        let best = |wanted: &String| {
            let known = staff
                .products
                .iter()
                .filter(|skill| self.catalogue.is_a(wanted, &skill.category));
            known.map(|skill| skill.level_permille.min(1000)).max()
        };
        self.facts.products.iter().map(best).collect()
    }

    fn best<'p>(
        &self,
        fit: &[&'p Described],
        then: &Then,
        weights: &Weights,
    ) -> Option<&'p Described> {
        let waits = |one: &&Described| (one.last_offered, one.staff.id.clone());
        let all = fit.iter().copied();
        match then.strategy {
            Strategy::LeastLoaded => all.min_by(|a, b| {
                let part = |one: &Described| {
                    let effort = one.effort_permille.unwrap_or(u64::from(one.load) * 1000);
                    (effort, u64::from(one.staff.capacity))
                };
                let ((a_effort, a_room), (b_effort, b_room)) = (part(a), part(b));
                (a_effort * b_room)
                    .cmp(&(b_effort * a_room))
                    .then(waits(a).cmp(&waits(b)))
            }),
            // No account is kept in these worlds; the quota methods have proofs of their own.
            Strategy::CountShares | Strategy::ValueShares => {
                let mut waiting: Vec<&Described> = all.collect();
                waiting.sort_by_key(waits);
                let shares = waiting.iter().map(|one| one.staff.target_share_permille);
                let somebody_shares = shares.clone().any(|share| share > 0);
                let candidates: Vec<Candidate> = shares
                    .map(|share| if somebody_shares { share } else { 1 })
                    .map(|share| Candidate::new(share, Account::default()))
                    .collect();
                let value = self.facts.value.unwrap_or(Fen(0));
                let at = match then.strategy {
                    Strategy::CountShares => next_by_count(&candidates),
                    _ => next_by_value(&candidates, value, Fen(0)),
                };
                at.map(|at| waiting[at])
            }
            _ => all.min_by_key(|one| (Reverse(self.score(one, weights)), waits(one))),
        }
    }
}

fn nobody(rule: &str) -> Found {
    Found {
        rule: rule.to_owned(),
        winner: None,
        eligible: BTreeSet::new(),
        relaxed: vec![],
    }
}
