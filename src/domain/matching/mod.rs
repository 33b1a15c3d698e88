//! From a lead's facts and the reps as they stand to the one who fits best (匹配),
//! with a reason for everybody. Pure: the same input gives the same bytes.
//! Invariant: the contributions of a candidate add up to the score exactly.

mod about;
mod audience;
pub mod batch;
mod best;
mod choice;
mod choose;
mod ease;
mod exclusion;
mod explain;
mod explanation;
mod factor;
mod floor;
mod nearness;
mod program;
mod rings;
mod roll;
mod score;
mod sieve;
mod strategy;
mod together;
mod trade;
mod wanted;
mod weighing;

pub use about::{About, about};
pub use audience::{audience, suggest};
pub use choice::Choice;
pub use choose::{choose, choose_as_planned};
pub use exclusion::Exclusion;
pub use explanation::{Excluded, Explanation, RuleRef, Scored, Stage};
pub use factor::{Because, Factor, FactorScore};
pub use floor::{Floor, Standing};
pub use score::{points, split};
pub use together::{Intended, together};
pub use trade::Trade;

#[cfg(test)]
mod tests;
