//! The ground floor of paidan: what a lead is, how its life goes, who may do
//! what, and who fits best. Pure Rust: no clock, no randomness, no files, no
//! network. Everything that differs from run to run is handed in.

pub mod catalogue;
pub mod fairness;
pub mod ids;
pub mod lead;
pub mod matching;
pub mod money;
pub mod people;
pub mod policy;
pub mod region;
pub mod slash;
pub mod spelling;
pub mod time;
pub mod understand;
