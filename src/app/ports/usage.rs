//! 用量: what a platform counted in its month, kept over restarts and shared by all processes.

use std::fmt;
use std::ops::{Add, Sub};

use async_trait::async_trait;
use jiff::tz::{self, TimeZone};
use paidan_domain::ids::StaffId;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;

use super::{Errand, StoreError};
pub use crate::words::Metered;

/// The counters of the store.
#[async_trait]
pub trait Usage: Send + Sync {
    /// Adds to what an app used in a month, and says what that is now over all processes.
    /// Adding nothing writes nothing.
    ///
    /// # Errors
    /// When the store does not take it. After a commit whose answer was lost the sum may
    /// hold it all the same: who adds it again counts too much, never too little.
    async fn add(
        &self,
        app: &MeteredApp,
        month: Month,
        more: Traffic,
    ) -> Result<Traffic, StoreError>;

    /// Writes down that people are told of this share of the quota, with what is said to
    /// whom, in one commit. False when they were told of this or more in that month: then
    /// nothing is said.
    ///
    /// # Errors
    /// When the store does not take it.
    async fn warn(
        &self,
        app: &MeteredApp,
        month: Month,
        kind: Metered,
        percent: u8,
        tell: Option<(StaffId, Errand)>,
    ) -> Result<bool, StoreError>;
}

/// Whose traffic is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeteredApp {
    /// Where.
    pub platform: Platform,
    /// The app, by the id that the platform gave it (`client_id`).
    pub id: String,
}

/// How much of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Calls of the platform's API.
    pub calls: u64,
    /// Messages over Webhook and Stream.
    pub messages: u64,
}

impl Traffic {
    /// How much of one kind.
    #[must_use]
    pub fn of(self, kind: Metered) -> u64 {
        match kind {
            Metered::Calls => self.calls,
            Metered::Messages => self.messages,
        }
    }

    /// The larger of both, kind by kind.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self {
            calls: self.calls.max(other.calls),
            messages: self.messages.max(other.messages),
        }
    }
}

impl Add for Traffic {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self {
            calls: self.calls.saturating_add(more.calls),
            messages: self.messages.saturating_add(more.messages),
        }
    }
}

impl Sub for Traffic {
    type Output = Self;

    fn sub(self, less: Self) -> Self {
        Self {
            calls: self.calls.saturating_sub(less.calls),
            messages: self.messages.saturating_sub(less.messages),
        }
    }
}

/// A calendar month of the platform: in Asia/Shanghai, wherever the company is, since the
/// platform counts by its own calendar. That zone is UTC+8 all year round since 1992.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// The month in which an instant lies.
    #[must_use]
    pub fn of(at: Instant) -> Self {
        let there = at
            .timestamp()
            .to_zoned_datetime(TimeZone::fixed(tz::offset(8)));
        Self {
            year: there.year(),
            month: there.month(),
        }
    }
}

/// `2026-11`.
impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}", self.year, self.month)
    }
}
