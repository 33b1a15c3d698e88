//! What a transaction posted and has not written yet.

use std::collections::{BTreeMap, BTreeSet};

use paidan_domain::fairness::{Account, Ledger, Stretch};
use paidan_domain::money::Fen;
use paidan_entity::ledger_entry;

/// The ledger as this transaction sees it, and what of it is not in the tables yet.
#[derive(Default)]
pub(in crate::store) struct Pending {
    /// With all that was posted so far.
    pub ledger: Ledger,
    /// By account and staff id, in the order in which rows are written.
    pub(super) accounts: BTreeMap<(String, String), More>,
    pub(super) entries: Vec<ledger_entry::ActiveModel>,
    /// Rules in which other people work now.
    pub(super) began: BTreeSet<String>,
}

/// What is added to a row.
#[derive(Default)]
pub(super) struct More {
    pub account: Account,
    pub stretch: Stretch,
    pub largest: Fen,
}

impl Pending {
    /// All that is known, and nothing to be written.
    pub(in crate::store) fn of(ledger: Ledger) -> Self {
        Self {
            ledger,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, account: String, staff: &str, more: Account) -> &mut More {
        let row = self
            .accounts
            .entry((account, staff.to_owned()))
            .or_default();
        row.account += more;
        row
    }
}
