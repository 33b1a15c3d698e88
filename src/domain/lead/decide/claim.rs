//! 认领: the offered rep takes the lead; from the pool, whoever comes first.

use super::{Asked, Decided, Stepper};
use crate::ids::{Audience, OfferId, StaffId};
use crate::lead::effect::Effect;
use crate::lead::event::Body;
use crate::lead::refusal::Refusal;
use crate::lead::state::Life;
use crate::people::{Action, Role};

pub(super) fn claim(
    asked: &Asked<'_>,
    rep: &StaffId,
    pressed: Option<OfferId>,
) -> Result<Decided, Refusal> {
    let lead = asked.lead;
    if lead.owner() == Some(rep) {
        // Pressing again is never an error, and no second event.
        return Ok(Stepper::go_on(lead.clone(), asked.now).done());
    }
    let offer = match &lead.life {
        Life::Offered(live) => {
            let stale = pressed.is_some_and(|pressed| pressed != live.id);
            if stale {
                return Err(Refusal::OfferEnded {
                    state: lead.state(),
                });
            }
            if live.rep != *rep {
                return Err(Refusal::NotOfferedToYou {
                    state: lead.state(),
                });
            }
            if asked.deadline.is_some_and(|deadline| asked.now >= deadline) {
                return Err(Refusal::OfferEnded {
                    state: lead.state(),
                });
            }
            Some(live.id)
        }
        Life::Pooled if pressed.is_none() => {
            let works = asked
                .floor
                .find(rep)
                .is_some_and(|one| one.staff.role == Role::Rep);
            if !works {
                return Err(Refusal::NotAllowed);
            }
            asked.has_room(rep)?;
            None
        }
        Life::Claimed { owner } | Life::Contacted { owner } => {
            return Err(Refusal::AlreadyClaimed { by: owner.clone() });
        }
        _ if pressed.is_some() => {
            return Err(Refusal::OfferEnded {
                state: lead.state(),
            });
        }
        _ => {
            return Err(Refusal::WrongState {
                state: lead.state(),
            });
        }
    };
    asked
        .right_of(rep, Action::Claim)
        .ok_or(Refusal::NotAllowed)?;
    let mut steps = Stepper::go_on(lead.clone(), asked.now);
    let claimed = Body::Claimed {
        owner: rep.clone(),
        offer,
    };
    steps.push(claimed, asked.actor, asked.on_behalf_of(rep));
    // Everybody who has a card of it sees who was first.
    steps.refresh_holders(lead);
    let has_own_card = lead.pool_seen.iter().any(|audience| audience.is(rep));
    if offer.is_none() && !has_own_card {
        let in_group = lead.pool_seen.contains(&Audience::PoolGroup);
        steps.effect(if in_group {
            // The answer of a press on the group's card shows them all; else they get a card.
            Effect::Refresh {
                of: rep.clone().into(),
            }
        } else {
            Effect::OwnerCard { to: rep.clone() }
        });
    }
    Ok(steps.done())
}
