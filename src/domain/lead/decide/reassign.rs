//! 转派: a manager gives the lead to somebody of their choice. A new round begins.

use super::{Asked, Decided, Stepper};
use crate::ids::StaffId;
use crate::lead::command::Reason;
use crate::lead::effect::Effect;
use crate::lead::event::{Body, OfferedBecause};
use crate::lead::next::Next;
use crate::lead::refusal::Refusal;
use crate::people::Action;

pub(super) fn reassign(
    asked: &Asked<'_>,
    to: &StaffId,
    outright: bool,
    reason: Reason,
) -> Result<Decided, Refusal> {
    let lead = asked.lead;
    if lead.state().is_terminal() {
        return Err(Refusal::WrongState {
            state: lead.state(),
        });
    }
    asked
        .own_right(Action::Reassign)
        .ok_or(Refusal::NotAllowed)?;
    asked.target(to)?;
    hand_over(asked, to, outright, reason)
}

/// The steps of a hand-over by a manager.
pub(super) fn hand_over(
    asked: &Asked<'_>,
    to: &StaffId,
    outright: bool,
    reason: Reason,
) -> Result<Decided, Refusal> {
    let lead = asked.lead;
    let mut steps = Stepper::go_on(lead.clone(), asked.now);
    steps.by_hand();
    if outright && lead.owner() == Some(to) {
        return Ok(steps.done());
    }
    let from_rep = lead.counts_for().cloned();
    let body = Body::Reassigned {
        to: to.clone(),
        from_rep,
        outright,
        reason,
    };
    steps.push(body, asked.actor, None);
    steps.refresh_holders(lead);
    if outright {
        steps.effect(Effect::OwnerCard { to: to.clone() });
        return Ok(steps.done());
    }
    let body = Body::Offered {
        offer: asked.fresh,
        rep: to.clone(),
        attempt: 1,
        because: OfferedBecause::Chosen,
        policy_version: asked.floor.policy.version,
        claim_within_seconds: None,
    };
    steps.hand_on(
        Next {
            body,
            explanation: None,
            turn: None,
        },
        asked.actor,
    );
    Ok(steps.done())
}
