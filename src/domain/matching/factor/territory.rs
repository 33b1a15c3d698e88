//! 片区: how near a territory of the rep comes to the lead.

use super::because::Because;
use super::kind::MIDDLE;
use crate::matching::floor::Standing;
use crate::region::Nearness;
use crate::understand::Facts;

/// The nearest level that holds the lead: district 1000, city 850, province 600,
/// larger 400 (contract §5); no territory holds it: 0; a rep without territories, or a lead
/// without a place: 500.
pub(super) fn assess(one: &Standing, facts: &Facts) -> (u32, Because) {
    if one.staff.territories.is_empty() {
        return (MIDDLE, Because::Unrestricted);
    }
    let Some(region) = facts.region else {
        return (MIDDLE, Because::Unknown);
    };
    let value = |nearness: Nearness| match nearness {
        Nearness::District => 1000,
        Nearness::City => 850,
        Nearness::Province => 600,
        Nearness::Larger => 400,
    };
    one.staff
        .territories
        .iter()
        .filter_map(|territory| territory.covers(region))
        .max_by_key(|nearness| value(*nearness))
        .map_or((0, Because::NotCovered), |nearness| {
            (value(nearness), Because::Covered { nearness })
        })
}
