//! 产品: how well the rep knows what is wanted.

use super::because::Because;
use super::kind::MIDDLE;
use crate::matching::floor::Seat;
use crate::matching::wanted::Wanted;

/// What a rep knows of the wanted products.
struct Known {
    /// The mean over all wanted products of the best level for each, those they do not sell as 0.
    mean: u32,
    /// Which product they know best, by its place in the lead; the first of equals.
    best: usize,
    /// How well, 0 to 1000.
    level: u32,
}

/// The mean over the wanted categories of the best level for each; knowledge of a
/// parent counts for its children. A rep without products, or a lead without: 500.
pub(super) fn value(one: &Seat, wanted: &Wanted<'_>) -> u32 {
    if one.skills.is_empty() || wanted.products.is_empty() {
        return MIDDLE;
    }
    known(one, wanted).map_or(0, |known| known.mean)
}

pub(super) fn assess(one: &Seat, wanted: &Wanted<'_>) -> (u32, Because) {
    if one.skills.is_empty() {
        return (MIDDLE, Because::Unrestricted);
    }
    if wanted.products.is_empty() {
        return (MIDDLE, Because::Unknown);
    }
    let Some(known) = known(one, wanted) else {
        return (0, Because::DoesNotSell);
    };
    let category = wanted.facts.products.get(known.best);
    let because = Because::Sells {
        category: category.cloned().unwrap_or_default(),
        level_permille: known.level,
    };
    (known.mean, because)
}

fn known(one: &Seat, wanted: &Wanted<'_>) -> Option<Known> {
    let (mut sum, mut best) = (0_u64, None);
    for (at, lineage) in wanted.products.iter().enumerate() {
        let Some(level) = one.level(lineage) else {
            continue;
        };
        sum += u64::from(level);
        if best.is_none_or(|(_, known)| level > known) {
            best = Some((at, level));
        }
    }
    let (best, level) = best?;
    let mean = sum / u64::try_from(wanted.products.len()).unwrap_or(u64::MAX);
    let mean = u32::try_from(mean).unwrap_or(1000);
    Some(Known { mean, best, level })
}
