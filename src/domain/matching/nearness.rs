//! The nearest of those who cannot have a lead; the first one's manager is asked when nobody can.

use roaring::RoaringBitmap;

use super::best::best;
use super::program::Course;
use super::rings::Ring;
use super::roll::Roll;

/// How many of one ring are scored to find the nearest of them.
const SCORED: usize = 256;

/// The places of those left out: reps who work here first, then by how far away their territory
/// lies, then by how good they would have been, then by id. Of a ring with more people than
/// [`SCORED`], the first ones by place are compared.
pub(super) fn nearest(
    roll: &Roll<'_>,
    course: &Course,
    fit: &RoaringBitmap,
    most: usize,
) -> Vec<u32> {
    let index = &roll.floor.index;
    let mut found = Vec::with_capacity(most);
    for kind in [&index.reps, &index.managers, &index.gone] {
        let mut seen = fit.clone();
        for ring in Ring::ALL {
            let left = most - found.len();
            if left == 0 {
                return found;
            }
            let within = roll.within(ring);
            let mut group = match within.as_deref() {
                Some(within) => &**kind & within,
                None => (**kind).clone(),
            };
            group -= &seen;
            let nearest = best(group.iter().take(SCORED), &course.weighing, roll, left);
            found.extend(nearest.iter().map(|one| one.place));
            match within {
                Some(within) => seen |= &*within,
                // The last ring: it holds everybody.
                None => break,
            }
        }
    }
    found
}
