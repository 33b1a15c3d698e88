//! 用量: how much of a platform's month is used, over all processes; told to the admins
//! at 70, 90 and 100 %.
//!
//! What is counted goes to the store each second ([`Quota::flush`]) and at the stop, so a
//! process that is killed loses at most what it counted in its last second.

mod count;
mod level;
#[cfg(test)]
mod tests;

pub use count::Quota;
pub use level::{Level, Limits};
