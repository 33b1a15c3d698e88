//! The commands, one a file, each opening with its grammar.

mod away;
mod back;
mod cancel;
mod claim;
mod confirm;
mod decline;
mod entry;
pub(super) mod help;
mod lead;
mod list;
mod mine;
mod pool;
mod reassign;
mod share;
mod show;
mod status;
mod why;

pub use entry::{Command, Name, Roles};
pub use list::ALL;
