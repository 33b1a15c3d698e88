//! Carries out what the outbox holds: builds the card of this moment, hands it to
//! the platform, and sorts what comes back. One row is one attempt; nothing here
//! decides about leads but through `transition`.

mod channel;
mod courier;
mod errand;
mod list;
mod route;
mod send;
pub mod thrift;

pub use channel::{Channel, ChannelState};
pub use courier::{Courier, PERSON_LIMITS};
