//! 行业: whether the rep knows the customer's trade.

use super::because::Because;
use super::kind::MIDDLE;
use crate::matching::floor::Standing;
use crate::understand::Facts;

/// Knows it 1000, knows only others 0; a rep without industries, or a lead without: 500.
pub(super) fn assess(one: &Standing, facts: &Facts) -> (u32, Because) {
    if one.staff.industries.is_empty() {
        return (MIDDLE, Because::Unrestricted);
    }
    match &facts.industry {
        None => (MIDDLE, Because::Unknown),
        Some(trade) if one.staff.industries.contains(trade) => (1000, Because::KnowsIndustry),
        Some(_) => (0, Because::OtherIndustry),
    }
}
