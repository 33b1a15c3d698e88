//! The counting of what a platform allows by the month.

/// Counts what a platform counts in its month.
pub trait Meter: Send + Sync {
    /// A call that the platform counts.
    fn called(&self, api: &'static str);

    /// A message that the platform counts, sent or received.
    fn messaged(&self);
}
