//! 拒绝: the lead moves on at once; why may be said later.

use super::{Asked, Decided, Stepper};
use crate::ids::{OfferId, StaffId};
use crate::lead::command::Reason;
use crate::lead::event::Body;
use crate::lead::next::next;
use crate::lead::refusal::Refusal;
use crate::lead::state::{Life, Offer};
use crate::people::{Action, Actor};

pub(super) fn decline(
    asked: &Asked<'_>,
    rep: &StaffId,
    pressed: Option<OfferId>,
    reason: Reason,
) -> Result<Decided, Refusal> {
    let live = live_offer(asked, rep, pressed)?;
    asked
        .right_of(rep, Action::Decline)
        .ok_or(Refusal::NotAllowed)?;
    let mut steps = Stepper::go_on(asked.lead.clone(), asked.now);
    let declined = Body::Declined {
        offer: live.id,
        rep: rep.clone(),
        reason,
    };
    steps.push(declined, asked.actor, asked.on_behalf_of(rep));
    steps.refresh_holders(asked.lead);
    let onward = next(steps.lead(), asked.floor, asked.now, asked.fresh, false);
    steps.hand_on(onward, &Actor::system());
    Ok(steps.done())
}

/// The live offer, when it is this rep's and the one on the card.
fn live_offer<'a>(
    asked: &'a Asked<'_>,
    rep: &StaffId,
    pressed: Option<OfferId>,
) -> Result<&'a Offer, Refusal> {
    let state = asked.lead.state();
    match &asked.lead.life {
        Life::Offered(live) if pressed.is_some_and(|pressed| pressed != live.id) => {
            Err(Refusal::OfferEnded { state })
        }
        Life::Offered(live) if live.rep != *rep => Err(Refusal::NotOfferedToYou { state }),
        Life::Offered(live) => Ok(live),
        Life::Claimed { owner } | Life::Contacted { owner } => {
            Err(Refusal::AlreadyClaimed { by: owner.clone() })
        }
        _ if pressed.is_some() => Err(Refusal::OfferEnded { state }),
        _ => Err(Refusal::WrongState { state }),
    }
}
