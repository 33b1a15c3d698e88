//! 派单策略: the rules by which leads are handed out, as one versioned document.
//!
//! A [`Policy`] is plain typed data: what cannot be meant cannot be written. Every decision names
//! the version it was made under. This room knows no rep and decides nothing; `matching` carries
//! the rules out.

mod check;
mod condition;
mod constraints;
mod coverage;
mod diff;
mod document;
mod mend;
mod offer;
mod read;
mod relaxation;
mod rule;
mod watched;
mod weight_list;
mod weights;

#[cfg(test)]
mod tests;

pub use check::{Company, Finding, Flaw, RuleName, Severity, check};
pub use condition::{
    BadClockTime, ClockTime, Condition, FactKind, Hours, Range, TimeOfDay, Weekday,
};
pub use constraints::{Constraints, Effort};
pub use coverage::{Coverage, Hole, HoleRegion, coverage};
pub use diff::{Change, diff};
pub use document::Policy;
pub use mend::Mend;
pub use offer::{OfferPolicy, OfferTerms};
pub use read::{Expected, Misread, Mistake, Vocabulary, What, read, written};
pub use relaxation::Relaxation;
pub use rule::{Candidates, Otherwise, Rule, RuleId, Strategy, Then};
pub use weights::Weights;
