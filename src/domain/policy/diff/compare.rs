//! Compares two policies.

use std::collections::HashMap;

use super::change::Change;
use super::moved::moved;
use crate::policy::{Policy, Rule, RuleId};

/// Every difference from the older to the newer policy; empty when they mean the same. Their
/// version numbers are not compared.
#[must_use]
pub fn diff(older: &Policy, newer: &Policy) -> Vec<Change> {
    let mut changes = Vec::new();
    let weights = older.weights.named().into_iter().zip(newer.weights.named());
    for ((factor, from), (_, to)) in weights.filter(|(from, to)| from != to) {
        changes.push(Change::Weight { factor, from, to });
    }
    offer(older, newer, &mut changes);
    if older.tiers != newer.tiers {
        let (from, to) = (older.tiers, newer.tiers);
        changes.push(Change::Tiers { from, to });
    }
    if older.time_zone != newer.time_zone {
        let (from, to) = (older.time_zone.clone(), newer.time_zone.clone());
        changes.push(Change::TimeZone { from, to });
    }
    if older.relax != newer.relax {
        let (from, to) = (older.relax.clone(), newer.relax.clone());
        changes.push(Change::Relax { from, to });
    }
    if older.constraints != newer.constraints {
        let (from, to) = (older.constraints, newer.constraints);
        changes.push(Change::Constraints { from, to });
    }
    rules(&older.rules, &newer.rules, &mut changes);
    changes
}

fn offer(older: &Policy, newer: &Policy, changes: &mut Vec<Change>) {
    let (older, newer) = (&older.offer, &newer.offer);
    if older.claim_within != newer.claim_within {
        changes.push(Change::ClaimWithin {
            from: older.claim_within,
            to: newer.claim_within,
        });
    }
    if older.max_offers != newer.max_offers {
        changes.push(Change::MaxOffers {
            from: older.max_offers,
            to: newer.max_offers,
        });
    }
    if older.escalate_within != newer.escalate_within {
        changes.push(Change::EscalateWithin {
            from: older.escalate_within,
            to: newer.escalate_within,
        });
    }
    if older.duty_manager != newer.duty_manager {
        changes.push(Change::DutyManager {
            from: older.duty_manager.clone(),
            to: newer.duty_manager.clone(),
        });
    }
}

fn rules(older: &[Rule], newer: &[Rule], changes: &mut Vec<Change>) {
    let places = |rules: &[Rule]| -> HashMap<RuleId, usize> {
        let places = rules.iter().enumerate();
        places.map(|(at, rule)| (rule.id.clone(), at)).collect()
    };
    let (was, is) = (places(older), places(newer));
    for (at, rule) in older.iter().enumerate() {
        if !is.contains_key(&rule.id) {
            let rule = rule.clone();
            changes.push(Change::RuleRemoved { at, rule });
        }
    }
    let stayed: Vec<(usize, usize)> = newer
        .iter()
        .enumerate()
        .filter_map(|(at, rule)| Some((*was.get(&rule.id)?, at)))
        .collect();
    let old_places: Vec<usize> = stayed.iter().map(|(from, _)| *from).collect();
    let moved: Vec<usize> = moved(&old_places).iter().map(|at| stayed[*at].1).collect();
    for (at, rule) in newer.iter().enumerate() {
        let Some(before) = was.get(&rule.id) else {
            let rule = rule.clone();
            changes.push(Change::RuleAdded { at, rule });
            continue;
        };
        if moved.binary_search(&at).is_ok() {
            changes.push(Change::RuleMoved {
                name: rule.name.clone(),
                from: *before,
                to: at,
            });
        }
        one_rule(&older[*before], rule, changes);
    }
}

fn one_rule(older: &Rule, newer: &Rule, changes: &mut Vec<Change>) {
    let name = || newer.name.clone();
    if older.name != newer.name {
        changes.push(Change::RuleRenamed {
            from: older.name.clone(),
            to: name(),
        });
    }
    if older.enabled != newer.enabled {
        changes.push(Change::RuleSwitched {
            name: name(),
            on: newer.enabled,
        });
    }
    if older.when != newer.when {
        changes.push(Change::RuleWhen {
            name: name(),
            from: older.when.clone(),
            to: newer.when.clone(),
        });
    }
    if older.then != newer.then {
        changes.push(Change::RuleThen {
            name: name(),
            from: older.then.clone(),
            to: newer.then.clone(),
        });
    }
}
