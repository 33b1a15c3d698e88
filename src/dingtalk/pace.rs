//! How fast each call may be made: 4 at once and 15 a second, so that no second holds more than
//! the platform's 20 (`protocols/dingtalk.md` §8.1), and a rest after the platform says that it
//! was too much.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::time::{Instant, sleep};

use crate::app::ports::SendFailure;

const A_SECOND: NonZeroU32 = NonZeroU32::new(15).expect("15 is not 0");
/// What a full bucket holds comes on top of what flows in within the same second.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(4).expect("4 is not 0");

/// Nobody waits longer than this for a turn; the outbox comes again.
const LONGEST: Duration = Duration::from_secs(3);

/// The paces of all calls of one app.
#[derive(Default)]
pub(super) struct Pace {
    lanes: Mutex<HashMap<&'static str, Arc<Lane>>>,
}

struct Lane {
    bucket: DefaultDirectRateLimiter,
    rests_until: Mutex<Option<Instant>>,
}

impl Pace {
    /// Waits until this call may be made.
    pub async fn turn(&self, api: &'static str) -> Result<(), SendFailure> {
        let lane = self.lane(api);
        let by = Instant::now() + LONGEST;
        while let Some(wait) = lane.wait() {
            if Instant::now() + wait > by {
                return Err(SendFailure::Throttled {
                    code: "pace".to_owned(),
                    after: wait,
                });
            }
            sleep(wait).await;
        }
        Ok(())
    }

    /// Nobody makes this call for so long.
    pub fn rest(&self, api: &'static str, length: Duration) {
        let lane = self.lane(api);
        let mut until = lane
            .rests_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *until = (*until).max(Some(Instant::now() + length));
    }

    fn lane(&self, api: &'static str) -> Arc<Lane> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        lanes
            .entry(api)
            .or_insert_with(|| {
                Arc::new(Lane {
                    bucket: RateLimiter::direct(Quota::per_second(A_SECOND).allow_burst(AT_ONCE)),
                    rests_until: Mutex::new(None),
                })
            })
            .clone()
    }
}

impl Lane {
    /// How long to wait yet; takes a place in the bucket when it is none.
    fn wait(&self) -> Option<Duration> {
        let until = *self
            .rests_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let rest = until.map(|until| until.saturating_duration_since(Instant::now()));
        if let Some(rest) = rest.filter(|rest| !rest.is_zero()) {
            return Some(rest);
        }
        let early = self.bucket.check().err()?;
        Some(early.wait_time_from(DefaultClock::default().now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls of one kind in a second (§8.1).
    const PLATFORM: usize = 20;

    #[tokio::test]
    async fn no_second_holds_more_calls_than_the_platform_takes() {
        let (pace, mut made) = (Pace::default(), Vec::new());
        for _ in 0..PLATFORM + 4 {
            pace.turn("a").await.expect("a turn");
            made.push(Instant::now());
        }
        for (first, next) in made.iter().zip(&made[PLATFORM..]) {
            let apart = *next - *first;
            assert!(apart >= Duration::from_secs(1), "{PLATFORM} in {apart:?}");
        }
        let begun = Instant::now();
        pace.turn("b")
            .await
            .expect("another call has its own bucket");
        assert!(begun.elapsed() < Duration::from_millis(50));
    }

    #[tokio::test(start_paused = true)]
    async fn who_was_told_to_rest_rests_and_is_not_waited_for_too_long() {
        let (pace, begun) = (Pace::default(), Instant::now());
        pace.rest("a", Duration::from_secs(1));
        pace.turn("a").await.expect("a turn");
        assert_eq!(begun.elapsed(), Duration::from_secs(1));
        pace.rest("a", Duration::from_secs(60));
        let refused = pace.turn("a").await.expect_err("too long");
        assert!(matches!(refused, SendFailure::Throttled { after, .. } if after.as_secs() == 60));
        assert_eq!(
            begun.elapsed(),
            Duration::from_secs(1),
            "no waiting for nothing"
        );
    }
}
