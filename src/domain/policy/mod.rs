//! 派单策略: the rules by which leads are handed out, as one versioned document.
//!
//! A [`Policy`] is plain typed data: what cannot be meant cannot be written. Every decision names
//! the version it was made under. This room knows no rep and decides nothing; `matching` carries
//! the rules out.

mod condition;
mod constraints;
mod document;
mod offer;
mod relaxation;
mod rule;
mod watched;
mod weights;

pub use condition::{
    BadClockTime, ClockTime, Condition, FactKind, Hours, Range, TimeOfDay, Weekday,
};
pub use constraints::{Constraints, Effort};
pub use document::Policy;
pub use offer::{OfferPolicy, OfferTerms};
pub use relaxation::Relaxation;
pub use rule::{Candidates, Otherwise, Rule, RuleId, Strategy, Then};
pub use weights::Weights;
