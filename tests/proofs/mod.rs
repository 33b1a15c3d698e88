//! The machinery of proof: a history checker and races for it, simulated lives, random
//! sequences against the real store, and bugs that are planted to see whether they are caught.

mod history;
mod planted;
mod races;
mod simulation;
mod store_sequences;
