//! Who may have a lead by one rule, and how many are left out for what.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use super::ease::Ease;
use super::exclusion::Exclusion;
use super::floor::{Seat, union};
use super::program::Course;
use super::roll::Roll;
use super::wanted::Wanted;
use crate::people::Grade;
use crate::policy::Strategy;

/// What one rule leaves of the people.
pub(super) struct Sieved {
    /// Who may have it, by place.
    pub fit: RoaringBitmap,
    /// Whom the rule chooses from, when not from everybody.
    pub among: Option<RoaringBitmap>,
    /// What was given up for it.
    pub ease: Ease,
    out: BTreeMap<Exclusion, u32>,
}

impl Sieved {
    /// Meets the sets in the order in which reasons are given, so that everybody left out is
    /// counted for the first one that applies to them ([`exclusion`](super::exclusion::exclusion)
    /// says the same of one person).
    pub fn of(roll: &Roll<'_>, course: &Course, ease: Ease) -> Self {
        let index = &roll.floor.index;
        let among = chosen_from(roll, course);
        let mut left = Left {
            fit: roll.ready.clone(),
            out: BTreeMap::new(),
        };
        left.count(Exclusion::Inactive, index.gone.len());
        left.count(Exclusion::Manager, index.managers.len());
        left.count(Exclusion::Away, roll.away.len());
        left.count(Exclusion::AlreadyOffered, roll.asked.len());
        left.meet(Exclusion::NotAmong, among.as_ref());
        if !course.names_one() {
            left.meet(Exclusion::Territory, roll.within(ease.reach).as_deref());
            let selling = roll.selling().filter(|_| !ease.product);
            left.meet(Exclusion::Product, selling);
            if let Some(least) = least_level(course, &ease, roll.wanted) {
                let (seats, wanted) = (roll.floor, roll.wanted);
                let knows = |place: &u32| {
                    let seat = seats.seat(*place);
                    seat.is_some_and(|one| is_skilled(one, wanted, least))
                };
                let skilled = left.fit.iter().filter(knows).collect();
                left.meet(Exclusion::NotSkilled, Some(&skilled));
            }
            if let Some(least) = least_grade(course, &ease, roll.wanted) {
                let senior = index.of_grades(at_least(least));
                left.meet(Exclusion::NotSenior, Some(&senior));
            }
        }
        left.meet(Exclusion::Full, Some(&index.room));
        Self {
            fit: left.fit,
            among,
            ease,
            out: left.out,
        }
    }

    /// How many were left out for what.
    pub fn counts(&self) -> &BTreeMap<Exclusion, u32> {
        &self.out
    }
}

/// Who is still in while the sets are met.
struct Left {
    fit: RoaringBitmap,
    out: BTreeMap<Exclusion, u32>,
}

impl Left {
    fn count(&mut self, why: Exclusion, how_many: u64) {
        if how_many > 0 {
            let how_many = u32::try_from(how_many).unwrap_or(u32::MAX);
            self.out.insert(why, how_many);
        }
    }

    /// Only who is in the set stays; no set asks for nothing.
    fn meet(&mut self, why: Exclusion, set: Option<&RoaringBitmap>) {
        let Some(set) = set else { return };
        let before = self.fit.len();
        self.fit &= set;
        self.count(why, before - self.fit.len());
    }
}

/// Whom a rule chooses from; none when from everybody.
fn chosen_from(roll: &Roll<'_>, course: &Course) -> Option<RoaringBitmap> {
    let index = &roll.floor.index;
    let places = |ids: &mut dyn Iterator<Item = &crate::ids::StaffId>| {
        let places: RoaringBitmap = ids.filter_map(|id| roll.floor.place(id)).collect();
        places
    };
    match &course.strategy {
        Strategy::Named(rep) => return Some(places(&mut std::iter::once(rep))),
        Strategy::Former => {
            let former = roll.wanted.facts.former.iter();
            return Some(places(&mut former.map(|former| &former.rep)));
        }
        _ => {}
    }
    let among = &course.among;
    let mut sets = Vec::new();
    if !among.teams.is_empty() {
        sets.push(index.of_teams(&among.teams));
    }
    if let Some(skills) = &among.skills {
        sets.push(union(index.selling(skills)));
    }
    if !among.territories.is_empty() {
        sets.push(index.within(&among.territories));
    }
    if !among.grades.is_empty() {
        sets.push(index.of_grades(&among.grades));
    }
    if !among.reps.is_empty() {
        sets.push(places(&mut among.reps.iter()));
    }
    sets.into_iter().reduce(|met, set| met & set)
}

/// The level that one of the products must be known at, 1 to 1000. Whoever may have it without
/// selling the product need not know it well either.
pub(super) fn least_level(course: &Course, ease: &Ease, wanted: &Wanted<'_>) -> Option<u32> {
    let least = course.constraints.least_level_permille;
    let asked = least > 0 && !wanted.products.is_empty() && !ease.product && !ease.level;
    asked.then_some(least)
}

/// A rep without products restricts nothing, and is asked for no level.
pub(super) fn is_skilled(one: &Seat, wanted: &Wanted<'_>, least: u32) -> bool {
    let levels = || wanted.products.iter().filter_map(|line| one.level(line));
    one.skills.is_empty() || levels().any(|level| level >= least)
}

/// The least grade that the lead's value asks for.
pub(super) fn least_grade(course: &Course, ease: &Ease, wanted: &Wanted<'_>) -> Option<Grade> {
    let least = course.constraints.least_grade(wanted.facts.tier);
    least.filter(|_| !ease.level)
}

fn at_least(least: Grade) -> &'static [Grade] {
    match least {
        Grade::A => &[Grade::A],
        Grade::B => &[Grade::A, Grade::B],
        Grade::C => &[Grade::A, Grade::B, Grade::C],
    }
}
