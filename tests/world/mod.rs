//! The world of a story: the real program and the real sandbox in a folder of their own, on
//! SQLite or PostgreSQL, and the people who live in it. Nothing here looks into the program:
//! stories talk to it over HTTP and by pressing buttons; only [`World::ends`] reads the store.

mod api;
mod ding;
mod envelope;
mod lists;
mod phones;
mod postgres;
mod program;
mod pulse;
mod rep;
mod replica;
mod scene;
mod setup;
mod tables;
mod truth;
mod until;
mod wire;

pub use api::{Answer, Api, send};
pub use ding::{Ding, DingMessage, DingRep};
pub use envelope::{Delivery, Platform};
pub use phones::{Card, Phones};
pub use postgres::Cluster;
pub use program::{Build, free_port, paidan};
pub use pulse::{Pulse, percentile};
pub use rep::Rep;
pub use replica::Replica;
pub use scene::{Lead, World};
pub use setup::{Engine, Setup};
pub use tables::Tables;
pub use until::{now, until, until_some};
pub use wire::{Weather, Wire};
