//! `/`: the page with the phones. Its parts are embedded, written by hand, and need no network.

mod serve;

pub use serve::{Note, routes};
