//! When each recurring verb runs, and nothing else. The scheduler only rings a
//! bell; what is due is asked of the store, so that a missed ring loses nothing.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, Notify, oneshot};
use tokio::task::JoinHandle;
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

/// Something in the table rings each second; no ring for so long is a clock that was set back.
const SILENCE: Duration = Duration::from_secs(3);

/// Something that recurs.
pub type Step = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// The table: a name, a cron expression with seconds, and what to do.
pub struct Table(Vec<(&'static str, &'static str, Step)>);

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// One more line.
    #[must_use]
    pub fn every<F, Fut>(mut self, name: &'static str, cron: &'static str, step: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        self.0
            .push((name, cron, Arc::new(move || Box::pin(step()))));
        self
    }

    /// Rings from now on.
    ///
    /// # Errors
    /// When the scheduler does not start or an expression does not read.
    pub async fn start(self) -> Result<Ringing, JobSchedulerError> {
        let rung = Arc::new(Notify::new());
        let scheduler = self.schedule(&rung).await?;
        let (stop, stopped) = oneshot::channel();
        let kept = tokio::spawn(self.keep(scheduler, rung, stopped));
        Ok(Ringing { stop, kept })
    }

    async fn schedule(&self, rung: &Arc<Notify>) -> Result<JobScheduler, JobSchedulerError> {
        let scheduler = JobScheduler::new().await?;
        for (name, cron, step) in &self.0 {
            let (name, step, rung) = (*name, step.clone(), rung.clone());
            // The scheduler rings again while the last run still goes on: then this
            // ring is passed over.
            let busy = Arc::new(Mutex::new(()));
            let job = Job::new_async(*cron, move |_, _| {
                rung.notify_one();
                let (busy, step) = (busy.clone(), step.clone());
                Box::pin(async move {
                    match busy.try_lock() {
                        Ok(_held) => step().await,
                        Err(_) => tracing::debug!(job = name, "still running"),
                    }
                })
            })?;
            scheduler.add(job).await?;
        }
        scheduler.start().await?;
        Ok(scheduler)
    }

    /// The scheduler waits for hours of the wall clock: when that is set back, it is silent
    /// until the old hour comes again. Silence is heard here, and the scheduler made anew.
    async fn keep(
        self,
        mut scheduler: JobScheduler,
        rung: Arc<Notify>,
        mut stopped: oneshot::Receiver<()>,
    ) {
        loop {
            let silent = tokio::select! {
                end = tokio::time::timeout(SILENCE, rung.notified()) => end.is_err(),
                _ = &mut stopped => break,
            };
            if silent {
                tracing::warn!("the clock was set back, or we stood still: the bells ring anew");
                drop(scheduler.shutdown().await);
                match self.schedule(&rung).await {
                    Ok(again) => scheduler = again,
                    Err(error) => tracing::error!(%error, "the scheduler does not start again"),
                }
            }
        }
        drop(scheduler.shutdown().await);
    }
}

/// A table that rings.
pub struct Ringing {
    stop: oneshot::Sender<()>,
    kept: JoinHandle<()>,
}

impl Ringing {
    /// No more rings; what is under way ends.
    pub async fn stop(self) {
        drop(self.stop);
        drop(self.kept.await);
    }
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}
