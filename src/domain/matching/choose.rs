//! Who gets the lead.

use super::choice::Choice;
use super::ease::Ease;
use super::explain::{explain, to_the_pool};
use super::floor::Floor;
use super::program::Course;
use super::roll::Roll;
use super::sieve::Sieved;
use super::together::Intended;
use super::wanted::Wanted;
use crate::ids::StaffId;
use crate::policy::Strategy;
use crate::time::Instant;
use crate::understand::Facts;

/// Finds the one rep who fits best, or says why nobody does.
///
/// `asked` are those who had this lead in this round. The rules are tried in order: the first
/// that applies and finds somebody decides, after them the defaults. Within a rule, conditions are
/// given up stage by stage while nobody fits (contract §5). Ties go to who waited longest since
/// their last offer, then to the smaller id.
#[must_use]
pub fn choose(facts: &Facts, asked: &[StaffId], floor: &Floor, now: Instant) -> Choice {
    pick(facts, asked, floor, now, None)
}

/// The same for a lead that is handed out together with others: the planned rep gets it while
/// they may still have it. The trade says why it is not the best one, and is kept only then.
#[must_use]
pub fn choose_as_planned(
    facts: &Facts,
    asked: &[StaffId],
    floor: &Floor,
    now: Instant,
    planned: Intended,
) -> Choice {
    pick(facts, asked, floor, now, Some(planned))
}

fn pick(
    facts: &Facts,
    asked: &[StaffId],
    floor: &Floor,
    now: Instant,
    planned: Option<Intended>,
) -> Choice {
    let wanted = Wanted::of(facts, floor);
    let roll = Roll::call(floor, &wanted, asked, now);
    match attempted(&roll, now) {
        Attempted::Pool(course) => to_the_pool(&roll, course),
        Attempted::Found(course, sieved) => explain(&roll, course, sieved, planned),
        Attempted::Nobody(last) => {
            // The reasons are those of the whole conditions.
            let strict = Sieved::of(&roll, last, Ease::default());
            explain(&roll, last, strict, None)
        }
    }
}

/// How far the rules came.
pub(super) enum Attempted<'f> {
    /// This one sends it to the pool.
    Pool(&'f Course),
    /// This one found somebody.
    Found(&'f Course, Sieved),
    /// None did; the last that was asked.
    Nobody(&'f Course),
}

/// Tries the rules in order, after them the defaults.
pub(super) fn attempted<'f>(roll: &Roll<'f>, now: Instant) -> Attempted<'f> {
    let program = &roll.floor.program;
    let mut last = &program.defaults;
    for (course, stops) in program.courses(roll.wanted, now) {
        last = course;
        if course.strategy == Strategy::Pool {
            return Attempted::Pool(course);
        }
        if let Some(sieved) = attempt(roll, course) {
            return Attempted::Found(course, sieved);
        }
        if stops {
            break;
        }
    }
    Attempted::Nobody(last)
}

/// The first stage of a rule at which somebody fits.
fn attempt(roll: &Roll<'_>, course: &Course) -> Option<Sieved> {
    let strict = Sieved::of(roll, course, Ease::default());
    if !strict.fit.is_empty() {
        return Some(strict);
    }
    if course.names_one() {
        return None;
    }
    let stages = Ease::stages(course, roll.wanted).into_iter().skip(1);
    stages
        .map(|ease| Sieved::of(roll, course, ease))
        .find(|sieved| !sieved.fit.is_empty())
}
