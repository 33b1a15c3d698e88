//! Conditions as sets of leads, so that one can be proven to hold wherever another does.
//!
//! A condition becomes a few [`Case`]s, each of which says of every quality of a lead which
//! values it may have. Places, amounts, minutes of the week and closed lists are compared exactly;
//! of products, tags and words a lead has many, and each is taken to come with any other. Whoever
//! asks pays from a budget of steps, so that no policy takes long.

mod budget;
mod case;
mod cases;
mod many;
mod names;
mod places;
mod spans;
mod universe;

#[cfg(test)]
mod tests;

pub(super) use case::Case;
pub(super) use cases::{MOST, both, cases};
pub(super) use universe::Universe;
