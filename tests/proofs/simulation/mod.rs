//! Lives of leads on a virtual clock: the real verbs, two processes on one store in memory, a
//! chat that loses answers, people who press whatever they see. Everything follows from one
//! number: the order in which tasks run, what time it is, what breaks and when. First things
//! break, then they are whole again and everything must come to rest.

mod chat;
mod checks;
mod clients;
mod crowd;
mod dice;
mod late_answers;
mod ledger;
pub mod memory;
mod nature;
mod options;
mod phones;
mod planted;
mod platform;
mod pool;
mod replica;
mod tests;
mod time;
mod weather;
mod world;

pub use dice::Dice;
pub use options::cast;
pub use time::CountedIds;
pub use world::gazetteer;
