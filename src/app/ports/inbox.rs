//! 收件箱: what people did, safe before it is answered.

use async_trait::async_trait;
use paidan_domain::ids::StaffId;

use super::outbox::Errand;
use super::{Inbound, StoreError};

/// The inbox.
#[async_trait]
pub trait Inbox: Send + Sync {
    /// Stores an act, once. A press's right to change its card is stored with it.
    async fn store(&self, act: &Inbound) -> Result<Stored, StoreError>;

    /// Acts that were stored and not dealt with, oldest first, older than
    /// `age_seconds`: left over from a crash.
    async fn open(&self, age_seconds: u32, most: u32) -> Result<Vec<Inbound>, StoreError>;

    /// The act is dealt with; its answer goes to the outbox in the same commit.
    async fn done(&self, key: &str, answer: Option<(StaffId, Errand)>) -> Result<(), StoreError>;

    /// The act is dealt with, and this is answered in the platform's own call.
    async fn said(&self, key: &str, text: &str) -> Result<(), StoreError>;

    /// What was answered so, for whoever delivers the act again.
    async fn told(&self, key: &str) -> Result<Option<String>, StoreError>;

    /// The act came to nothing and may come again: as if it had not been.
    async fn forget(&self, key: &str) -> Result<(), StoreError>;

    /// Whether it was dealt with.
    async fn is_done(&self, key: &str) -> Result<bool, StoreError>;
}

/// Whether an act was new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// It is safe now.
    New,
    /// It was there before.
    Again,
}
