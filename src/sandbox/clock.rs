//! The sandbox's time: the wall clock plus what a test has added to it.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde::Serializer;

/// A clock that can be moved forward, so that tokens, codes and rate windows run out in a test
/// without anybody sleeping.
#[derive(Debug, Default)]
pub struct Clock {
    ahead_ms: AtomicI64,
}

impl Clock {
    /// Now, as the simulated platform sees it.
    pub fn now(&self) -> Timestamp {
        let wall = Timestamp::now();
        let ahead = Duration::from_millis(self.ahead_ms.load(Ordering::Relaxed).unsigned_abs());
        wall.checked_add(ahead).unwrap_or(wall)
    }

    /// Moves the clock forward; it never goes back.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX / 4);
        let _ = self
            .ahead_ms
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |ahead| {
                Some(ahead.saturating_add(by).min(i64::MAX / 4))
            });
    }
}

/// An instant as RFC 3339 text, for `#[serde(serialize_with)]`.
pub fn as_text<S: Serializer>(at: &Timestamp, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(at)
}

/// The same for an instant that may be missing.
pub fn as_text_or_null<S: Serializer>(at: &Option<Timestamp>, out: S) -> Result<S::Ok, S::Error> {
    match at {
        Some(at) => as_text(at, out),
        None => out.serialize_none(),
    }
}

/// The whole seconds between two instants, 0 when `later` is the earlier one.
pub fn seconds_between(earlier: Timestamp, later: Timestamp) -> i64 {
    (later.as_second() - earlier.as_second()).max(0)
}
