//! Turns made by hand, through the one writer of a real store.

mod bench;
mod stories;

#[path = "../../../../tests/world/postgres.rs"]
#[expect(dead_code, reason = "other tests of it use the rest")]
mod postgres;
#[path = "../../../../tests/world/until.rs"]
#[expect(dead_code, reason = "other tests of it use the rest")]
mod until;
