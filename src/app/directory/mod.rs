//! 通讯录同步: who has which account on a platform, and who has left. A leaver is whom the
//! platform names, never who is missing from a list.

mod asking;
mod filling;
mod finding;
mod leavers;
mod news;
mod report;
mod sync;

pub use news::{Gone, StaffNews};
pub use report::{Filled, PlatformReport, Report, Unfound};
pub use sync::StaffSync;
