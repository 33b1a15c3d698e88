//! The month's two volumes and the second's limit; `protocols/dingtalk.md` §8.1.

use std::collections::{HashMap, VecDeque};

use jiff::Timestamp;
use jiff::tz::Offset;

/// What the free edition (标准版) has in a month.
const CALLS: u64 = 5_000;
const MESSAGES: u64 = 3_000;
/// Calls of one API in a second by one app.
const PER_SECOND: usize = 20;

/// One of the two volumes.
#[derive(Debug)]
pub struct Volume {
    /// Used in this month.
    pub used: u64,
    /// What the month has; none when it has no end.
    pub most: Option<u64>,
}

impl Volume {
    /// What is left; none when there is no end.
    pub fn left(&self) -> Option<u64> {
        self.most.map(|most| most.saturating_sub(self.used))
    }

    /// Leaves exactly so many, or no end.
    pub fn leave(&mut self, left: Option<u64>) {
        self.most = left.map(|left| self.used + left);
    }

    /// Takes one; false when nothing is left.
    pub fn take(&mut self) -> bool {
        let some = self.left() != Some(0);
        self.used += u64::from(some);
        some
    }
}

/// Both volumes of the month that runs.
#[derive(Debug)]
pub struct Month {
    month: (i16, i8),
    /// API calls.
    pub calls: Volume,
    /// Webhook&Stream messages, in and out.
    pub messages: Volume,
}

impl Default for Month {
    fn default() -> Self {
        let full = |most| Volume {
            used: 0,
            most: Some(most),
        };
        Self {
            month: (0, 0),
            calls: full(CALLS),
            messages: full(MESSAGES),
        }
    }
}

impl Month {
    /// Begins anew when another month has come; by China's time.
    pub fn turn(&mut self, now: Timestamp) {
        let here = Offset::constant(8).to_datetime(now);
        let month = (here.year(), here.month());
        if month != self.month {
            let first = self.month == (0, 0);
            self.month = month;
            if !first {
                *self = Self {
                    month,
                    ..Self::default()
                };
            }
        }
    }
}

/// Calls of the last second by API.
#[derive(Debug, Default)]
pub struct Pace {
    calls: HashMap<String, VecDeque<Timestamp>>,
}

impl Pace {
    /// Counts one call; false when the second is full.
    pub fn has_room(&mut self, api: &str, now: Timestamp) -> bool {
        let calls = self.calls.entry(api.to_owned()).or_default();
        let old = |at: &Timestamp| now.as_millisecond() - at.as_millisecond() >= 1000;
        while calls.front().is_some_and(old) {
            calls.pop_front();
        }
        let room = calls.len() < PER_SECOND;
        if room {
            calls.push_back(now);
        }
        room
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_ends_and_the_next_begins_full() {
        let mut month = Month::default();
        month.turn("2026-11-30T15:59:59Z".parse().unwrap());
        month.calls.leave(Some(1));
        assert!(month.calls.take() && !month.calls.take());
        month.turn("2026-11-30T15:59:59Z".parse().unwrap());
        assert_eq!(month.calls.left(), Some(0));
        month.turn("2026-11-30T16:00:00Z".parse().unwrap());
        assert_eq!((month.calls.left(), month.calls.used), (Some(5000), 0));
    }

    #[test]
    fn the_twenty_first_call_of_a_second_is_refused() {
        let at = |ms| Timestamp::from_millisecond(ms).unwrap();
        let mut pace = Pace::default();
        assert!((0..20).all(|n| pace.has_room("a", at(n))));
        assert!(!pace.has_room("a", at(999)) && pace.has_room("b", at(999)));
        assert!(pace.has_room("a", at(1000)));
    }
}
