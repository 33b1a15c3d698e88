//! What a script has at hand inside of a transaction.

use std::sync::Arc;

use arc_swap::ArcSwap;
use paidan_domain::matching::Floor;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};
use tokio::sync::Notify;

use super::fault::Fault;
use super::floor::{self, Cast};
use super::ledger::{self, Pending};
use super::seal::Sealer;
use crate::app::ports::{Clock, Ids};

/// What the writer keeps between transactions.
pub(super) struct Keeper {
    pub sealer: Arc<Sealer>,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub bell: Arc<Notify>,
    /// The floor as the last commit left it; none when it must be read anew.
    pub floor: Option<(Cast, Floor)>,
    /// Of the settings, for every floor.
    pub pool_group: Option<Platform>,
    /// The accounts of shares that belong to that floor, with what is not written yet.
    pub pending: Pending,
    pub rang: bool,
    /// Where the floor lies for everybody to look at.
    pub shelf: Arc<ArcSwap<Floor>>,
    /// The floor at hand is not the one on the shelf.
    pub moved: bool,
}

impl Keeper {
    /// The transaction is over: what was seen in it counts only when it is there.
    pub(super) fn left(&mut self, committed: bool) {
        if committed {
            if std::mem::take(&mut self.moved)
                && let Some((_, floor)) = &self.floor
            {
                self.shelf.store(Arc::new(floor.clone()));
            }
            if std::mem::take(&mut self.rang) {
                self.bell.notify_one();
            }
        } else {
            self.rang = false;
            self.moved = false;
            self.floor = None;
            self.pending = Pending::default();
        }
    }
}

/// One transaction with what its scripts need.
pub(super) struct Desk {
    pub tx: DatabaseTransaction,
    pub keeper: Keeper,
}

impl Desk {
    pub(super) fn open(tx: DatabaseTransaction, keeper: Keeper) -> Self {
        Self { tx, keeper }
    }

    /// Makes sure that the floor at hand is the stored one.
    pub(super) async fn settle_in(&mut self) -> Result<(), Fault> {
        // What is read anew must have what was posted in this transaction.
        ledger::flush(self).await?;
        let known = self.keeper.floor.take();
        let (mut fresh, is_new) = floor::freshen(&self.tx, known).await?;
        fresh.1.pool_group = self.keeper.pool_group;
        self.keeper.floor = Some(fresh);
        self.keeper.moved |= is_new;
        Ok(())
    }

    /// Everybody as they stand in this transaction.
    pub(super) fn floor(&self) -> Result<&Floor, Fault> {
        self.keeper
            .floor
            .as_ref()
            .map(|(_, floor)| floor)
            .ok_or(Fault::Raced)
    }

    /// The same, to write down who got what.
    pub(super) fn floor_mut(&mut self) -> Result<&mut Floor, Fault> {
        self.keeper.moved = true;
        self.keeper
            .floor
            .as_mut()
            .map(|(_, floor)| floor)
            .ok_or(Fault::Raced)
    }

    /// The number under which somebody who changed is written, before [`Desk::settle_in`].
    pub(super) async fn number_of_change(&mut self) -> Result<i64, Fault> {
        floor::bump(&self.tx).await
    }

    /// Rules or catalogue changed: the floor is read anew, here and by others.
    pub(super) async fn floor_changed(&mut self) -> Result<(), Fault> {
        floor::bump(&self.tx).await?;
        self.settle_in().await
    }

    pub(super) fn now(&self) -> Instant {
        self.keeper.clock.now()
    }

    /// Something new is due once this is committed.
    pub(super) fn ring(&mut self) {
        self.keeper.rang = true;
    }

    pub(super) fn is_postgres(&self) -> bool {
        self.tx.get_database_backend() == DbBackend::Postgres
    }
}
