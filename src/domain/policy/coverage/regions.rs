//! The regions that are told apart: every province, and each part of one that somebody names.

use std::collections::{BTreeMap, BTreeSet};

use crate::region::{Gazetteer, Level, RegionCode, Territory};

/// Regions and in which of them each lies.
pub(super) struct Regions {
    /// In the order of the codes, so that what holds another comes first.
    pub(super) codes: Vec<RegionCode>,
    /// The next larger one, by its place in `codes`.
    pub(super) around: BTreeMap<RegionCode, RegionCode>,
}

impl Regions {
    pub(super) fn of<'t>(
        gazetteer: &Gazetteer,
        named: impl Iterator<Item = &'t Territory>,
    ) -> Self {
        let mut codes: BTreeSet<RegionCode> = gazetteer.all(Level::Province).into_iter().collect();
        codes.extend(named.filter_map(|territory| match territory {
            Territory::Region(code) => Some(*code),
            Territory::Nation | Territory::Area(_) => None,
        }));
        let mut around = BTreeMap::new();
        for code in &codes {
            let city = code
                .city()
                .filter(|city| city != code && codes.contains(city));
            let larger = city.unwrap_or(code.province());
            if larger != *code && codes.contains(&larger) {
                around.insert(*code, larger);
            }
        }
        Self {
            codes: codes.into_iter().collect(),
            around,
        }
    }
}
