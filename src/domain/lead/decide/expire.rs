//! 超时: an offer or a manager's time that ran out; the lead moves on.

use super::{Asked, Decided, Stepper};
use crate::ids::OfferId;
use crate::lead::event::{Body, ExpiredBecause};
use crate::lead::next::{next, pooled};
use crate::lead::refusal::Refusal;
use crate::lead::state::Life;
use crate::people::{Action, Actor, Scope, may};

pub(super) fn expire(
    asked: &Asked<'_>,
    offer: OfferId,
    because: ExpiredBecause,
) -> Result<Decided, Refusal> {
    may(asked.actor.kind, Action::Automate, Scope::Over).ok_or(Refusal::NotAllowed)?;
    let state = asked.lead.state();
    let live = asked
        .lead
        .offer()
        .filter(|live| live.id == offer)
        .ok_or(Refusal::OfferEnded { state })?;
    let early = asked.deadline.is_none_or(|deadline| asked.now < deadline);
    if because == ExpiredBecause::Deadline && early {
        return Err(Refusal::WrongState { state });
    }
    let mut steps = Stepper::go_on(asked.lead.clone(), asked.now);
    let expired = Body::Expired {
        offer,
        rep: live.rep.clone(),
        because,
    };
    steps.push(expired, asked.actor, None);
    steps.refresh_holders(asked.lead);
    let onward = next(steps.lead(), asked.floor, asked.now, asked.fresh, false);
    steps.hand_on(onward, &Actor::system());
    Ok(steps.done())
}

/// The manager's time is up: into the pool.
pub(super) fn lapse(asked: &Asked<'_>, level: u32) -> Result<Decided, Refusal> {
    may(asked.actor.kind, Action::Automate, Scope::Over).ok_or(Refusal::NotAllowed)?;
    let state = asked.lead.state();
    let Life::Escalated(live) = &asked.lead.life else {
        return Err(Refusal::OfferEnded { state });
    };
    if live.level != level || asked.now < live.deadline {
        return Err(Refusal::OfferEnded { state });
    }
    let mut steps = Stepper::go_on(asked.lead.clone(), asked.now);
    let lapsed = Body::Lapsed {
        level,
        manager: live.manager.clone(),
    };
    steps.push(lapsed, asked.actor, None);
    steps.refresh_holders(asked.lead);
    let body = pooled(steps.lead(), asked.floor, asked.now);
    steps.push(body, &Actor::system(), None);
    steps.show();
    Ok(steps.done())
}
