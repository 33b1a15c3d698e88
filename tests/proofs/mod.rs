//! The machinery of proof: simulated lives, random sequences against the real store, and
//! bugs that are planted to see whether they are caught.

mod simulation;
mod store_sequences;
