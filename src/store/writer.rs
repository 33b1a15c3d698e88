//! The one writer: takes what waits, runs it in one transaction, commits once,
//! then answers everybody. When anything in a group fails, the group is rolled
//! back; where only the data moved it runs again, else its members run one by one.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::{
    DatabaseConnection, DbBackend, DbErr, RuntimeErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait, sqlx,
};
use tokio::sync::{mpsc, oneshot};

use super::desk::{Desk, Keeper};
use super::fault::Fault;
use super::ledger;
use crate::app::ports::StoreError;

/// How many changes share a commit at most.
const GROUP: usize = 128;
/// How often a group, and then a member by itself, is tried when data moves under it.
const TRIES: u32 = 3;

/// A change that may be run again.
pub(super) trait Job: Send {
    fn run<'a>(&'a mut self, desk: &'a mut Desk) -> BoxFuture<'a, Result<(), Fault>>;
    fn answer(self: Box<Self>, end: Result<(), StoreError>);
}

struct Work<T, F> {
    script: F,
    out: Option<T>,
    back: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Job for Work<T, F>
where
    T: Send,
    F: for<'a> Fn(&'a mut Desk) -> BoxFuture<'a, Result<T, Fault>> + Send,
{
    fn run<'a>(&'a mut self, desk: &'a mut Desk) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(async move {
            self.out = Some((self.script)(desk).await?);
            Ok(())
        })
    }

    fn answer(self: Box<Self>, end: Result<(), StoreError>) {
        let told = match (end, self.out) {
            (Ok(()), Some(out)) => Ok(out),
            (Ok(()), None) => Err(StoreError::Unavailable("not run".to_owned())),
            (Err(error), _) => Err(error),
        };
        // Whoever asked may have gone; the commit stands all the same.
        drop(self.back.send(told));
    }
}

/// The way to the writer.
#[derive(Clone)]
pub(super) struct Queue(mpsc::Sender<Box<dyn Job>>);

impl Queue {
    /// Runs a script in the next transaction; answers when it is committed.
    pub(super) async fn write<T, F>(&self, script: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: for<'a> Fn(&'a mut Desk) -> BoxFuture<'a, Result<T, Fault>> + Send + 'static,
    {
        let (back, told) = oneshot::channel();
        let work = Work {
            script,
            out: None,
            back,
        };
        let gone = |_| StoreError::Unavailable("shutting down".to_owned());
        self.0
            .send(Box::new(work))
            .await
            .map_err(|_| StoreError::Unavailable("shutting down".to_owned()))?;
        told.await.map_err(gone)?
    }
}

/// Starts the writer on the current runtime. It ends when every [`Queue`] is gone.
pub(super) fn start(db: DatabaseConnection, keeper: Keeper) -> Queue {
    let (sender, mut receiver) = mpsc::channel::<Box<dyn Job>>(4096);
    tokio::spawn(async move {
        let mut writer = Writer {
            db,
            keeper: Some(keeper),
            doubtful: false,
        };
        let mut group = Vec::new();
        while receiver.recv_many(&mut group, GROUP).await > 0 {
            writer.commit(std::mem::take(&mut group)).await;
        }
    });
    Queue(sender)
}

struct Writer {
    db: DatabaseConnection,
    /// Taken by the desk while a transaction runs.
    keeper: Option<Keeper>,
    /// The connection may not be used any more.
    doubtful: bool,
}

impl Writer {
    async fn commit(&mut self, mut group: Vec<Box<dyn Job>>) {
        let mut tries = 0;
        let end = loop {
            tries += 1;
            match self.transact(&mut group).await {
                // Another process was faster with one lead: the whole group once more is
                // still far cheaper than its members one by one.
                Err(End::Statement(fault)) if fault.is_passing() && tries < TRIES => {
                    pause(tries).await;
                }
                end => break end,
            }
        };
        match end {
            Ok(()) => {
                for job in group {
                    job.answer(Ok(()));
                }
            }
            Err(End::Begin(fault) | End::Commit(fault)) => {
                // No transaction can be had; or it may or may not be there: nobody is
                // told that it is, and it is not run again, since that could do it twice.
                let error = StoreError::from(fault);
                for job in group {
                    job.answer(Err(error.clone()));
                }
            }
            Err(End::Statement(_)) => {
                for job in group {
                    self.alone(job).await;
                }
            }
        }
    }

    async fn alone(&mut self, job: Box<dyn Job>) {
        let mut one = [job];
        let mut tries = 0;
        let end = loop {
            tries += 1;
            match self.transact(&mut one).await {
                Ok(()) => break Ok(()),
                Err(End::Statement(fault)) if fault.is_passing() && tries < TRIES => {
                    pause(tries).await;
                }
                Err(End::Begin(fault) | End::Statement(fault) | End::Commit(fault)) => {
                    let error = StoreError::from(fault);
                    tracing::warn!(%error, "a change was not stored");
                    break Err(error);
                }
            }
        };
        let [job] = one;
        job.answer(end);
    }

    async fn transact(&mut self, group: &mut [Box<dyn Job>]) -> Result<(), End> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        if self.doubtful {
            self.change_connection().await.map_err(End::Begin)?;
        }
        let tx = self
            .db
            .begin_with_options(options)
            .await
            .map_err(|e| End::Begin(e.into()))?;
        let keeper = self.keeper.take().expect("the desk gives the keeper back");
        let mut desk = Desk::open(tx, keeper);
        let mut end = desk.settle_in().await;
        if end.is_ok() {
            for job in group {
                // A script that panics must not take the one writer with it.
                end = AssertUnwindSafe(job.run(&mut desk))
                    .catch_unwind()
                    .await
                    .unwrap_or_else(|_| Err(Fault::Damaged("a decision panicked".to_owned())));
                if end.is_err() {
                    break;
                }
            }
        }
        if end.is_ok() {
            end = ledger::flush(&mut desk).await;
        }
        let Desk { tx, mut keeper, .. } = desk;
        let end = match end {
            Ok(()) => {
                let end = tx.commit().await;
                self.doubtful = end.is_err();
                end.map_err(|error| End::Commit(error.into()))
            }
            Err(fault) => {
                // PostgreSQL answers a commit after a failed statement with Ok while
                // nothing is there, so it is always rolled back by hand.
                self.doubtful = tx.rollback().await.is_err();
                Err(End::Statement(fault))
            }
        };
        keeper.left(end.is_ok());
        self.keeper = Some(keeper);
        end
    }

    /// A full disk makes SQLite end a transaction by itself, while the driver goes on
    /// counting it as open: from then on each commit would say yes and keep nothing. So a
    /// connection on which a commit or a rollback failed is closed, and a new one opened.
    async fn change_connection(&mut self) -> Result<(), Fault> {
        let closed = match self.db.get_database_backend() {
            DbBackend::Sqlite => close_one(self.db.get_sqlite_connection_pool()).await,
            _ => close_one(self.db.get_postgres_connection_pool()).await,
        };
        closed.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))?;
        self.doubtful = false;
        Ok(())
    }
}

async fn close_one<D: sqlx::Database>(pool: &sqlx::Pool<D>) -> Result<(), sqlx::Error> {
    pool.acquire().await?.close().await
}

/// Between two tries; whoever moved the data is done by then.
async fn pause(tries: u32) {
    tokio::time::sleep(Duration::from_millis(u64::from(tries) * 5)).await;
}

enum End {
    /// No transaction could be begun within its time-out.
    Begin(Fault),
    Statement(Fault),
    Commit(Fault),
}
