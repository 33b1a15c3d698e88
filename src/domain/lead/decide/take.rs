//! 我来跟: the manager who was asked takes the lead.

use super::{Asked, Decided, Stepper};
use crate::ids::StaffId;
use crate::lead::event::Body;
use crate::lead::refusal::Refusal;
use crate::lead::state::Life;
use crate::people::Action;

pub(super) fn take(asked: &Asked<'_>, level: u32) -> Result<Decided, Refusal> {
    let lead = asked.lead;
    let me = StaffId::parse(&asked.actor.id).map_err(|_| Refusal::NotAllowed)?;
    let live = match &lead.life {
        Life::Escalated(live) if live.level == level => live,
        Life::Claimed { owner } | Life::Contacted { owner } if *owner == me => {
            return Ok(Stepper::go_on(lead.clone(), asked.now).done());
        }
        Life::Claimed { owner } | Life::Contacted { owner } => {
            return Err(Refusal::AlreadyClaimed { by: owner.clone() });
        }
        _ => {
            return Err(Refusal::OfferEnded {
                state: lead.state(),
            });
        }
    };
    asked.own_right(Action::Assign).ok_or(Refusal::NotAllowed)?;
    if live.manager != me {
        return Err(Refusal::NotAllowed);
    }
    let mut steps = Stepper::go_on(lead.clone(), asked.now);
    steps.by_hand();
    steps.push(
        Body::Claimed {
            owner: me,
            offer: None,
        },
        asked.actor,
        None,
    );
    steps.refresh_holders(lead);
    Ok(steps.done())
}
