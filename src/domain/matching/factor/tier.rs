//! 价值档: whether the rep's grade fits the lead's value.

use super::because::Because;
use super::kind::MIDDLE;
use crate::matching::floor::Standing;
use crate::money::Tier;
use crate::people::Grade;
use crate::understand::Facts;

/// The same letter 1000, one apart 500, two apart 0: A serves A best. Value unknown: 500.
pub(super) fn assess(one: &Standing, facts: &Facts) -> (u32, Because) {
    let Some(tier) = facts.tier else {
        return (MIDDLE, Because::Unknown);
    };
    let grade = one.staff.grade;
    let of_tier = match tier {
        Tier::A => 0_u32,
        Tier::B => 1,
        Tier::C => 2,
    };
    let of_grade = match grade {
        Grade::A => 0_u32,
        Grade::B => 1,
        Grade::C => 2,
    };
    let value = 1000 - 500 * of_tier.abs_diff(of_grade);
    (value, Because::Serves { tier, grade })
}
