//! The whole look.

use std::collections::HashMap;

use super::company::Company;
use super::finding::{Finding, Flaw};
use super::looker::{Looker, name};
use super::{people, reach, terms, vocabulary};
use crate::policy::Policy;

/// Everything that is wrong with a policy (规则) for this company, or may be: first what concerns
/// the whole, then rule by rule. Rules that are switched off are checked for who and what they
/// name, and not compared. `pointer` is where the policy lies in what was sent.
#[must_use]
pub fn check(policy: &Policy, company: &Company<'_>, pointer: &str) -> Vec<Finding> {
    let mut looker = Looker {
        policy,
        company,
        pointer,
        found: Vec::new(),
    };
    terms::look(&mut looker);
    duplicates(&mut looker);
    people::look(&mut looker);
    vocabulary::look(&mut looker);
    reach::look(&mut looker);
    let mut found = looker.found;
    found.sort_by_key(|one| one.rule.as_ref().map(|rule| rule.at));
    found
}

fn duplicates(looker: &mut Looker<'_>) {
    let rules = &looker.policy.rules;
    let mut first = HashMap::new();
    for (at, rule) in rules.iter().enumerate() {
        let before = *first.entry(&rule.id).or_insert(at);
        if before != at {
            let first = name(before, &rules[before]);
            looker.note_rule(at, "/id", Flaw::DuplicateId { first });
        }
    }
}
