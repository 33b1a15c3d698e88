//! What speaks for a candidate: one value in permille a factor, and why. One factor, one file,
//! with its formula. Values are worked out for everybody, reasons only for those who are kept.

mod because;
mod customer_type;
mod fairness;
mod industry;
mod kind;
mod load;
mod product;
mod relationship;
mod responsiveness;
mod territory;
mod tier;
mod win_rate;

pub use because::Because;
pub use kind::{Factor, FactorScore};
pub(super) use kind::{assess, value};
pub(super) use load::at_hand;
