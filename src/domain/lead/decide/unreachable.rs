//! A card nobody got is not an offer: the next best rep is asked at once.

use super::{Asked, Decided, Stepper};
use crate::ids::OfferId;
use crate::lead::event::{Body, ExpiredBecause};
use crate::lead::next::next;
use crate::lead::refusal::Refusal;
use crate::people::{Action, Actor, ActorKind, Scope, may};

pub(super) fn unreachable(asked: &Asked<'_>, offer: OfferId) -> Result<Decided, Refusal> {
    may(asked.actor.kind, Action::Automate, Scope::Over).ok_or(Refusal::NotAllowed)?;
    debug_assert_eq!(asked.actor.kind, ActorKind::System);
    let live = asked
        .lead
        .offer()
        .filter(|live| live.id == offer)
        .ok_or(Refusal::OfferEnded {
            state: asked.lead.state(),
        })?;
    let mut steps = Stepper::go_on(asked.lead.clone(), asked.now);
    let because = ExpiredBecause::Unreachable;
    let expired = Body::Expired {
        offer,
        rep: live.rep.clone(),
        because,
    };
    steps.push(expired, asked.actor, None);
    let onward = next(steps.lead(), asked.floor, asked.now, asked.fresh, false);
    steps.hand_on(onward, &Actor::system());
    Ok(steps.done())
}
