//! 在手量: how much of the rep's capacity is free.

use super::because::Because;
use crate::matching::floor::Standing;

/// Head-room: `1000 - effort / capacity`, the effort of the leads at hand in permille of usual
/// ones, rounded down and not below 0; without capacity 0.
pub(super) fn assess(one: &Standing) -> (u32, Because) {
    let capacity = one.staff.capacity;
    let whole = u64::from(capacity) * 1000;
    let free = whole.saturating_sub(one.effort_permille);
    let value = free.checked_div(u64::from(capacity)).unwrap_or(0);
    (u32::try_from(value).unwrap_or(1000), at_hand(one))
}

/// What somebody has at hand; the effort only where it is not that of usual leads.
pub(in crate::matching) fn at_hand(one: &Standing) -> Because {
    let usual = u64::from(one.load) * 1000 == one.effort_permille;
    Because::AtHand {
        load: one.load,
        capacity: one.staff.capacity,
        effort_permille: (!usual).then_some(one.effort_permille),
    }
}
