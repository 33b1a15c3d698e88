//! The health of a platform as the sender sees it: a breaker, a pause, and what is left of
//! its month.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use paidan_domain::time::Instant;

use crate::app::ports::Metered;
use crate::app::quota::{Level, Quota};

/// Failures in a row that open the breaker.
const OPENS_AT: u32 = 5;
/// How often the oldest row is tried while it is open.
const PROBE: Duration = Duration::from_secs(5);

/// Why a row waits while the breaker is open, as a code.
pub(super) const AWAY: &str = "platform away";

/// One platform.
#[derive(Debug, Default)]
pub struct Channel {
    state: Mutex<ChannelState>,
    quota: Option<Arc<Quota>>,
}

/// How a platform is doing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelState {
    /// Failures in a row.
    pub failures: u32,
    /// Away as a whole: rows wait without counting tries.
    pub open: bool,
    /// Not before then, and why: the app is refused, or the rate limit of the platform.
    pub paused: Option<(Instant, String)>,
    /// The pause is for a refused app.
    refused: bool,
    next_probe: Option<Instant>,
}

/// Whether a row may be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MayTry {
    /// Yes.
    Now,
    /// Not before then; a code says why.
    NotBefore(Instant, String),
}

impl Channel {
    /// A platform that counts what it is asked in a month.
    #[must_use]
    pub fn metered(quota: Arc<Quota>) -> Self {
        Self {
            quota: Some(quota),
            ..Self::default()
        }
    }

    /// What is left of its month; none where the platform does not count.
    #[must_use]
    pub fn quota(&self) -> Option<&Quota> {
        self.quota.as_deref()
    }

    /// How careful to be with calls.
    #[must_use]
    pub fn level(&self) -> Level {
        let quota = self.quota.as_ref();
        quota.map_or(Level::Free, |quota| quota.level(Metered::Calls))
    }

    /// Whether a row may be tried now. While the breaker is open, one row at a time
    /// finds out whether the platform is back.
    pub fn may_try(&self, now: Instant) -> MayTry {
        let mut state = self.lock();
        if let Some((until, why)) = &state.paused {
            if now < *until {
                return MayTry::NotBefore(*until, why.clone());
            }
            state.paused = None;
        }
        if !state.open {
            return MayTry::Now;
        }
        match state.next_probe {
            Some(at) if now < at => MayTry::NotBefore(at, AWAY.to_owned()),
            _ => {
                state.next_probe = Some(now.after(PROBE));
                MayTry::Now
            }
        }
    }

    /// The platform answered. True when it was away before.
    pub fn succeeded(&self) -> bool {
        let mut state = self.lock();
        let was_open = state.open;
        *state = ChannelState::default();
        was_open
    }

    /// The platform did not answer, or said that it cannot. True while it is away.
    pub fn failed(&self, now: Instant) -> bool {
        let mut state = self.lock();
        state.failures = state.failures.saturating_add(1);
        if state.failures >= OPENS_AT && !state.open {
            state.open = true;
            state.next_probe = Some(now.after(PROBE));
        }
        state.open
    }

    /// Nothing goes out until then.
    pub fn pause(&self, until: Instant, why: &str) {
        let mut state = self.lock();
        state.paused = Some((until, why.to_owned()));
        state.refused = false;
    }

    /// The platform refuses our app: nothing goes out until then.
    pub fn refuse(&self, until: Instant, why: &str) {
        let mut state = self.lock();
        state.paused = Some((until, why.to_owned()));
        state.refused = true;
    }

    /// Whether it paused because our app is refused.
    pub fn is_refused(&self, now: Instant) -> bool {
        let state = self.lock();
        let waits = state.paused.as_ref().is_some_and(|(until, _)| now < *until);
        state.refused && waits
    }

    /// As it is.
    pub fn state(&self) -> ChannelState {
        self.lock().clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, ChannelState> {
        self.state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const T0: Instant = Instant(0);

    #[test]
    fn five_failures_in_a_row_open_the_breaker_and_one_success_closes_it() {
        let channel = Channel::default();
        for _ in 0..4 {
            assert!(!channel.failed(T0));
        }
        assert!(channel.failed(T0), "the fifth opens it");
        let later = T0.after(PROBE);
        assert_eq!(
            channel.may_try(T0),
            MayTry::NotBefore(later, "platform away".into())
        );
        assert_eq!(channel.may_try(later), MayTry::Now, "one row finds out");
        let next = later.after(PROBE);
        assert_eq!(
            channel.may_try(later),
            MayTry::NotBefore(next, "platform away".into())
        );
        assert!(channel.succeeded(), "it was away");
        assert_eq!(channel.may_try(later), MayTry::Now);
    }

    #[test]
    fn a_success_between_failures_keeps_it_closed() {
        let channel = Channel::default();
        for _ in 0..10 {
            channel.failed(T0);
            channel.failed(T0);
            channel.failed(T0);
            assert!(!channel.succeeded());
        }
    }

    #[test]
    fn a_refused_app_pauses_until_its_time() {
        let channel = Channel::default();
        let until = T0.after(Duration::from_secs(60));
        channel.pause(until, "60020");
        assert_eq!(
            channel.may_try(T0),
            MayTry::NotBefore(until, "60020".into())
        );
        assert_eq!(channel.may_try(until), MayTry::Now);
    }
}
