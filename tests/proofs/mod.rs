//! The machinery of proof: what shows that the promises hold under races and faults, and
//! that what checks them would notice if they did not.

mod history;
mod planted;
mod quota;
mod races;
mod simulation;
mod store_sequences;
