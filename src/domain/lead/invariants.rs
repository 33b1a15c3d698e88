//! What must hold for every lead at rest, of `reliability.md` §2. One checker for
//! the tests, the simulator and `doctor`.

use super::event::{Body, Event};
use super::fold::{FoldError, fold_all};
use super::promise::Promise;
use super::state::{Lead, Life};

/// A promise that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// I4: the events do not fold.
    #[error("I4: {0}")]
    Fold(#[from] FoldError),
    /// I4: the row is not the fold of its events.
    #[error("I4: the row is not the fold of its events")]
    Row,
    /// I3: an offer id was used twice.
    #[error("I3: offer {0} was made twice")]
    OfferTwice(crate::ids::OfferId),
    /// I5: a lead rests where it must not.
    #[error("I5: at rest in state received")]
    Restless,
    /// I8: more offers than the rules allow.
    #[error("I8: {0} offers in a round")]
    TooManyOffers(u32),
    /// I8: the same rep was asked twice in a round.
    #[error("I8: a rep was asked twice in a round")]
    AskedTwice,
}

impl Broken {
    /// Which promise that is.
    #[must_use]
    pub fn promise(&self) -> Promise {
        match self {
            Self::Fold(FoldError::Earlier { .. }) => Promise::Order,
            Self::Fold(_) | Self::Row => Promise::Fold,
            Self::OfferTwice(_) => Promise::Named,
            Self::Restless => Promise::Rest,
            Self::TooManyOffers(_) | Self::AskedTwice => Promise::Round,
        }
    }
}

/// Checks a lead against its events.
///
/// # Errors
/// The first promise that is broken.
pub fn invariants(lead: &Lead, events: &[Event], max_offers: u32) -> Result<(), Broken> {
    let folded = fold_all(events)?;
    if folded != *lead {
        return Err(Broken::Row);
    }
    let mut offers = std::collections::HashSet::new();
    for event in events {
        if let Body::Offered { offer, .. } = &event.body
            && !offers.insert(*offer)
        {
            return Err(Broken::OfferTwice(*offer));
        }
    }
    if lead.life == Life::Received {
        return Err(Broken::Restless);
    }
    if lead.attempts > max_offers.max(1) {
        return Err(Broken::TooManyOffers(lead.attempts));
    }
    let mut asked = lead.round.clone();
    asked.sort();
    asked.dedup();
    if asked.len() != lead.round.len() {
        return Err(Broken::AskedTwice);
    }
    Ok(())
}
