//! How long to wait before the next connection (`protocols/dingtalk.md` §6.6). Pure:
//! time and chance are handed in.

use std::time::Duration;

use tokio::time::Instant;

/// The first wait; each failure in a row doubles it.
const FIRST: Duration = Duration::from_secs(1);
/// The longest wait while the gateway was there a short time ago.
const SHORT_CAP: Duration = Duration::from_secs(4);
/// How long "a short time ago" lasts.
const RECENT: Duration = Duration::from_secs(600);
/// The longest wait after that.
const LONG_CAP: Duration = Duration::from_secs(60);
/// Wrong credentials do not mend themselves: ask once a minute at most.
const REFUSED: Duration = Duration::from_secs(60);
/// A connection that lived so long was a good one.
const GOOD_LIFE: Duration = Duration::from_secs(60);
/// Two rotations in a row that came sooner than this are no rotation but a storm.
const HASTY: Duration = Duration::from_secs(10);

/// What one connection was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Life {
    /// How long it lived.
    pub lived: Duration,
    /// Whether it brought a ping or something to do.
    pub brought: bool,
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// There was a connection; the platform wants another in its place.
    Rotated(Life),
    /// There was a connection.
    Lost(Life),
    /// There was none: network, a busy gateway, a handshake that was refused.
    Away,
    /// The gateway does not want us as we are set up.
    Refused,
}

/// The pace of one connection and those that follow it.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// Failures since the last good connection.
    failures: u32,
    last_up: Option<Instant>,
    last_was_hasty: bool,
}

impl Pace {
    /// The wait after an attempt that ended at `now`; `chance` from 0 up to 1 spreads
    /// many processes over time. It only shortens a back-off, so that the caps hold.
    pub fn after(&mut self, now: Instant, outcome: Outcome, chance: f64) -> Duration {
        match outcome {
            Outcome::Refused => REFUSED + (REFUSED / 10).mul_f64(chance),
            Outcome::Away => self.back_off(now, chance),
            Outcome::Lost(life) => {
                self.was_up(now, life);
                self.back_off(now, chance)
            }
            Outcome::Rotated(life) => {
                self.was_up(now, life);
                let was_hasty = self.last_was_hasty;
                self.last_was_hasty = life.lived < HASTY;
                if was_hasty && self.last_was_hasty {
                    return self.back_off(now, chance);
                }
                Duration::ZERO
            }
        }
    }

    fn was_up(&mut self, now: Instant, life: Life) {
        self.last_up = Some(now);
        if life.brought || life.lived >= GOOD_LIFE {
            self.failures = 0;
        }
    }

    fn back_off(&mut self, now: Instant, chance: f64) -> Duration {
        let is_recent = self.last_up.is_some_and(|up| now - up < RECENT);
        let cap = if is_recent { SHORT_CAP } else { LONG_CAP };
        let full = FIRST.saturating_mul(1 << self.failures.min(6)).min(cap);
        self.failures = self.failures.saturating_add(1);
        full.mul_f64(1.0 - chance / 4.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const BAD: Life = Life {
        lived: SECOND,
        brought: false,
    };
    const GOOD: Life = Life {
        lived: GOOD_LIFE,
        brought: false,
    };

    fn waits(pace: &mut Pace, now: Instant, outcome: Outcome, count: usize) -> Vec<u64> {
        (0..count)
            .map(|_| pace.after(now, outcome, 0.0).as_secs())
            .collect()
    }

    #[test]
    fn at_the_start_the_waits_double_up_to_a_minute() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        let waits = waits(&mut pace, now, Outcome::Away, 9);
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    }

    #[test]
    fn after_a_loss_they_stay_within_four_seconds_for_ten_minutes() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        assert_eq!(waits(&mut pace, now, Outcome::Lost(GOOD), 1), [1]);
        assert_eq!(waits(&mut pace, now, Outcome::Away, 4), [2, 4, 4, 4]);
        let almost = now + RECENT - SECOND;
        assert_eq!(waits(&mut pace, almost, Outcome::Away, 4), [4, 4, 4, 4]);
        assert_eq!(waits(&mut pace, now + RECENT, Outcome::Away, 1), [60]);
    }

    #[test]
    fn only_a_good_connection_starts_the_count_anew() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        assert_eq!(waits(&mut pace, now, Outcome::Lost(BAD), 4), [1, 2, 4, 4]);
        let brought = Life {
            brought: true,
            ..BAD
        };
        assert_eq!(waits(&mut pace, now, Outcome::Lost(brought), 2), [1, 1]);
        assert_eq!(waits(&mut pace, now, Outcome::Lost(BAD), 1), [2]);
        assert_eq!(waits(&mut pace, now, Outcome::Lost(GOOD), 1), [1]);
    }

    #[test]
    fn a_rotation_is_followed_at_once_but_a_storm_of_them_is_not() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        assert_eq!(waits(&mut pace, now, Outcome::Rotated(GOOD), 3), [0, 0, 0]);
        assert_eq!(
            waits(&mut pace, now, Outcome::Rotated(BAD), 4),
            [0, 1, 2, 4]
        );
        assert_eq!(waits(&mut pace, now, Outcome::Rotated(GOOD), 1), [0]);
    }

    #[test]
    fn a_refusal_is_asked_about_once_a_minute_at_most() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        assert_eq!(waits(&mut pace, now, Outcome::Refused, 3), [60, 60, 60]);
        assert_eq!(
            pace.after(now, Outcome::Refused, 0.5),
            Duration::from_secs(63)
        );
        assert_eq!(waits(&mut pace, now, Outcome::Away, 1), [1]);
    }

    #[test]
    fn chance_shortens_by_a_quarter_at_most() {
        let (mut pace, now) = (Pace::default(), Instant::now());
        assert_eq!(
            pace.after(now, Outcome::Away, 1.0),
            Duration::from_millis(750)
        );
    }
}
