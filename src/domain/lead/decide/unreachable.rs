//! A card nobody got is not an offer: the next best rep is asked at once.

use super::expire::expire;
use super::{Asked, Decided};
use crate::ids::OfferId;
use crate::lead::effect::Effect;
use crate::lead::event::ExpiredBecause;
use crate::lead::refusal::Refusal;

pub(super) fn unreachable(asked: &Asked<'_>, offer: OfferId) -> Result<Decided, Refusal> {
    let mut decided = expire(asked, offer, ExpiredBecause::Unreachable)?;
    // There is no card that could show it.
    decided
        .effects
        .retain(|(_, effect)| !matches!(effect, Effect::Refresh { .. }));
    Ok(decided)
}
