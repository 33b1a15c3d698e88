//! From a lead's facts and the reps as they stand to the one who fits best (匹配),
//! with a reason for everybody. Pure: the same input gives the same bytes.
//! Invariant: the contributions of a candidate add up to the score exactly.

pub mod batch;
mod choose;
mod exclusion;
mod explanation;
mod factor;
mod floor;
mod nearness;
mod score;

pub use choose::{audience, choose, suggest};
pub use exclusion::Exclusion;
pub use explanation::{Excluded, Explanation, RuleRef, Scored, Stage};
pub use factor::{Because, Factor, FactorScore};
pub use floor::{Floor, Standing};
pub use score::{points, split};

#[cfg(test)]
mod tests;
