//! The sync: a platform's list against our people, leavers first, then who has no account yet.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use paidan_domain::ids::StaffId;
use paidan_domain::people::Platform;
use tokio::sync::{Mutex, watch};

use super::asking::Asking;
use super::news::StaffNews;
use super::report::Report;
use crate::app::ports::{Clock, Directory, Misses, Shelf, StoreError};

/// How long after the first news of a change the sync begins: a reorganisation brings hundreds.
const GATHER: Duration = Duration::from_secs(300);

/// The verb of the sync. Safe in several processes at once: what one has done, another finds
/// done.
pub struct StaffSync {
    /// Takes leavers, and rings when people changed.
    pub news: Arc<StaffNews>,
    /// Who works here.
    pub shelf: Arc<dyn Shelf>,
    /// The tries by phone.
    pub misses: Arc<dyn Misses>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// The platforms in use.
    pub directories: BTreeMap<Platform, Arc<dyn Directory>>,
    /// One sync at a time in this process; a second one waits.
    pub turn: Mutex<()>,
}

impl StaffSync {
    /// Asks every platform. `by_mobile` are the people who may be looked for by phone where a
    /// platform punishes misses.
    ///
    /// # Errors
    /// When the store does not answer. What was done before stays done.
    pub async fn run(&self, by_mobile: &[StaffId]) -> Result<Report, StoreError> {
        let _turn = self.turn.lock().await;
        let mut report = Report::default();
        for (platform, directory) in &self.directories {
            let mut asking = Asking::begin(*platform, directory.as_ref()).await;
            self.find_leavers(&mut asking).await?;
            self.fill_accounts(&mut asking, by_mobile).await?;
            report.platforms.push(asking.report);
        }
        Ok(report)
    }

    /// The sync as a job: what it came to goes to the log, as figures.
    pub async fn step(&self) {
        match self.run(&[]).await {
            Ok(report) => {
                for one in &report.platforms {
                    tracing::info!(
                        platform = one.platform.name(),
                        here = one.here,
                        filled = one.filled.len(),
                        left = one.left.len(),
                        not_found = one.not_found.len(),
                        troubles = ?one.troubles,
                        "the directory was compared"
                    );
                }
            }
            Err(error) => tracing::warn!(%error, "the directory waits for the next sync"),
        }
    }

    /// Syncs some minutes after a platform said that people changed, until told to stop. News
    /// that a crash swallows is found by the daily sync.
    pub async fn follow(&self, mut stop: watch::Receiver<bool>) {
        loop {
            tokio::select! {
                () = self.news.changed.notified() => {}
                _ = stop.changed() => return,
            }
            tokio::select! {
                () = tokio::time::sleep(GATHER) => self.step().await,
                _ = stop.changed() => return,
            }
        }
    }
}
