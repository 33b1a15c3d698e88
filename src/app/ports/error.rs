//! How the store can fail.

/// The store did not do it. Nothing of it is there, unless `Unknown`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Cannot take it now: busy, full, away, shutting down. Try again.
    #[error("the store cannot take it now: {0}")]
    Unavailable(String),
    /// Something stored does not read as it was written.
    #[error("stored data is damaged: {0}")]
    Damaged(String),
    /// Another row has this platform id or key already.
    #[error("already taken: {0}")]
    Taken(String),
}
