//! What a lead asks for, made ready for comparing reps.

use super::floor::Names;
use crate::understand::Facts;

/// A lead's facts with its products as numbers.
pub(super) struct Wanted<'f> {
    pub facts: &'f Facts,
    /// Each product with all that it belongs to, itself first; empty for one that nobody names.
    pub products: Vec<Vec<u32>>,
}

impl<'f> Wanted<'f> {
    pub fn of(facts: &'f Facts, names: &Names) -> Self {
        let products = facts.products.iter();
        let products = products.map(|name| names.lineage(name)).collect();
        Self { facts, products }
    }
}
