//! Where a lead goes that is in nobody's hands: to the best rep, else to a
//! manager, else to the pool.

use super::event::{Body, OfferedBecause};
use super::state::{EscalationKind, Lead};
use crate::ids::{OfferId, StaffId};
use crate::matching::{Explanation, Floor, audience, choose};
use crate::time::Instant;

/// The next step of a lead between two steps, with the reasons when reps were compared.
pub(super) struct Next {
    pub body: Body,
    pub explanation: Option<Explanation>,
}

/// Finds the next step. A lead that an owner gave back goes to the pool and not to
/// a manager when nobody fits (contract §5).
pub(super) fn next(
    lead: &Lead,
    floor: &Floor,
    now: Instant,
    fresh: OfferId,
    given_back: bool,
) -> Next {
    let explanation = (lead.attempts < floor.policy.offer.max_offers)
        .then(|| choose(&lead.facts, &lead.round, floor, now));
    let chosen = explanation
        .as_ref()
        .and_then(Explanation::chosen)
        .map(|best| best.rep.clone());
    let body = match chosen {
        Some(rep) => Body::Offered {
            offer: fresh,
            rep,
            attempt: lead.attempts + 1,
            because: OfferedBecause::Matched,
            policy_version: floor.policy.version,
        },
        None if given_back => pooled(lead, floor, now),
        None => match in_charge(lead, floor, now, explanation.as_ref()) {
            Some(manager) => Body::Escalated {
                level: 1,
                manager,
                escalation: EscalationKind::Choose,
                deadline: now.after(floor.policy.offer.escalate_within),
            },
            None => pooled(lead, floor, now),
        },
    };
    Next { body, explanation }
}

/// How many people are shown a lead of the pool at once.
const POOL_AUDIENCE: usize = 100;

/// Into the pool, shown to those who could have it.
pub(super) fn pooled(lead: &Lead, floor: &Floor, now: Instant) -> Body {
    let shown_to = audience(&lead.facts, floor, now, POOL_AUDIENCE);
    Body::Pooled { shown_to }
}

/// The manager of the rep last offered it, else of the first excluded by nearness,
/// else the duty manager (contract §5).
fn in_charge(
    lead: &Lead,
    floor: &Floor,
    now: Instant,
    explanation: Option<&Explanation>,
) -> Option<StaffId> {
    if let Some(manager) = lead.last_rep.as_ref().and_then(|rep| floor.manager_of(rep)) {
        return Some(manager.clone());
    }
    let fresh;
    let excluded = match explanation {
        Some(explanation) => &explanation.excluded,
        None => {
            fresh = choose(&lead.facts, &lead.round, floor, now);
            &fresh.excluded
        }
    };
    excluded
        .iter()
        .find_map(|one| floor.manager_of(&one.rep))
        .or_else(|| floor.duty_manager())
        .cloned()
}
