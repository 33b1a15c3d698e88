//! Why somebody is not a candidate.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::floor::{Floor, Standing};
use crate::ids::StaffId;
use crate::people::Role;
use crate::region::Territory;
use crate::time::Instant;
use crate::understand::Facts;

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
}

impl Exclusion {
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
        }
    }
}

/// The first reason that leaves somebody out; none for a candidate.
/// What they are comes before what they do, so that a reason is never "full"
/// for somebody who left.
pub(super) fn exclusion(
    one: &Standing,
    facts: &Facts,
    asked: &BTreeSet<&StaffId>,
    floor: &Floor,
    now: Instant,
    product_counts: bool,
) -> Option<Exclusion> {
    let staff = &one.staff;
    if !staff.active {
        Some(Exclusion::Inactive)
    } else if staff.role == Role::Manager {
        Some(Exclusion::Manager)
    } else if staff.is_away(now) {
        Some(Exclusion::Away)
    } else if asked.contains(&staff.id) {
        Some(Exclusion::AlreadyOffered)
    } else if !covers(one, facts) {
        Some(Exclusion::Territory)
    } else if product_counts && !sells(one, facts, floor) {
        Some(Exclusion::Product)
    } else if one.load >= staff.capacity {
        Some(Exclusion::Full)
    } else {
        None
    }
}

fn covers(one: &Standing, facts: &Facts) -> bool {
    let Some(region) = facts.region else {
        return true;
    };
    let territories: &[Territory] = &one.staff.territories;
    territories.is_empty() || territories.iter().any(|t| t.covers(region).is_some())
}

fn sells(one: &Standing, facts: &Facts, floor: &Floor) -> bool {
    facts.products.is_empty()
        || one.staff.products.is_empty()
        || facts.products.iter().any(|wanted| {
            one.staff
                .products
                .iter()
                .any(|skill| floor.catalogue.is_a(wanted, &skill.category))
        })
}
