//! Everything that is proven of the running program, in one binary. A test is a story about
//! people, run against the real `paidan serve` and the real `paidan sandbox`.

mod browser;
mod faults;
mod house;
mod judges;
mod migrations;
mod proofs;
mod staff;
mod stories;
mod wire;
mod world;
