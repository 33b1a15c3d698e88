//! What the company has.

use crate::catalogue::Catalogue;
use crate::ids::StaffId;
use crate::people::{Role, Staff};
use crate::policy::{Candidates, Constraints};
use crate::region::{Gazetteer, Territory};

/// Against what a policy is checked.
#[derive(Clone)]
pub struct Company<'a> {
    /// Everybody, whether they work here now or not.
    pub people: Vec<&'a Staff>,
    /// The products, those that only reps name included.
    pub catalogue: &'a Catalogue,
    /// Names of the sources; leads that come otherwise are of a source as well.
    pub sources: &'a [String],
    /// The places of the country.
    pub gazetteer: &'a Gazetteer,
}

impl<'a> Company<'a> {
    pub(super) fn find(&self, id: &StaffId) -> Option<&'a Staff> {
        self.people.iter().copied().find(|one| one.id == *id)
    }

    /// Reps who work here; leave passes and does not count.
    pub(in crate::policy) fn reps(&self) -> impl Iterator<Item = &'a Staff> + '_ {
        let all = self.people.iter().copied();
        all.filter(|one| one.active && one.role == Role::Rep)
    }

    /// Those of them among whom a rule chooses.
    pub(super) fn among(&self, asked: &Candidates) -> Vec<&'a Staff> {
        self.reps().filter(|one| self.meets(one, asked)).collect()
    }

    fn meets(&self, one: &Staff, asked: &Candidates) -> bool {
        let team = one.team.as_deref();
        // Whoever names no product sells everything.
        let sells = |wanted: &String| {
            one.products.is_empty()
                || one
                    .products
                    .iter()
                    .any(|skill| self.catalogue.is_a(wanted, &skill.category))
        };
        let lies_within = |outer: &Territory| {
            let mut own = one.territories.iter();
            own.any(|inner| lies_in(*inner, *outer))
        };
        (asked.teams.is_empty() || asked.teams.iter().any(|name| team == Some(name)))
            && (asked.skills.is_empty() || asked.skills.iter().any(sells))
            && (asked.territories.is_empty() || asked.territories.iter().any(lies_within))
            && (asked.grades.is_empty() || asked.grades.contains(&one.grade))
            && (asked.reps.is_empty() || asked.reps.contains(&one.id))
    }

    /// Whether somebody knows a product well enough.
    pub(super) fn is_skilled(one: &Staff, limits: &Constraints) -> bool {
        let least = limits.least_level_permille;
        one.products.is_empty() || one.products.iter().any(|s| s.level_permille >= least)
    }
}

/// Whether the inner territory is the outer one or lies in it.
fn lies_in(inner: Territory, outer: Territory) -> bool {
    match inner {
        _ if inner == outer => true,
        Territory::Region(code) => outer.covers(code).is_some(),
        Territory::Area(_) => outer == Territory::Nation,
        Territory::Nation => false,
    }
}
