//! The life of a lead (线索生命周期): its states, what may happen to it, what
//! follows. One function decides ([`decide`], [`receive`]), one applies ([`fold`]);
//! the row in the store is always the fold of its events.
//! Knows nothing of cards, platforms or storage.

mod arrival;
mod command;
mod decide;
mod effect;
mod event;
mod fold;
mod invariants;
mod next;
mod promise;
mod refusal;
mod state;

pub use crate::understand::Facts;
pub use arrival::{Arrival, merge, receive};
pub use command::{Command, Conclusion, Reason, ReasonCode};
pub use decide::{AtHand, Decided, decide};
pub use effect::{Effect, Notice};
pub use event::{About, Body, Event, ExpiredBecause, Kind, OfferedBecause};
pub use fold::{FoldError, fold, fold_all};
pub use invariants::{Broken, invariants};
pub use promise::Promise;
pub use refusal::Refusal;
pub use state::{Escalation, EscalationKind, Lead, Life, Offer, State};

#[cfg(test)]
mod tests;
