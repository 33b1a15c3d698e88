//! The week for which everybody sees their account.

use std::fmt;

use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::time::Instant;

/// A week (本周), named by its Monday; it begins at midnight in the company's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(Date);

impl Week {
    /// The week of an instant in an IANA zone; in UTC where there is no such zone.
    #[must_use]
    pub fn of(at: Instant, zone: &str) -> Self {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let day = zone.to_datetime(at.timestamp()).date();
        let since_monday = i64::from(day.weekday().to_monday_zero_offset());
        let monday = day.checked_sub(Span::new().days(since_monday));
        // Only the first days that there are have no Monday before them.
        Self(monday.unwrap_or(day))
    }
}

impl fmt::Display for Week {
    /// The Monday as `2026-11-23`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
