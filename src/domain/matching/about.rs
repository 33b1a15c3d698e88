//! Why not this one: how one particular rep stands to a lead at this moment.

use super::choose::{Attempted, attempted};
use super::ease::Ease;
use super::exclusion::exclusion;
use super::explain::tell;
use super::explanation::{Excluded, Scored};
use super::floor::Floor;
use super::roll::Roll;
use super::sieve::Sieved;
use super::wanted::Wanted;
use crate::ids::StaffId;
use crate::time::Instant;
use crate::understand::Facts;

/// How somebody stands to a lead.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// They could have it, with this score.
    Candidate(Scored),
    /// They are left out.
    Excluded(Excluded),
}

/// How one rep stands to a lead now, under the rule that would decide now; none when nobody is
/// called so.
#[must_use]
pub fn about(
    rep: &StaffId,
    facts: &Facts,
    asked: &[StaffId],
    floor: &Floor,
    now: Instant,
) -> Option<About> {
    let place = floor.place(rep)?;
    let wanted = Wanted::of(facts, floor);
    let roll = Roll::call(floor, &wanted, asked, now);
    let (course, sieved) = match attempted(&roll, now) {
        Attempted::Found(course, sieved) => (course, sieved),
        Attempted::Pool(course) | Attempted::Nobody(course) => {
            (course, Sieved::of(&roll, course, Ease::default()))
        }
    };
    if sieved.fit.contains(place) {
        return tell(place, &course.weighing, &roll).map(About::Candidate);
    }
    let seat = floor.seat(place)?;
    let staff = &seat.standing.staff;
    Some(About::Excluded(Excluded {
        rep: staff.id.clone(),
        rep_name: staff.name.clone(),
        reason: exclusion(place, seat, &roll, course, &sieved)?,
        load: seat.standing.load,
        capacity: staff.capacity,
    }))
}
