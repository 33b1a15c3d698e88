//! The ledger of shares, for whoever looks.

use async_trait::async_trait;
use paidan_domain::fairness::{Account, Week};
use paidan_domain::ids::{LeadNumber, StaffId};
use paidan_domain::money::Fen;
use paidan_domain::time::Instant;

use super::StoreError;

/// Look-ups in the ledger (额度). None of them changes anything; somebody without an account has
/// an empty one.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// What was due and came since they are here.
    async fn in_all(&self, staff: &StaffId) -> Result<Account, StoreError>;

    /// The same of one week.
    async fn in_week(&self, staff: &StaffId, week: Week) -> Result<Account, StoreError>;

    /// What was posted to somebody, the newest first: those before `before`, `most` at most.
    async fn entries(
        &self,
        staff: &StaffId,
        before: Option<i64>,
        most: u32,
    ) -> Result<Vec<Entry>, StoreError>;
}

/// Why something was posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posted {
    /// 轮到: an automatic offer.
    Turn,
    /// 返还: the lead was bad, the turn is given back.
    Credit,
}

impl Posted {
    /// The word in the store and in answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Turn => "turn",
            Self::Credit => "credit",
        }
    }

    /// By its word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Turn, Self::Credit]
            .into_iter()
            .find(|one| one.name() == name)
    }
}

/// One posting of what somebody got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Grows with each posting.
    pub id: i64,
    /// When.
    pub at: Instant,
    /// Of which lead.
    pub lead: LeadNumber,
    /// Why.
    pub posted: Posted,
    /// Millionths of a lead; below zero when given back.
    pub count_micro: i64,
    /// Below zero when given back.
    pub value: Fen,
    /// The rule, when it decides by shares.
    pub rule: Option<String>,
}
