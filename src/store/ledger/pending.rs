//! What a transaction posted and has not written yet.

use std::collections::{BTreeMap, BTreeSet};

use paidan_domain::fairness::{Account, LEAD, Ledger, Stretch};
use paidan_domain::ids::LeadId;
use paidan_domain::money::Fen;
use paidan_domain::time::Instant;
use paidan_entity::ledger_entry;
use sea_orm::Set;

use crate::app::ports::Posted;
use crate::store::fault::Fault;

/// The ledger as this transaction sees it, and what of it is not in the tables yet.
#[derive(Default)]
pub(in crate::store) struct Pending {
    /// With all that was posted so far.
    pub ledger: Ledger,
    /// Under which numbers of floor and ledger it was read.
    pub(super) read_at: Option<ReadAt>,
    /// By account and staff id, in the order in which rows are written.
    pub(super) accounts: BTreeMap<(String, String), More>,
    pub(super) entries: Vec<Written>,
    /// Rules in which other people work now.
    pub(super) began: BTreeSet<String>,
}

/// The counters of the store that say whether the floor has the same places, and the ledger the
/// same accounts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct ReadAt {
    pub floor: i64,
    pub ledger: i64,
}

/// A posting that is not written yet.
#[derive(Clone)]
pub(super) struct Written {
    pub staff: String,
    pub lead: LeadId,
    pub posted: Posted,
    /// What the turn counted; a credit takes it back.
    pub value: Fen,
    /// By its Monday.
    pub week: String,
    pub rule: Option<String>,
    pub at: Instant,
}

impl Written {
    pub(super) fn of(row: ledger_entry::Model) -> Result<Self, Fault> {
        let damaged = || Fault::Damaged("ledger entry".to_owned());
        Ok(Self {
            staff: row.staff_id,
            lead: LeadId(row.lead_id),
            posted: Posted::from_name(&row.kind).ok_or_else(damaged)?,
            value: Fen(row.value_fen.abs()),
            week: row.week,
            rule: row.rule,
            at: Instant(row.at),
        })
    }

    pub(super) fn row(self) -> ledger_entry::ActiveModel {
        let sign = match self.posted {
            Posted::Turn => 1,
            Posted::Credit => -1,
        };
        ledger_entry::ActiveModel {
            at: Set(self.at.0),
            staff_id: Set(self.staff),
            lead_id: Set(self.lead.0),
            kind: Set(self.posted.name().to_owned()),
            count_micro: Set(sign * LEAD),
            value_fen: Set(sign * self.value.0),
            week: Set(self.week),
            rule: Set(self.rule),
            ..Default::default()
        }
    }
}

/// What is added to a row.
#[derive(Default)]
pub(super) struct More {
    pub account: Account,
    pub stretch: Stretch,
    pub largest: Fen,
}

impl Pending {
    pub(super) fn add(&mut self, account: String, staff: &str, more: Account) -> &mut More {
        let row = self
            .accounts
            .entry((account, staff.to_owned()))
            .or_default();
        row.account += more;
        row
    }
}
