//! When each recurring verb runs, and nothing else. The scheduler only rings a
//! bell; what is due is asked of the store, so that a missed ring loses nothing.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use tokio::sync::Mutex;
use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

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
    pub async fn start(self) -> Result<JobScheduler, JobSchedulerError> {
        let scheduler = JobScheduler::new().await?;
        for (name, cron, step) in self.0 {
            // The scheduler rings again while the last run still goes on: then this
            // ring is passed over.
            let busy = Arc::new(Mutex::new(()));
            let job = Job::new_async(cron, move |_, _| {
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
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}
