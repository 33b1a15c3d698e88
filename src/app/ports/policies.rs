//! The rules as they are kept: versions that were in force, and one draft that all admins share.

use async_trait::async_trait;
use paidan_domain::policy::Policy;
use paidan_domain::time::Instant;

use super::StoreError;

/// A version of the rules that was published, or that the settings made.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyRecord {
    /// The rules, with their version.
    pub policy: Policy,
    /// Since when.
    pub at: Instant,
    /// Name of the token; `settings` when the settings made it.
    pub by: String,
    /// Why; empty when nothing was said.
    pub comment: String,
}

/// The draft (草稿) as it was last written.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftRecord {
    /// Counts every writing, from 1.
    pub revision: u32,
    /// From which version it is made; the version that its policy names.
    pub base: u32,
    /// The rules.
    pub policy: Policy,
    /// When it was written.
    pub at: Instant,
    /// Name of the token.
    pub by: String,
}

/// What a writer has seen before, so that nothing else is overwritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The draft; `None` for who saw none: then there must be no draft in work.
    pub revision: Option<u32>,
    /// The version in force; `None` for whichever is.
    pub base: Option<u32>,
}

/// Somebody else was there in between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overtaken {
    /// The draft was written.
    Draft {
        /// What it is now.
        revision: u32,
        /// When.
        at: Instant,
        /// By whom.
        by: String,
    },
    /// A version was published.
    Rules {
        /// Which is in force now.
        version: u32,
        /// Since when.
        at: Instant,
        /// By whom.
        by: String,
    },
}

/// Where the rules are kept.
#[async_trait]
pub trait Policies: Send + Sync {
    /// The draft, if one was ever written.
    async fn draft(&self) -> Result<Option<DraftRecord>, StoreError>;

    /// Writes the draft. Its base becomes the version in force.
    async fn put_draft(
        &self,
        policy: Policy,
        seen: Seen,
        by: &str,
    ) -> Result<Result<DraftRecord, Overtaken>, StoreError>;

    /// Puts this very revision of the draft in force as the next version, in one commit with the
    /// notice to every process. `None`: there is no draft.
    async fn publish(
        &self,
        revision: u32,
        by: &str,
        comment: &str,
    ) -> Result<Option<Result<PolicyRecord, Overtaken>>, StoreError>;

    /// Versions below `before`, the newest first.
    async fn versions(
        &self,
        before: Option<u32>,
        most: u32,
    ) -> Result<Vec<PolicyRecord>, StoreError>;

    /// One version.
    async fn version(&self, version: u32) -> Result<Option<PolicyRecord>, StoreError>;
}
