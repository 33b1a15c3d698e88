//! Weights, limits and the manager on duty.

use super::company::Company;
use super::finding::Flaw;
use super::looker::Looker;
use crate::money::Tier;
use crate::people::{Role, Staff};
use crate::policy::{Constraints, Strategy, Weights};

/// Factors that say the same of everybody as long as nothing is learned from outcomes.
const NO_RECORD: [&str; 1] = ["win_rate"];

pub(super) fn look(looker: &mut Looker<'_>) {
    let (policy, company) = (looker.policy, looker.company);
    for flaw in no_record(&policy.weights) {
        looker.note(&path_of(&flaw, "/weights"), flaw);
    }
    if let Some(id) = &policy.offer.duty_manager {
        let on_duty = company
            .find(id)
            .is_some_and(|one| one.active && one.role == Role::Manager);
        if !on_duty {
            let id = id.clone();
            looker.note("/offer/duty_manager", Flaw::NoDutyManager { id });
        }
    }
    let everybody: Vec<&Staff> = company.reps().collect();
    if everybody.is_empty() {
        looker.note("", Flaw::NoCandidates);
        return;
    }
    for (path, flaw) in nobody(&policy.constraints, &everybody) {
        looker.note(&format!("/constraints{path}"), flaw);
    }
    for (at, rule) in policy.rules.iter().enumerate() {
        for flaw in rule.then.weights.iter().flat_map(no_record) {
            looker.note_rule(at, &path_of(&flaw, "/then/weights"), flaw);
        }
        // What the policy asks for everywhere is told once; a rule is told of its own.
        let own = rule.then.constraints.as_ref();
        let limits = own.unwrap_or(&policy.constraints);
        if own.is_none() && rule.then.among.is_everybody() || rule.then.strategy == Strategy::Pool {
            continue;
        }
        let among = company.among(&rule.then.among);
        if among.is_empty() {
            continue;
        }
        for (path, flaw) in nobody(limits, &among) {
            let known = own.is_none() && nobody(limits, &everybody).contains(&(path, flaw.clone()));
            if !known {
                let folder = if own.is_some() {
                    format!("/then/constraints{path}")
                } else {
                    "/then/among".to_owned()
                };
                looker.note_rule(at, &folder, flaw);
            }
        }
    }
}

fn no_record(weights: &Weights) -> Vec<Flaw> {
    let all = weights.named().into_iter();
    all.filter(|(factor, weight)| NO_RECORD.contains(factor) && *weight > 0)
        .map(|(factor, weight)| Flaw::NoRecord { factor, weight })
        .collect()
}

fn path_of(flaw: &Flaw, folder: &str) -> String {
    match flaw {
        Flaw::NoRecord { factor, .. } => format!("{folder}/{factor}"),
        _ => folder.to_owned(),
    }
}

/// What these limits ask for and none of these people has.
fn nobody(limits: &Constraints, people: &[&Staff]) -> Vec<(&'static str, Flaw)> {
    let mut found = Vec::new();
    for (path, tier) in [("/grade_for_a", Tier::A), ("/grade_for_b", Tier::B)] {
        let Some(grade) = limits.least_grade(Some(tier)) else {
            continue;
        };
        // A stands before B: the smaller is the more senior.
        if !people.iter().any(|one| one.grade <= grade) {
            found.push((path, Flaw::NobodySenior { tier, grade }));
        }
    }
    let least_permille = limits.least_level_permille;
    if !people.iter().any(|one| Company::is_skilled(one, limits)) {
        let flaw = Flaw::NobodySkilled { least_permille };
        found.push(("/least_level_permille", flaw));
    }
    found
}
