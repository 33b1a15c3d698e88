//! How near somebody who cannot have a lead is to it; the nearest one's manager
//! is asked when nobody can.

use super::exclusion::Exclusion;
use super::floor::Standing;
use crate::region::{BigRegion, RegionCode, Territory};
use crate::understand::Facts;

/// Smaller is nearer: 0 covers the region, 1 the same city, 2 the same province,
/// 3 the same part of the country, 4 elsewhere.
fn distance(one: &Standing, region: RegionCode) -> u32 {
    let of = |territory: &Territory| match territory {
        _ if territory.covers(region).is_some() => 0,
        Territory::Region(code) if code.city().is_some() && code.city() == region.city() => 1,
        Territory::Region(code) if code.province() == region.province() => 2,
        Territory::Region(code) if same_part(*code, region) => 3,
        _ => 4,
    };
    one.staff.territories.iter().map(of).min().unwrap_or(0)
}

fn same_part(one: RegionCode, other: RegionCode) -> bool {
    BigRegion::ALL
        .iter()
        .any(|(part, _)| part.holds(one) && part.holds(other))
}

/// Sorts the excluded: reps who work here first, then by distance, then by how
/// good they would have been.
pub(super) fn rank(
    one: &Standing,
    why: Exclusion,
    facts: &Facts,
    would_score: u32,
) -> (u32, u32, u32) {
    let standing = match why {
        Exclusion::Inactive => 2,
        Exclusion::Manager => 1,
        _ => 0,
    };
    let far = facts.region.map_or(0, |region| distance(one, region));
    (standing, far, 1000_u32.saturating_sub(would_score))
}
