//! What differs between two versions of the rules, as typed changes in the order in which people
//! read a policy. Rules are told apart by their ids.

mod change;
mod compare;
mod moved;

#[cfg(test)]
mod tests;

pub use change::Change;
pub use compare::diff;
