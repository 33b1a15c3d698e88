//! Who is shown a lead of the public pool, and whom a manager may choose from.

use roaring::RoaringBitmap;

use super::best::best;
use super::ease::Ease;
use super::explain::told;
use super::explanation::Scored;
use super::floor::Floor;
use super::rings::Ring;
use super::roll::Roll;
use super::sieve::Sieved;
use super::wanted::Wanted;
use crate::ids::StaffId;
use crate::time::Instant;
use crate::understand::Facts;

/// How many people are compared at most.
const COMPARED: usize = 2000;

/// The reps a manager may choose from when paidan found nobody: everybody who
/// works and is not on leave, best first; those who have no room later, and those who had it in
/// this round last. Of very many, those who cover the place and sell the product are compared
/// before the others, 2,000 at most.
#[must_use]
pub fn suggest(
    facts: &Facts,
    asked: &[StaffId],
    floor: &Floor,
    now: Instant,
    most: usize,
) -> Vec<Scored> {
    let wanted = Wanted::of(facts, floor);
    let roll = Roll::call(floor, &wanted, asked, now);
    let weighing = &floor.program.defaults.weighing;
    let room = &*floor.index.room;
    let groups = [
        &roll.ready & room,
        &roll.ready - room,
        &roll.asked & room,
        &roll.asked - room,
    ];
    let (mut found, mut compared) = (Vec::new(), 0);
    for group in groups {
        let left = most - found.len();
        if left == 0 || compared >= COMPARED {
            break;
        }
        let places = nearest_first(&roll, group, COMPARED - compared);
        compared += places.len();
        found.extend(told(&best(places, weighing, &roll, left), weighing, &roll));
    }
    found
}

/// At most so many of a group: first who covers the place and sells the product, then who covers
/// the place, then who sells the product, then the others.
fn nearest_first(roll: &Roll<'_>, mut group: RoaringBitmap, most: usize) -> Vec<u32> {
    if group.len() <= u64::try_from(most).unwrap_or(u64::MAX) {
        return group.iter().collect();
    }
    let covering = roll.within(Ring::Covers);
    let (covering, selling) = (covering.as_deref(), roll.selling());
    let mut places = Vec::with_capacity(most);
    for asked in [
        [covering, selling],
        [covering, None],
        [None, selling],
        [None, None],
    ] {
        let mut part = group.clone();
        asked.into_iter().flatten().for_each(|set| part &= set);
        places.extend(part.iter().take(most - places.len()));
        group -= &part;
    }
    places
}

/// Who is shown a lead of the public pool: the reps with room who cover its region
/// and sell its product, best first; when there are none, everybody with room. Of very many,
/// 2,000 are compared.
#[must_use]
pub fn audience(facts: &Facts, floor: &Floor, now: Instant, most: usize) -> Vec<StaffId> {
    let wanted = Wanted::of(facts, floor);
    let roll = Roll::call(floor, &wanted, &[], now);
    let course = &floor.program.defaults;
    let mut fit = Sieved::of(&roll, course, Ease::default()).fit;
    if fit.is_empty() {
        fit = &roll.ready & &*floor.index.room;
    }
    let places = nearest_first(&roll, fit, COMPARED);
    let best = best(places, &course.weighing, &roll, most);
    let seats = best.iter().filter_map(|one| floor.at(one.place));
    seats.map(|one| one.staff.id.clone()).collect()
}
