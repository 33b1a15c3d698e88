//! What a lead asks for, made ready for comparing reps.

use super::floor::{Floor, Seat};
use crate::fairness::Account;
use crate::understand::Facts;

/// A lead's facts with its products as numbers.
pub(super) struct Wanted<'f> {
    pub facts: &'f Facts,
    /// Each product with all that it belongs to, itself first; empty for one that nobody names.
    pub products: Vec<Vec<u32>>,
    floor: &'f Floor,
}

impl<'f> Wanted<'f> {
    pub fn of(facts: &'f Facts, floor: &'f Floor) -> Self {
        let products = facts.products.iter();
        let products = products.map(|name| floor.names.lineage(name)).collect();
        Self {
            facts,
            products,
            floor,
        }
    }

    /// What a candidate was due of all leads, and what came.
    pub fn account(&self, one: &Seat) -> Account {
        self.floor.ledger.floor.of(one.place)
    }
}
