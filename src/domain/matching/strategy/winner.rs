//! The one whom a rule's strategy chooses.

use roaring::RoaringBitmap;

use super::{least_loaded, shares};
use crate::fairness::Stretch;
use crate::matching::factor::Because;
use crate::matching::program::Course;
use crate::matching::roll::Roll;
use crate::policy::Strategy;

/// The place of the chosen one and why; none when the best score decides, or nobody fits.
pub(in crate::matching) fn winner(
    roll: &Roll<'_>,
    course: &Course,
    stretch: Stretch,
    fit: &RoaringBitmap,
) -> Option<(u32, Because)> {
    match &course.strategy {
        Strategy::BestScore | Strategy::Pool => None,
        Strategy::CountShares => shares::next_in_count(roll, course, stretch, fit),
        Strategy::ValueShares => shares::next_in_value(roll, course, stretch, fit),
        Strategy::LeastLoaded => least_loaded::least_loaded(roll, fit),
        Strategy::Named(_) => fit.min().map(|place| (place, Because::Named)),
        Strategy::Former => {
            let former = roll.wanted.facts.former.as_ref()?;
            let served = Because::Served {
                at: former.at,
                won: former.won,
            };
            fit.min().map(|place| (place, served))
        }
    }
}
