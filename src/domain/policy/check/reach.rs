//! Which rules are ever asked.
//!
//! A rule *stops* when no further one is asked after it, whomever it finds: it puts leads into the
//! pool, or its `otherwise` says so. A rule is unreachable when every lead that meets its
//! condition meets that of an earlier rule that stops. Whether a rule always finds somebody is
//! not known here, so no other rule is said to hide one.

use super::finding::Flaw;
use super::logic::{Case, MOST, Universe, both, cases};
use super::looker::{Looker, name};
use crate::policy::{Otherwise, Rule, Strategy};

/// Rules named in one finding.
const NAMED: usize = 5;

/// A rule's condition; what is none would have too many cases.
struct Reach {
    holds: Option<Vec<Case>>,
    fails: Option<Vec<Case>>,
    stops: bool,
}

pub(super) fn look(looker: &mut Looker<'_>) {
    let rules = &looker.policy.rules;
    let mut universe = Universe::new(looker.company, looker.policy.tiers);
    let mut asked: Vec<(usize, Reach)> = Vec::new();
    let mut all_compared = true;
    for (at, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.enabled) {
        let reach = Reach {
            holds: cases(&mut universe, &rule.when, true),
            fails: cases(&mut universe, &rule.when, false),
            stops: stops(rule),
        };
        if reach.holds.as_ref().is_some_and(Vec::is_empty) {
            looker.note_rule(at, "/when", Flaw::NeverHolds);
        } else if let Some(flaw) = hidden(looker, &mut universe, &asked, &reach) {
            looker.note_rule(at, "", flaw);
        }
        if all_compared && !universe.budget.take(1) {
            all_compared = false;
            looker.note_rule(at, "", Flaw::NotCompared);
        }
        asked.push((at, reach));
    }
}

fn stops(rule: &Rule) -> bool {
    rule.then.strategy == Strategy::Pool || rule.then.otherwise == Otherwise::Stop
}

/// What earlier rules take from this one.
fn hidden(
    looker: &Looker<'_>,
    universe: &mut Universe<'_>,
    earlier: &[(usize, Reach)],
    own: &Reach,
) -> Option<Flaw> {
    let whole = own.holds.as_ref()?;
    let mut rest = whole.clone();
    // Earlier rules that take some of its leads.
    let mut takers: Vec<usize> = Vec::new();
    for (place, (_, reach)) in earlier.iter().enumerate().filter(|(_, one)| one.1.stops) {
        let (Some(holds), Some(fails)) = (&reach.holds, &reach.fails) else {
            continue;
        };
        match meet(universe, whole, holds) {
            None => return None,
            Some(false) => continue,
            Some(true) => takers.push(place),
        }
        // Where too many cases would be left, what was left before is a safe answer.
        if let Some(left) = both(universe, &rest, fails) {
            rest = left;
        }
        if rest.is_empty() {
            return Some(unreachable(looker, universe, earlier, &takers, own));
        }
    }
    // A narrower rule in front of a wider one is how rules are meant to be written.
    takers.retain(|place| {
        let narrower = earlier[*place].1.holds.as_ref();
        let wider = own.fails.as_ref();
        !matches!((narrower, wider), (Some(narrower), Some(wider))
            if meet(universe, narrower, wider) == Some(false))
    });
    if takers.is_empty() {
        return None;
    }
    let by = names(looker, earlier, &takers);
    Some(Flaw::PartlyShadowed { by })
}

fn unreachable(
    looker: &Looker<'_>,
    universe: &mut Universe<'_>,
    earlier: &[(usize, Reach)],
    takers: &[usize],
    own: &Reach,
) -> Flaw {
    let whole = own.holds.as_deref().unwrap_or_default();
    let alone = takers.iter().copied().find(|place| {
        let fails = earlier[*place].1.fails.as_ref();
        fails.is_some_and(|fails| meet(universe, whole, fails) == Some(false))
    });
    let Some(alone) = alone else {
        let by = names(looker, earlier, takers);
        return Flaw::Unreachable { by, moves: true };
    };
    // In front of that rule it would hide it in turn when both mean the same leads.
    let first = &earlier[alone].1;
    let same = match (&first.holds, &own.fails) {
        (Some(holds), Some(fails)) => meet(universe, holds, fails) == Some(false),
        _ => false,
    };
    let by = names(looker, earlier, &[alone]);
    Flaw::Unreachable { by, moves: !same }
}

fn names(
    looker: &Looker<'_>,
    earlier: &[(usize, Reach)],
    places: &[usize],
) -> Vec<super::finding::RuleName> {
    let named = places.iter().take(NAMED);
    named
        .map(|place| {
            let at = earlier[*place].0;
            name(at, &looker.policy.rules[at])
        })
        .collect()
}

/// Whether a lead can be of both; `None` when the budget is spent.
fn meet(universe: &mut Universe<'_>, these: &[Case], those: &[Case]) -> Option<bool> {
    debug_assert!(these.len() <= MOST && those.len() <= MOST);
    for one in these {
        for other in those {
            if !universe.budget.take(one.steps(other)) {
                return None;
            }
            if one.and(other).is_some() {
                return Some(true);
            }
        }
    }
    Some(false)
}
