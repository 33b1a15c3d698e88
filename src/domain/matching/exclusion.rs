//! Why somebody is not a candidate.

use serde::{Deserialize, Serialize};

use super::floor::Seat;
use super::program::Course;
use super::roll::Roll;
use super::sieve::{Sieved, is_skilled, least_grade, least_level};
use crate::people::Role;

/// A reason to leave somebody out (contract §5, defaults of matching).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// Does not cover the lead's region.
    Territory,
    /// Does not sell the product.
    Product,
    /// At or over capacity (已满).
    Full,
    /// Was offered this lead in this round.
    AlreadyOffered,
    /// On leave.
    Away,
    /// Does not work here any more.
    Inactive,
    /// A manager takes leads only by an act of their own.
    Manager,
    /// The rule chooses from others.
    NotAmong,
    /// Knows the product less well than is asked.
    NotSkilled,
    /// Of a lower grade than the lead's value asks for.
    NotSenior,
}

impl Exclusion {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Territory,
        Self::Product,
        Self::Full,
        Self::AlreadyOffered,
        Self::Away,
        Self::Inactive,
        Self::Manager,
        Self::NotAmong,
        Self::NotSkilled,
        Self::NotSenior,
    ];

    /// The word in explanations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Territory => "territory",
            Self::Product => "product",
            Self::Full => "full",
            Self::AlreadyOffered => "already_offered",
            Self::Away => "away",
            Self::Inactive => "inactive",
            Self::Manager => "manager",
            Self::NotAmong => "not_among",
            Self::NotSkilled => "not_skilled",
            Self::NotSenior => "not_senior",
        }
    }
}

/// The first reason that leaves somebody out; none for a candidate.
/// What they are comes before what they do, so that a reason is never "full"
/// for somebody who left.
pub(super) fn exclusion(
    place: u32,
    one: &Seat,
    roll: &Roll<'_>,
    course: &Course,
    sieved: &Sieved,
) -> Option<Exclusion> {
    let (standing, wanted, ease) = (&one.standing, roll.wanted, &sieved.ease);
    let staff = &standing.staff;
    let region = wanted.facts.region;
    if !staff.active {
        return Some(Exclusion::Inactive);
    }
    if staff.role == Role::Manager {
        return Some(Exclusion::Manager);
    }
    if staff.is_away(roll.now) {
        return Some(Exclusion::Away);
    }
    if roll.asked.contains(place) {
        return Some(Exclusion::AlreadyOffered);
    }
    if sieved
        .among
        .as_ref()
        .is_some_and(|set| !set.contains(place))
    {
        return Some(Exclusion::NotAmong);
    }
    if !course.names_one() {
        let sells = || wanted.products.iter().any(|line| one.level(line).is_some());
        let restricted = !wanted.products.is_empty() && !one.skills.is_empty();
        if !ease.reach.holds(standing, region) {
            return Some(Exclusion::Territory);
        }
        if !ease.product && restricted && !sells() {
            return Some(Exclusion::Product);
        }
        if least_level(course, ease, wanted).is_some_and(|least| !is_skilled(one, wanted, least)) {
            return Some(Exclusion::NotSkilled);
        }
        if least_grade(course, ease, wanted).is_some_and(|least| staff.grade > least) {
            return Some(Exclusion::NotSenior);
        }
    }
    (!standing.has_room()).then_some(Exclusion::Full)
}
