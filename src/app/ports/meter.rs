//! What a platform counts by the month.

use super::Metered;

/// Told of everything that counts against an organisation's monthly volumes
/// (`protocols/dingtalk.md` §8.1). Called in the middle of a send, so it must not wait.
pub trait Meter: Send + Sync {
    /// A call that the platform counts; `api` is its path.
    fn called(&self, api: &'static str);

    /// A message over a webhook or Stream, in or out.
    fn messaged(&self);

    /// The platform says that the month's volume is used up.
    fn refused(&self, kind: Metered);
}
