//! Who works here: reps (销售), managers (主管), their teams, and who may do what.
//! Invariant: a right is asked of [`may`] and nowhere else.

mod actor;
mod rights;
mod staff;

pub use actor::{Actor, ActorKind};
pub use rights::{Action, Right, Scope, may};
pub use staff::{Departure, Grade, Platform, Role, Skill, Staff};
