//! The store: SeaORM behind the ports of `app`, on SQLite or PostgreSQL alike.
//! Invariant: every change goes through the one writer, which commits in groups;
//! a statement that failed takes its whole transaction with it. Contact data and
//! typed words are sealed before they come here to rest. Knows no HTTP and no
//! platform.

mod account;
mod audit;
mod beat;
mod change;
mod clockwork;
mod company;
mod desk;
mod fault;
mod first_rows;
mod floor;
mod handle;
mod inbox;
mod intake;
mod leads;
mod ledger;
mod lists;
mod misses;
mod open;
mod outbox;
mod people;
mod policies;
mod reads;
mod rows;
mod seal;
mod standing;
mod usage;
mod writer;

pub use audit::{Audit, Finding, Subject, audit};
pub use company::company;
pub use handle::Store;
pub use open::{Migration, OpenError, Settings, migrate, open};
pub use seal::{KeyError, Sealer};
