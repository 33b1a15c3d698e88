//! 已联系 and 释放: what an owner does with a lead.

use super::{Asked, Decided, Stepper};
use crate::ids::StaffId;
use crate::lead::command::Reason;
use crate::lead::event::Body;
use crate::lead::next::next;
use crate::lead::refusal::Refusal;
use crate::lead::state::Life;
use crate::people::{Action, Actor};

pub(super) fn contact(asked: &Asked<'_>, rep: &StaffId, note: Reason) -> Result<Decided, Refusal> {
    owned(asked, rep)?;
    let mut steps = Stepper::go_on(asked.lead.clone(), asked.now);
    if matches!(asked.lead.life, Life::Contacted { .. }) {
        return Ok(steps.done());
    }
    steps.push(
        Body::Contacted { note },
        asked.actor,
        asked.on_behalf_of(rep),
    );
    steps.refresh_holders(asked.lead);
    Ok(steps.done())
}

pub(super) fn release(
    asked: &Asked<'_>,
    rep: &StaffId,
    reason: Reason,
) -> Result<Decided, Refusal> {
    owned(asked, rep)?;
    let mut steps = Stepper::go_on(asked.lead.clone(), asked.now);
    let released = Body::Released {
        owner: rep.clone(),
        reason,
    };
    steps.push(released, asked.actor, asked.on_behalf_of(rep));
    steps.refresh_holders(asked.lead);
    let onward = next(steps.lead(), asked.floor, asked.now, asked.fresh, true);
    steps.hand_on(onward, &Actor::system());
    Ok(steps.done())
}

fn owned(asked: &Asked<'_>, rep: &StaffId) -> Result<(), Refusal> {
    match &asked.lead.life {
        Life::Claimed { owner } | Life::Contacted { owner } if owner == rep => asked
            .right_of(rep, Action::Follow)
            .map(|_| ())
            .ok_or(Refusal::NotAllowed),
        Life::Claimed { owner } | Life::Contacted { owner } => {
            Err(Refusal::AlreadyClaimed { by: owner.clone() })
        }
        _ => Err(Refusal::WrongState {
            state: asked.lead.state(),
        }),
    }
}
