//! Learning from the service who has a phone on which platform.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::dingtalk::Dingtalk;
use super::service::{Service, Unreachable};
use super::wecom::Platform;

/// A stranger's name makes us look again, at most this often.
const STRANGER_PAUSE: Duration = Duration::from_millis(300);
/// How often the list is read anyway.
const REFRESH: Duration = Duration::from_secs(3);
/// How often the service is tried until it answers for the first time.
const FIRST_TRIES: Duration = Duration::from_millis(250);

/// Keeps the platforms' people equal to the service's reps.
pub struct AddressBook {
    platform: Arc<Platform>,
    dingtalk: Dingtalk,
    service: Arc<Service>,
    /// When the last look that succeeded began.
    last: Mutex<Option<Instant>>,
}

impl AddressBook {
    /// Reads nothing yet.
    pub fn new(platform: Arc<Platform>, dingtalk: Dingtalk, service: Arc<Service>) -> Self {
        Self {
            platform,
            dingtalk,
            service,
            last: Mutex::new(None),
        }
    }

    /// Refreshes for ever.
    pub async fn keep(&self) {
        let mut complained = false;
        loop {
            let mut last = self.last.lock().await;
            let started = Instant::now();
            let result = self.learn().await;
            if result.is_ok() {
                *last = Some(started);
            }
            drop(last);
            match result {
                Ok(()) => complained = false,
                Err(error) if !complained => {
                    tracing::info!(%error, "the sandbox cannot read the reps yet and keeps trying");
                    complained = true;
                }
                Err(_) => {}
            }
            let learned = self.platform.read(|state| state.members.are_learned());
            tokio::time::sleep(if learned { REFRESH } else { FIRST_TRIES }).await;
        }
    }

    /// Looks once more because somebody is unknown; whoever waits meanwhile shares the look. As long
    /// as the service cannot be asked, the platform is busy: calling a userid invalid would make the
    /// service give up on a rep.
    pub async fn refresh_for_stranger(&self) -> Result<(), Unreachable> {
        let asked = Instant::now();
        let mut last = self.last.lock().await;
        if let Some(at) = *last {
            if at >= asked {
                return Ok(());
            }
            tokio::time::sleep(STRANGER_PAUSE.saturating_sub(at.elapsed())).await;
        }
        let started = Instant::now();
        let result = self.learn().await;
        if result.is_ok() {
            *last = Some(started);
        }
        result
    }

    async fn learn(&self) -> Result<(), Unreachable> {
        let found = self.service.staff().await?;
        if let Some(dingtalk) = self.dingtalk.get() {
            dingtalk.learn(found.dingtalk);
        }
        let found = found.wecom;
        let news = self
            .platform
            .read(|state| state.members.would_change(&found));
        if news {
            self.platform.change(|state, _| state.members.learn(found));
        }
        Ok(())
    }
}
