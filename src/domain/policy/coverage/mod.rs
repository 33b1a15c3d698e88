//! Which leads no rep takes (片区 × 产品 × 价值档): cells that nobody who works here covers by the
//! defaults of matching and the policy's limits. Leave and load pass and do not count; what rules
//! and relaxing would still do is left out, for a hole is where they have to.

mod cells;
mod find;
mod hole;
mod products;
mod regions;

#[cfg(test)]
mod tests;

pub use find::coverage;
pub use hole::{Coverage, Hole, HoleRegion};
