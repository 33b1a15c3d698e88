//! The store as a model: what `src/store/` promises, in memory and few words. Several
//! processes share it, each by a handle of its own. Like the real one it decides nothing: a
//! change decides on what it saw and is written under guards. What happens between seeing and
//! writing is up to the [`Air`].

mod accounts;
mod air;
mod backlog;
mod bursts;
mod clockwork;
mod data;
mod inbox;
mod leads;
mod outbox;
mod people;
mod planted;
mod reads;
mod witness;
mod write;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use paidan::app::ports::{Clock, Ids, Shelf, StoreError};
use paidan_domain::matching::Floor;
use paidan_domain::policy::OfferPolicy;
use paidan_domain::time::Instant;
use tokio::sync::Notify;

pub use air::{Air, Calm, Fate};
pub use data::{Data, RowState};
pub use planted::Planted;
pub use witness::{Blind, Witness};

/// What all processes share.
pub struct Shared {
    data: Mutex<Data>,
    /// Between seeing and writing.
    pub air: Arc<dyn Air>,
    /// Sees what is written.
    pub witness: Arc<dyn Witness>,
    /// Guards that were left out on purpose.
    pub planted: Planted,
}

impl Shared {
    /// An empty store.
    pub fn new(
        offer: OfferPolicy,
        air: Arc<dyn Air>,
        witness: Arc<dyn Witness>,
        planted: Planted,
    ) -> Arc<Self> {
        Arc::new(Self {
            data: Mutex::new(Data::new(offer)),
            air,
            witness,
            planted,
        })
    }

    /// The rows themselves.
    pub fn data(&self) -> MutexGuard<'_, Data> {
        self.data.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One process's handle.
pub struct Memory {
    /// What all processes share.
    pub shared: Arc<Shared>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    bell: Notify,
    shelf: Mutex<Arc<Floor>>,
    /// What was answered and is not written yet; only with a planted bug.
    owed: Mutex<Vec<Owed>>,
}

type Owed = Box<dyn FnOnce(&mut Data) + Send>;

/// A guarded write found other data than was seen.
#[derive(Debug)]
struct Raced;

/// How often a change decides again when data moves under it.
const TRIES: u32 = 3;

impl Memory {
    /// A process opens the store.
    pub fn open(shared: &Arc<Shared>, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Arc<Self> {
        let floor = shared.data().floor.clone();
        Arc::new(Self {
            shared: shared.clone(),
            clock,
            ids,
            bell: Notify::new(),
            shelf: Mutex::new(floor),
            owed: Mutex::default(),
        })
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    /// The way to the store; it may be away.
    async fn reach(&self) -> Result<(), StoreError> {
        self.shared.air.pause().await;
        self.shared.air.reach()
    }

    /// A look-up: one moment of the data.
    async fn look<T>(&self, look_up: impl FnOnce(&Data) -> T) -> Result<T, StoreError> {
        self.reach().await?;
        Ok(look_up(&self.shared.data()))
    }

    /// A transaction without a decision: the guards stand inside of `work`.
    async fn write<T>(&self, work: impl FnOnce(&mut Data) -> T) -> Result<T, StoreError> {
        self.reach().await?;
        let end = self.land(|data| Ok(work(data)));
        self.shared.air.pause().await;
        end.map(|done| done.unwrap_or_else(|Raced| unreachable!("work has no guard")))
    }

    /// Commits, or not, or without anybody knowing.
    fn land<T>(
        &self,
        work: impl FnOnce(&mut Data) -> Result<T, Raced>,
    ) -> Result<Result<T, Raced>, StoreError> {
        let fate = self.shared.air.commit();
        if matches!(fate, Fate::Refused | Fate::Unheard { done: false }) {
            return Err(StoreError::Unavailable("commit refused".to_owned()));
        }
        let mut data = self.shared.data();
        for owed in std::mem::take(&mut *self.owed()) {
            owed(&mut data);
        }
        let end = work(&mut data);
        if end.is_ok() {
            *self.shelf.lock().unwrap_or_else(PoisonError::into_inner) = data.floor.clone();
        }
        match fate {
            Fate::Unheard { .. } if end.is_ok() => {
                Err(StoreError::Unavailable("connection lost".to_owned()))
            }
            _ => Ok(end),
        }
    }

    fn owed(&self) -> MutexGuard<'_, Vec<Owed>> {
        self.owed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ring_bell(&self) {
        self.bell.notify_one();
    }
}

impl Shelf for Memory {
    fn floor(&self) -> Arc<Floor> {
        self.shelf
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn raced_too_often() -> StoreError {
    StoreError::Unavailable("raced too often".to_owned())
}
