//! The sales floor as an indexed snapshot: everybody who could take a lead, as they stand at one
//! moment, with a set of people for each thing that is asked.
//!
//! Invariant: every set says what the people say; a change of one person touches only the sets
//! that they leave or join. Copies share all that did not change, so the store may hand one out
//! at each commit.

mod index;
mod lines;
mod names;
mod roster;
mod seat;
mod standing;

pub(super) use index::{Index, union};
pub(super) use names::Names;
pub use roster::Floor;
pub(super) use seat::Seat;
pub use standing::Standing;
