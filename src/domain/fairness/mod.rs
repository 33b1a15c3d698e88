//! 公平: what each rep was due by the target shares, and what came, in leads and in value.
//!
//! Invariant: a turn hands out exactly one lead's due, so what is owed in all is zero. Knows no
//! rule and no lead; whoever may have had a lead is handed in.

mod account;
mod candidate;
mod ledger;
mod quota;
mod split;
mod stretch;
mod turn;
mod value_quota;
mod week;

#[cfg(test)]
mod tests;

pub use account::{Account, LEAD};
pub use candidate::Candidate;
pub use ledger::{Book, Ledger, RuleBooks};
pub use quota::next_by_count;
pub use stretch::Stretch;
pub use turn::{Credit, Posting, Share, Turn};
pub use value_quota::next_by_value;
pub use week::Week;
