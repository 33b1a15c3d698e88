//! Random sequences against the real store, on SQLite and PostgreSQL. The store in memory, on
//! which lives are simulated, is the reference: whatever is asked of both, with the same clock
//! and the same new names, both must answer alike and hold the same afterwards. So the
//! simulation's results hold for the real store, too.

mod act;
mod decisions;
mod outbox;
mod pair;
mod side;
mod tests;
mod twins;
