//! 指派: the manager's answer on an escalation card.

use super::reassign::hand_over;
use super::{Asked, Decided};
use crate::ids::StaffId;
use crate::lead::command::Reason;
use crate::lead::refusal::Refusal;
use crate::lead::state::Life;
use crate::people::Action;

pub(super) fn assign(asked: &Asked<'_>, to: &StaffId, level: u32) -> Result<Decided, Refusal> {
    let state = asked.lead.state();
    match &asked.lead.life {
        Life::Escalated(live) if live.level == level => {}
        Life::Claimed { owner } | Life::Contacted { owner } => {
            return Err(Refusal::AlreadyClaimed { by: owner.clone() });
        }
        _ => return Err(Refusal::OfferEnded { state }),
    }
    asked.own_right(Action::Assign).ok_or(Refusal::NotAllowed)?;
    asked.target(to)?;
    hand_over(asked, to, false, Reason::NONE)
}
