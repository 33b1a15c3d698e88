//! Sets of names of which a lead has one: its industry, its source.

use std::collections::BTreeSet;
use std::sync::Arc;

/// These names, or all but these; and whether a lead without a name belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names {
    names: BTreeSet<Arc<str>>,
    all_but: bool,
    unknown: bool,
}

impl Names {
    pub(super) fn of(names: &[String]) -> Self {
        Self {
            names: names.iter().map(|name| Arc::from(name.as_str())).collect(),
            all_but: false,
            unknown: false,
        }
    }

    /// Any name.
    pub(super) fn any() -> Self {
        Self {
            names: BTreeSet::new(),
            all_but: true,
            unknown: false,
        }
    }

    pub(super) fn others(&self, may_be_unknown: bool) -> Self {
        Self {
            names: self.names.clone(),
            all_but: !self.all_but,
            unknown: may_be_unknown && !self.unknown,
        }
    }

    pub(super) fn both(&self, other: &Self) -> Self {
        let (names, all_but) = match (self.all_but, other.all_but) {
            (false, false) => (&self.names & &other.names, false),
            (false, true) => (&self.names - &other.names, false),
            (true, false) => (&other.names - &self.names, false),
            (true, true) => (&self.names | &other.names, true),
        };
        Self {
            names,
            all_but,
            unknown: self.unknown && other.unknown,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.all_but && self.names.is_empty() && !self.unknown
    }

    /// How much there is to compare.
    pub(super) fn size(&self) -> usize {
        self.names.len()
    }
}
