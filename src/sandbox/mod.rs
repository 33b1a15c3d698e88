//! 沙箱: a small real server that plays WeCom and DingTalk, with phones in the browser.
//!
//! It speaks the platforms' protocols, keeps their limits, answers with their error codes and
//! sends their callbacks, so that `paidan` can be shown and tested without an account.
//! Invariant: it knows nothing of paidan but the HTTP API that anybody may call. It has its own
//! crypto and its own card types, since a fake that shares our codec shares our mistakes.

mod address_book;
mod amount;
mod call_log;
mod card_reading;
mod clock;
mod control;
mod cut;
mod dingtalk;
mod example_leads;
mod faults;
mod origin;
mod page;
mod random_text;
mod server;
mod service;
mod settings;
mod story;
mod wecom;

#[cfg(test)]
mod tests;

pub use server::Sandbox;
pub use settings::{DingtalkMode, DingtalkSettings, Error, Settings};
