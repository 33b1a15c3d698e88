//! The API, health, metrics and their documentation. A handler extracts,
//! authenticates, calls one verb and renders; rules live below. Knows no store
//! and no platform.

mod auth;
mod body;
mod catalogue;
mod docs;
mod header_limit;
mod health;
mod leads;
mod ledger;
mod outbox;
mod page;
mod parse;
mod policy;
mod problem;
mod recorder;
mod reps;
mod request_id;
mod routes;
mod webhook;

pub use auth::{API_SOURCE, Keyring, SourceKey};
pub use header_limit::header_limit;
pub use health::Probe;
pub use recorder::recorder;
pub use request_id::request_id;
pub use routes::{Verbs, routes};
