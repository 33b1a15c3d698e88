//! The world of a story: the real program and the real sandbox in a folder of their own, on
//! SQLite or PostgreSQL, and the people who live in it. Nothing here looks into the program:
//! stories talk to it over HTTP and by pressing buttons; only [`World::ends`] reads the store.

mod api;
mod envelope;
mod lists;
mod phones;
mod postgres;
mod program;
mod rep;
mod scene;
mod setup;
mod truth;
mod until;

pub use api::{Answer, Api, send};
pub use envelope::{Delivery, Platform};
pub use phones::{Card, Phones};
pub use postgres::Cluster;
pub use program::{free_port, paidan};
pub use rep::Rep;
pub use scene::{Lead, World};
pub use setup::{Engine, Setup};
pub use until::{now, until, until_some};
