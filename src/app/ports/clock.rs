//! Time and new names, handed in so that tests can hold them.

use paidan_domain::time::Instant;
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Instant;
}

/// Makes names that were never there.
pub trait Ids: Send + Sync {
    /// A new UUIDv7.
    fn fresh(&self) -> Uuid;
}

/// Chance, for spreading retries.
pub trait Chance: Send + Sync {
    /// Evenly from 0 up to 1.
    fn unit(&self) -> f64;
}
