//! What is needed all the time and kept at hand, so that nobody asks the store.

use std::sync::Arc;

use paidan_domain::matching::Floor;

/// Everybody as they stood at the last commit, the rules and the catalogue.
/// Decisions are not made on it: those see the floor of their own transaction.
pub trait Shelf: Send + Sync {
    /// The floor. May be a commit old.
    fn floor(&self) -> Arc<Floor>;
}
