//! A decision of matching, with what the store and the ledger need of it.

use roaring::RoaringBitmap;

use super::explanation::{Explanation, Scored};
use super::floor::Floor;
use crate::fairness::{Share, Stretch, Turn};
use crate::money::Fen;
use crate::policy::Strategy;

/// Who gets a lead and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The reasons, as they are stored.
    pub explanation: Explanation,
    /// Who could have had it, by their places on the floor; empty when nobody is chosen.
    pub eligible: RoaringBitmap,
    /// The rule with who works in it now, when it goes by shares.
    pub stretch: Option<(String, Stretch)>,
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

    /// The turn that this offer is, on the floor on which it was chosen; none when nobody was.
    #[must_use]
    pub fn turn(&self, floor: &Floor) -> Option<Turn> {
        let rep = floor.place(&self.chosen()?.rep)?;
        let share = |place: u32| Some((place, floor.at(place)?.staff.target_share_permille));
        let eligible = self.eligible.iter().filter_map(share);
        Some(Turn {
            rep,
            value: self.explanation.facts.value.unwrap_or(Fen(0)),
            eligible: eligible.filter(|(_, share): &Share| *share > 0).collect(),
            rule: self.stretch.clone(),
        })
    }

    /// Into the pool (公海) at once, since a rule says so.
    #[must_use]
    pub fn goes_to_pool(&self) -> bool {
        self.explanation.strategy == Strategy::Pool
    }
}
