//! 整批匹配: a burst of leads matched as a whole, not one by one as they come.
//! Exact: no other plan takes more leads, or as many with a higher total score.
//! Invariants: no rep gets more than their room; the same burst gives the same plan.
//! Knows scores and rooms only, neither leads nor people.

mod burst;
mod exchange;
mod plan;
mod reach;
mod search;
mod wishes;

pub use burst::{Burst, Candidate, Seat, Worth};
pub use plan::{Plan, Planned, Trade};

#[cfg(test)]
mod tests;
