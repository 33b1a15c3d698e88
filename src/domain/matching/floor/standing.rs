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

    /// Writes down how they answered an offer: 1000 claimed in time, 500 declined (an answer, but
    /// the lead has to be offered again), 0 let the time run out. Each answer counts an eighth of
    /// all, so the last ten or so tell; before the first they stand in the middle.
    pub fn answered(&mut self, permille: u32) {
        let before = i64::from(self.responsive_permille.unwrap_or(500));
        let after = before + (i64::from(permille) - before) / 8;
        self.responsive_permille = u32::try_from(after).ok();
    }

    /// Below capacity (上限), which counts leads and not their effort.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.load < self.staff.capacity
    }
}
