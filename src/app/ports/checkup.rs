//! Looking at a platform's set-up, for `paidan doctor`.

use async_trait::async_trait;
use paidan_domain::people::{Platform, Staff};

use super::Traffic;
pub use crate::words::{Check, Checked, Detail, Trouble};

/// What the store knows that a platform's set-up is held against.
#[derive(Debug, Clone, Default)]
pub struct Company {
    /// Who works here.
    pub staff: Vec<Staff>,
    /// What the app used of its month, where the platform counts one.
    pub used: Traffic,
}

impl Company {
    /// Name and userid of everybody who has an account there.
    pub fn accounts(&self, platform: Platform) -> impl Iterator<Item = (&str, &str)> {
        let working = self.staff.iter().filter(|one| one.active);
        working.filter_map(move |one| Some((one.name.as_str(), one.account(platform)?)))
    }
}

/// A platform's set-up can be looked at.
#[async_trait]
pub trait Checkup: Send + Sync {
    /// Whose.
    fn platform(&self) -> Platform;

    /// Looks at everything that can be asked without disturbing anybody: no message is sent,
    /// no connection is opened that would take the service's work. In the order in which it
    /// is to be mended. Without a company nobody is looked up.
    async fn look(&self, company: Option<&Company>) -> Vec<Checked>;
}
