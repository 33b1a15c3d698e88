//! 公平: what each rep was due by the target shares, and what came, in leads and in value.
//!
//! Invariant: a turn hands out exactly one lead's due. Knows no rule and no lead; whoever may
//! have had a lead is handed in.

mod account;

pub use account::Account;
