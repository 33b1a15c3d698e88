//! `/sandbox/…`: what the page and the tests see and do. It changes the world only through what a
//! person could do on a phone, a fault, the clock or a reset, never by editing a card.

mod calls;
mod dingtalk;
mod leads;
mod live;
mod press;
mod reset;
mod routes;
mod say;
mod snapshot;
mod state;
mod time;
mod verify;
mod wecom_setup;

pub use routes::routes;
