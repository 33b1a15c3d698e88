//! WeCom (企业微信): speaks the platform's protocol on one side and
//! [`crate::app::ports`] on the other.
//!
//! Inward [`Callback`] checks, decrypts and reads what the platform posts and
//! writes the answer; outward [`Client`] sends and changes cards.
//!
//! *Invariants:* nothing is decrypted before its signature holds; no secret, token
//! or word of a person enters a log line or a `Debug`; one call is one attempt (but
//! for one refreshed token). This room decides nothing about leads, stores nothing,
//! and never retries.

mod call;
mod callback;
mod card;
mod checkup;
mod client;
mod directory;
mod endpoint;
mod envelope;
mod errcode;
mod form;
mod inbound;
mod query;
mod send;
mod settings;
mod update;
mod xml;

#[cfg(test)]
mod answer_tests;
#[cfg(test)]
mod client_tests;
#[cfg(test)]
mod directory_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod stand_in;
#[cfg(test)]
mod tests;

pub use callback::{Callback, Refused};
pub use checkup::Doctor;
pub use client::Client;
pub use endpoint::{Endpoint, endpoint};
pub use settings::{Problem, Settings};
