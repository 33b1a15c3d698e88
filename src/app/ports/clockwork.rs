//! What the passing of time makes due.

use async_trait::async_trait;
use paidan_domain::ids::{LeadId, OfferId};

use super::StoreError;

/// What is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// An offer nobody answered.
    Offer {
        /// Of which lead.
        lead: LeadId,
        /// Which.
        offer: OfferId,
    },
    /// A manager's time.
    Escalation {
        /// Of which lead.
        lead: LeadId,
        /// The level that was asked.
        level: u32,
    },
}

/// Says what is due; the bell only makes somebody ask.
#[async_trait]
pub trait Clockwork: Send + Sync {
    /// Starts the time of undelivered offers again whose card waits for a platform
    /// that is away, or for the person's limit (contract §5).
    async fn hold_waiting_offers(&self) -> Result<u64, StoreError>;

    /// Up to `most` of what is over by now, the longest over first.
    async fn due(&self, most: u32) -> Result<Vec<Due>, StoreError>;

    /// The live offers of one rep.
    async fn offers_of(
        &self,
        rep: &paidan_domain::ids::StaffId,
    ) -> Result<Vec<(LeadId, OfferId)>, StoreError>;
}
