//! What each factor counts, without those that count nothing.

use super::factor::{Factor, value};
use super::floor::Seat;
use super::wanted::Wanted;
use crate::policy::Weights;

/// The factors that count, with their weights in permille, in the order in which they are shown.
#[derive(Debug, Clone)]
pub(super) struct Weighing {
    parts: Vec<(Factor, u32)>,
}

impl Weighing {
    pub fn of(weights: &Weights) -> Self {
        let parts = Factor::ALL.map(|factor| (factor, factor.weight(weights)));
        Self {
            parts: parts
                .into_iter()
                .filter(|(_, weight)| *weight > 0)
                .collect(),
        }
    }

    pub fn parts(&self) -> &[(Factor, u32)] {
        &self.parts
    }

    /// The score of a candidate in permille: the weighed sum, rounded half up as
    /// [`split`](super::split) rounds it.
    pub fn score(&self, one: &Seat, wanted: &Wanted<'_>) -> u32 {
        let weighed = |(factor, weight): &(Factor, u32)| {
            u64::from(*weight) * u64::from(value(*factor, one, wanted))
        };
        let sum: u64 = self.parts.iter().map(weighed).sum();
        u32::try_from((sum + 500) / 1000).unwrap_or(u32::MAX)
    }
}
