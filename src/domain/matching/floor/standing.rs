//! One person with what changes by the minute.

use std::sync::Arc;

use crate::people::Staff;
use crate::time::Instant;

/// One person with what changes by the minute.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Who.
    pub staff: Arc<Staff>,
    /// Leads at hand (在手量): offered + claimed + contacted.
    pub load: u32,
    /// How much work they are together, in permille of a usual lead.
    pub effort_permille: u64,
    /// When they were last offered a lead.
    pub last_offered: Option<Instant>,
    /// How often they claim in time, 0 to 1000; none before there is enough to tell.
    pub responsive_permille: Option<u32>,
    /// How often they win (成交率), 0 to 1000; none before there is enough to tell.
    pub win_rate_permille: Option<u32>,
}

impl Standing {
    /// With so many usual leads at hand, and nothing else known.
    #[must_use]
    pub fn new(staff: Arc<Staff>, load: u32) -> Self {
        Self {
            staff,
            load,
            effort_permille: u64::from(load) * 1000,
            last_offered: None,
            responsive_permille: None,
            win_rate_permille: None,
        }
    }

    /// Below capacity (上限), which counts leads and not their effort.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.load < self.staff.capacity
    }
}
