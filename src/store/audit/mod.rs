//! Checks a whole store against what is promised of it (`reliability.md` §2), in one
//! snapshot and page by page, so that it may run beside the service. Used by
//! `paidan doctor store`, by every story at its end and by the kill driver.
//! Invariant: it only reads.

mod examine;
mod lead;
mod report;
mod schema;
mod shares;
mod whole;

pub use examine::audit;
pub use report::{Audit, Finding, Subject};
