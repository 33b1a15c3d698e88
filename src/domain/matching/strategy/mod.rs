//! How one of those who may have a lead is chosen, where it is not by the best score.

mod least_loaded;
mod shares;
mod winner;

pub(super) use shares::stretch;
pub(super) use winner::winner;
