//! How somebody stands among whom a turn is given by shares.

use super::account::Account;

/// One of those who could have the next lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Target share, in permille of an average rep.
    pub share_permille: u32,
    /// Since the stretch began.
    pub account: Account,
    /// What was owed when it began, in millionths of a lead: it prefers, and breaks no bound.
    pub before_micro: i64,
    /// The same in fen.
    pub before_fen: i64,
}

impl Candidate {
    /// Somebody who is owed nothing from before.
    #[must_use]
    pub fn new(share_permille: u32, account: Account) -> Self {
        Self {
            share_permille,
            account,
            before_micro: 0,
            before_fen: 0,
        }
    }
}
