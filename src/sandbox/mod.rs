//! 沙箱: a small real server that plays WeCom, with phones in the browser.
//!
//! It speaks the platform's protocol over HTTP, keeps its limits, answers with its error codes and
//! sends its encrypted callbacks, so that `paidan` can be shown and tested without an account.
//! Invariant: it knows nothing of paidan but the HTTP API that anybody may call. It has its own
//! crypto and its own card types, since a fake that shares our codec shares our mistakes.

mod amount;
mod clock;
mod control;
mod cut;
mod example_leads;
mod faults;
mod origin;
mod page;
mod server;
mod service;
mod settings;
mod story;
mod wecom;

#[cfg(test)]
mod tests;

pub use server::Sandbox;
pub use settings::{Error, Settings};
