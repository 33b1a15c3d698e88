//! The rules made ready: products as numbers, the zone read, what a rule leaves open filled in
//! from the policy. Made once for each floor; decides nothing.

mod compile;
mod condition;
mod course;
mod week;

pub(super) use compile::Program;
pub(super) use course::Course;
