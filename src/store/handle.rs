//! The handle that the rest of paidan holds: a way to the one writer and to the
//! readers. No caller opens or holds a connection.

use std::future::Future;
use std::sync::Arc;

use sea_orm::DatabaseConnection;
use tokio::runtime::Handle;
use tokio::sync::Notify;

use arc_swap::ArcSwap;
use paidan_domain::matching::Floor;

use super::beat::Beat;
use super::fault::Fault;
use super::seal::Sealer;
use super::writer::Queue;
use crate::app::ports::{Clock, Shelf, StoreError};

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(super) queue: Queue,
    pub(super) readers: DatabaseConnection,
    pub(super) runtime: Handle,
    pub(super) sealer: Arc<Sealer>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) bell: Arc<Notify>,
    pub(super) shelf: Arc<ArcSwap<Floor>>,
    /// Names this process in leases.
    pub(super) process: Arc<str>,
    pub(super) beat: Arc<Beat>,
}

impl Store {
    /// Runs a look-up on the main runtime: the workers of the HTTP server are
    /// runtimes of their own, and a connection opened there would stall with them.
    pub(super) async fn read<T, F, Fut>(&self, look_up: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(DatabaseConnection) -> Fut,
        Fut: Future<Output = Result<T, Fault>> + Send + 'static,
    {
        let work = look_up(self.readers.clone());
        match self.runtime.spawn(work).await {
            Ok(found) => found.map_err(StoreError::from),
            Err(_) => Err(StoreError::Unavailable("shutting down".to_owned())),
        }
    }
}

impl Shelf for Store {
    fn floor(&self) -> Arc<Floor> {
        self.shelf.load_full()
    }
}

impl Store {
    /// The key that signs links to the phone page; replicas with one key file share it.
    #[must_use]
    pub fn link_key(&self) -> [u8; 32] {
        self.sealer.derived(b"paidan phone links")
    }
}
