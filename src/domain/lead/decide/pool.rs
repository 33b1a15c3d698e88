//! 放公海: a manager puts a lead into the public pool.

use super::{Asked, Decided, Stepper};
use crate::lead::next::pooled;
use crate::lead::refusal::Refusal;
use crate::lead::state::Life;
use crate::people::Action;

pub(super) fn pool(asked: &Asked<'_>) -> Result<Decided, Refusal> {
    let lead = asked.lead;
    match &lead.life {
        Life::Pooled => return Ok(Stepper::go_on(lead.clone(), asked.now).done()),
        Life::Offered(_) | Life::Escalated(_) | Life::Quarantined => {}
        Life::Claimed { owner } | Life::Contacted { owner } => {
            return Err(Refusal::AlreadyClaimed { by: owner.clone() });
        }
        _ => {
            return Err(Refusal::WrongState {
                state: lead.state(),
            });
        }
    }
    asked
        .own_right(Action::Reassign)
        .ok_or(Refusal::NotAllowed)?;
    let mut steps = Stepper::go_on(lead.clone(), asked.now);
    let body = pooled(lead, asked.floor, asked.now);
    steps.push(body, asked.actor, None);
    steps.refresh_holders(lead);
    steps.show();
    Ok(steps.done())
}
