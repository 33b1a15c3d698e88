//! Where a lead goes that is in nobody's hands: to the best rep, else to a
//! manager, else to the pool.

use super::event::{Body, OfferedBecause};
use super::state::{EscalationKind, Lead};
use crate::fairness::Turn;
use crate::ids::{Audience, OfferId, StaffId};
use crate::matching::{Choice, Explanation, Floor, Intended, audience, choose, choose_as_planned};
use crate::time::Instant;

/// The next step of a lead between two steps, with the reasons when reps were compared.
pub(super) struct Next {
    pub body: Body,
    pub explanation: Option<Explanation>,
    /// Whose turn it was, when paidan chose.
    pub turn: Option<Turn>,
}

/// Finds the next step. A rule may send a lead to the pool at once; one that an owner gave back
/// goes there and not to a manager when nobody fits (contract §5).
pub(super) fn next(
    lead: &Lead,
    floor: &Floor,
    now: Instant,
    fresh: OfferId,
    given_back: bool,
) -> Next {
    // How many reps a round asks is said by the rule that would ask the next one.
    let choice = (lead.attempts < floor.most_offers())
        .then(|| choose(&lead.facts, &lead.round, floor, now))
        .filter(|choice| lead.attempts < choice.max_offers);
    onward(lead, floor, now, fresh, given_back, choice)
}

/// The first step of a lead that just came; to whom it is planned to go, while they may have it.
pub(super) fn arrived(
    lead: &Lead,
    floor: &Floor,
    now: Instant,
    fresh: OfferId,
    planned: Option<Intended>,
) -> Next {
    let choice = match planned {
        Some(planned) => choose_as_planned(&lead.facts, &lead.round, floor, now, planned),
        None => choose(&lead.facts, &lead.round, floor, now),
    };
    let choice = Some(choice).filter(|choice| choice.max_offers > 0);
    onward(lead, floor, now, fresh, false, choice)
}

fn onward(
    lead: &Lead,
    floor: &Floor,
    now: Instant,
    fresh: OfferId,
    given_back: bool,
    choice: Option<Choice>,
) -> Next {
    let chosen = choice.as_ref().and_then(Choice::chosen);
    let to_pool = choice.as_ref().is_some_and(Choice::goes_to_pool);
    let explanation = choice.as_ref().map(|choice| &choice.explanation);
    let body = match chosen {
        Some(best) => Body::Offered {
            offer: fresh,
            rep: best.rep.clone(),
            attempt: lead.attempts + 1,
            because: OfferedBecause::Matched,
            policy_version: floor.policy.version,
            claim_within_seconds: choice.as_ref().and_then(|one| one.claim_within_seconds),
        },
        None if given_back || to_pool => pooled(lead, floor, now),
        None => match in_charge(lead, floor, now, explanation) {
            Some(manager) => Body::Escalated {
                level: 1,
                manager,
                escalation: EscalationKind::Choose,
                deadline: now.after(floor.policy.offer.escalate_within),
            },
            None => pooled(lead, floor, now),
        },
    };
    let turn = choice.as_ref().and_then(|choice| choice.turn(floor));
    let explanation = choice.map(|choice| choice.explanation);
    Next {
        body,
        explanation,
        turn,
    }
}

/// How many people are shown a lead of the pool at once.
const POOL_AUDIENCE: usize = 100;

/// Into the pool, shown to those who could have it.
pub(super) fn pooled(lead: &Lead, floor: &Floor, now: Instant) -> Body {
    let mut shown_to = Vec::new();
    for rep in audience(&lead.facts, floor, now, POOL_AUDIENCE) {
        let staff = floor.find(&rep).map(|one| &one.staff);
        let reached_on = staff.and_then(|staff| staff.reached_on());
        let to = match floor.pool_group {
            group @ Some(_) if group == reached_on => Audience::PoolGroup,
            _ => rep.into(),
        };
        if !shown_to.contains(&to) {
            shown_to.push(to);
        }
    }
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
            fresh = choose(&lead.facts, &lead.round, floor, now).explanation;
            &fresh.excluded
        }
    };
    excluded
        .iter()
        .find_map(|one| floor.manager_of(&one.rep))
        .or_else(|| floor.duty_manager())
        .cloned()
}
