//! 最空闲: the smallest part of their capacity in use.

use std::cmp::Ordering;

use roaring::RoaringBitmap;

use crate::matching::factor::{Because, at_hand};
use crate::matching::floor::Standing;
use crate::matching::roll::Roll;

/// By the effort at hand over the capacity, exactly; of equals who waited longest since their
/// last offer, then the smaller id.
pub(super) fn least_loaded(roll: &Roll<'_>, fit: &RoaringBitmap) -> Option<(u32, Because)> {
    let standing = |place: u32| Some((place, roll.floor.at(place)?));
    let least = fit.iter().filter_map(standing).min_by(|one, other| {
        let (one, other) = (one.1, other.1);
        by_load(one, other)
            .then_with(|| one.last_offered.cmp(&other.last_offered))
            .then_with(|| one.staff.id.cmp(&other.staff.id))
    });
    least.map(|(place, one)| (place, at_hand(one)))
}

/// Compares two fractions without dividing.
fn by_load(one: &Standing, other: &Standing) -> Ordering {
    let over = |one: &Standing, other: &Standing| {
        u128::from(one.effort_permille) * u128::from(other.staff.capacity)
    };
    over(one, other).cmp(&over(other, one))
}
