//! A decision of matching, with what the store and the ledger need of it.

use roaring::RoaringBitmap;

use super::explanation::{Explanation, Scored};
use crate::policy::Strategy;

/// Who gets a lead and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The reasons, as they are stored.
    pub explanation: Explanation,
    /// Who could have had it, by their places on the floor; empty when nobody is chosen.
    pub eligible: RoaringBitmap,
    /// Whose account of shares it is: the rule's id when the rule goes by shares, else empty.
    pub account: String,
    /// How long the rep has from the delivery of the card, where the rule says so, in seconds.
    pub claim_within_seconds: Option<u32>,
    /// How many reps may be asked in a round under the rule that decided.
    pub max_offers: u32,
}

impl Choice {
    /// Who was chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<&Scored> {
        self.explanation.chosen()
    }

    /// Into the pool (公海) at once, since a rule says so.
    #[must_use]
    pub fn goes_to_pool(&self) -> bool {
        self.explanation.strategy == Strategy::Pool
    }
}
