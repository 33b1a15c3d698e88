//! What this machine has that the domain may not see: its clock, its chance, and
//! names that were never there. Nothing else in paidan reads them.

use std::time::SystemTime;

use paidan_domain::time::Instant;
use uuid::Uuid;

use crate::app::ports::{Chance, Clock, Ids};

/// The machine's clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let since = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        Instant(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// UUIDv7: sorted by time, so that rows written together lie together.
#[derive(Debug, Default, Clone, Copy)]
pub struct FreshIds;

impl Ids for FreshIds {
    fn fresh(&self) -> Uuid {
        Uuid::now_v7()
    }
}

/// The machine's source of randomness.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn unit(&self) -> f64 {
        rand::random()
    }
}
