//! Who is named, and whether anybody is left.

use super::finding::Flaw;
use super::looker::Looker;
use crate::ids::StaffId;
use crate::people::{Role, Staff};
use crate::policy::{Strategy, Then};
use crate::spelling::nearest;

pub(super) fn look(looker: &mut Looker<'_>) {
    for (at, rule) in looker.policy.rules.iter().enumerate() {
        let then = &rule.then;
        if let Strategy::Named(id) = &then.strategy
            && let Some(flaw) = flaw_of(looker, id)
        {
            looker.note_rule(at, "/then/strategy/named", flaw);
        }
        for (place, id) in then.among.reps.iter().enumerate() {
            if let Some(flaw) = flaw_of(looker, id) {
                looker.note_rule(at, &format!("/then/among/reps/{place}"), flaw);
            }
        }
        if chooses(then) {
            left(looker, at, then);
        }
    }
}

/// Whether `among` and shares say anything with this strategy.
fn chooses(then: &Then) -> bool {
    match then.strategy {
        Strategy::BestScore
        | Strategy::CountShares
        | Strategy::ValueShares
        | Strategy::LeastLoaded => true,
        Strategy::Named(_) | Strategy::Former | Strategy::Pool => false,
    }
}

fn left(looker: &mut Looker<'_>, at: usize, then: &Then) {
    let among = looker.company.among(&then.among);
    if among.is_empty() {
        if !then.among.is_everybody() {
            looker.note_rule(at, "/then/among", Flaw::NoCandidates);
        }
        return;
    }
    let by_shares = matches!(then.strategy, Strategy::CountShares | Strategy::ValueShares);
    let none = |one: &&Staff| one.target_share_permille == 0;
    if by_shares && among.iter().all(none) {
        looker.note_rule(at, "/then/strategy", Flaw::NoShares);
    }
}

fn flaw_of(looker: &Looker<'_>, id: &StaffId) -> Option<Flaw> {
    let Some(one) = looker.company.find(id) else {
        let reps = looker.company.reps().map(|one| one.id.as_str());
        let nearest = nearest(id.as_str(), reps).and_then(|near| StaffId::parse(near).ok());
        let id = id.clone();
        return Some(Flaw::UnknownRep { id, nearest });
    };
    let (id, name) = (one.id.clone(), one.name.clone());
    if one.role != Role::Rep {
        Some(Flaw::NotARep { id, name })
    } else if !one.active {
        Some(Flaw::Inactive { id, name })
    } else {
        None
    }
}
