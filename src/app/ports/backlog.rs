//! What waits in the outbox and what was given up, to be looked at and sent again.

use async_trait::async_trait;
use paidan_domain::ids::{Audience, LeadNumber};
use paidan_domain::time::Instant;
use uuid::Uuid;

use super::StoreError;

/// The outbox as an operator sees it.
#[async_trait]
pub trait Backlog: Send + Sync {
    /// How much waits and why.
    async fn tally(&self) -> Result<Tally, StoreError>;

    /// Rows that wait, or were given up, oldest first, made after `after`.
    async fn parked(
        &self,
        given_up: bool,
        after: Option<Uuid>,
        most: u32,
    ) -> Result<Vec<Parked>, StoreError>;

    /// Sends a row again that was given up; false when there is no such row.
    async fn replay(&self, row: Uuid) -> Result<bool, StoreError>;
}

/// How much waits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that wait.
    pub pending: u64,
    /// When the oldest of them was made.
    pub oldest: Option<Instant>,
    /// How many of them wait for what, as a code; none = only for their turn.
    pub why: Vec<(Option<String>, u64)>,
    /// Rows that were given up.
    pub dead: u64,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// Names it.
    pub id: Uuid,
    /// About which lead.
    pub lead: Option<LeadNumber>,
    /// For whom.
    pub recipient: Audience,
    /// What, by the word of the store (`offer_card`, `refresh`, `say`, …).
    pub kind: String,
    /// When it was made.
    pub made_at: Instant,
    /// When it is tried next.
    pub due_at: Instant,
    /// Attempts that counted.
    pub tries: u32,
    /// Why it waits or was given up, as a code.
    pub why: Option<String>,
}
