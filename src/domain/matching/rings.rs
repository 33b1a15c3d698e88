//! How far from the lead's place somebody's territories lie, as sets.

use roaring::RoaringBitmap;

use super::floor::{Index, Standing, union};
use crate::region::{BigRegion, RegionCode, Territory};

/// Rings around the lead's place, from near to far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ring {
    /// A territory holds the place, or none restricts the rep.
    #[default]
    Covers,
    /// A territory lies in the same city.
    City,
    /// In the same province.
    Province,
    /// In the same part of the country (大区).
    Part,
    /// Anywhere.
    Elsewhere,
}

impl Ring {
    pub const ALL: [Self; 5] = [
        Self::Covers,
        Self::City,
        Self::Province,
        Self::Part,
        Self::Elsewhere,
    ];

    /// Everybody of this ring and the nearer ones; none means everybody there is.
    pub fn reach(self, place: Option<RegionCode>, index: &Index) -> Option<RoaringBitmap> {
        let place = place.filter(|_| self < Self::Elsewhere)?;
        let mut sets: Vec<&RoaringBitmap> = vec![&*index.anywhere];
        sets.extend(index.in_territory(Territory::Nation));
        if let Some(part) = part_of(place) {
            sets.extend(index.in_territory(Territory::Area(part)));
        }
        let near = index.in_province(place);
        sets.extend(
            near.filter(|(code, _)| self.takes(*code, place))
                .map(|(_, set)| set),
        );
        if self == Self::Part {
            let provinces = part_of(place).map_or(&[][..], BigRegion::provinces);
            let provinces = provinces
                .iter()
                .filter_map(|first| RegionCode::from_number(first * 10_000));
            for province in provinces.filter(|province| *province != place.province()) {
                sets.extend(index.in_province(province).map(|(_, set)| set));
            }
        }
        Some(union(sets))
    }

    /// Whether a territory of the place's own province lies within the ring.
    fn takes(self, code: RegionCode, place: RegionCode) -> bool {
        match self {
            Self::Covers => code.contains(place),
            Self::City => code.contains(place) || same_city(code, place),
            _ => true,
        }
    }

    /// Whether somebody's territories lie within the ring, asked of one person.
    pub fn holds(self, one: &Standing, place: Option<RegionCode>) -> bool {
        place.is_none_or(|place| Self::of(one, place) <= self)
    }

    /// The nearest ring that somebody stands in.
    fn of(one: &Standing, place: RegionCode) -> Self {
        let of = |territory: &Territory| match territory {
            _ if territory.covers(place).is_some() => Self::Covers,
            Territory::Region(code) if same_city(*code, place) => Self::City,
            Territory::Region(code) if code.province() == place.province() => Self::Province,
            Territory::Region(code) if part_of(*code).is_some_and(|part| part.holds(place)) => {
                Self::Part
            }
            _ => Self::Elsewhere,
        };
        let rings = one.staff.territories.iter().map(of);
        rings.min().unwrap_or(Self::Covers)
    }
}

fn same_city(one: RegionCode, other: RegionCode) -> bool {
    one.city().is_some() && one.city() == other.city()
}

fn part_of(place: RegionCode) -> Option<BigRegion> {
    let mut parts = BigRegion::ALL.into_iter().map(|(part, _)| part);
    parts.find(|part| part.holds(place))
}
