//! DingTalk (钉钉): speaks the platform's protocol on one side and
//! [`crate::app::ports`] on the other (`protocols/dingtalk.md`).
//!
//! Inward [`robot`], [`click`] and [`events`] check and read what the platform sends,
//! [`answer`] writes what a press gets back, [`Replies`] answers a message where it was
//! said; outward [`Client`] sends and changes cards.
//!
//! *Invariants:* nothing is decrypted before its signature holds; no secret, token, answer
//! address or word of a person enters a log line or a `Debug`; one call is one attempt (but
//! for one refreshed token, and one more delivery of a card that did not arrive). This room
//! decides nothing about leads and stores nothing.

mod answer;
mod batch;
mod call;
mod card;
mod checkup;
pub mod click;
mod client;
mod deliver;
mod directory;
mod endpoint;
pub mod events;
mod instance;
mod loose;
mod memory;
mod message;
mod pace;
mod plain;
mod reception;
mod register;
mod reply;
pub mod robot;
mod session;
mod settings;
mod signed;
pub mod stream;
mod verdict;

#[cfg(test)]
mod answer_tests;
#[cfg(test)]
mod call_tests;
#[cfg(test)]
mod card_tests;
#[cfg(test)]
mod client_tests;
#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod message_tests;
#[cfg(test)]
mod stand_in;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

pub use answer::answer;
pub use call::Calls;
pub use checkup::Doctor;
pub use client::Client;
pub use directory::AddressBook;
pub use endpoint::{CARD_PATH, Endpoint, endpoint};
pub use events::Events;
pub use reception::{AtStream, Reception};
pub use register::register_card_route;
pub use reply::Replies;
pub use session::Session;
pub use settings::{Mode, Problem, Settings};
pub use signed::Refused;
pub use stream::{App, Stream};
