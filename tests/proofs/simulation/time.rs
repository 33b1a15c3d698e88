//! Virtual time and new names.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use paidan::app::ports::{Clock, Ids};
use paidan_domain::time::Instant;
use tokio::time;
use uuid::Uuid;

/// 2026-03-02, a Monday, 09:30 in Shanghai.
const MORNING: i64 = 1_772_415_000_000_000;

/// The clock of one process: tokio's paused clock and how far it is wrong.
#[derive(Debug)]
pub struct SimClock {
    begun: time::Instant,
    skew: AtomicI64,
}

impl SimClock {
    /// A clock that is this many microseconds ahead.
    pub fn ahead(begun: time::Instant, skew: i64) -> Self {
        let skew = AtomicI64::new(skew);
        Self { begun, skew }
    }

    /// Sets it anew.
    pub fn set_ahead(&self, skew: i64) {
        self.skew.store(skew, Ordering::Relaxed);
    }
}

impl Clock for SimClock {
    fn now(&self) -> Instant {
        let passed = self.begun.elapsed().as_micros();
        let passed = i64::try_from(passed).unwrap_or(i64::MAX);
        Instant(MORNING + passed + self.skew.load(Ordering::Relaxed))
    }
}

/// Names in the order in which they were made.
#[derive(Debug, Default)]
pub struct CountedIds(AtomicU64);

impl CountedIds {
    /// Begins behind this number.
    pub fn restart(&self, behind: u64) {
        self.0.store(behind, Ordering::Relaxed);
    }
}

impl Ids for CountedIds {
    fn fresh(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed) + 1))
    }
}
