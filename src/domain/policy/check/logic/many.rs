//! What is asked of names of which a lead has any number: products, tags, words.

use std::collections::BTreeSet;
use std::sync::Arc;

/// One of these names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pick {
    /// Whichever.
    Any,
    /// One of these. Shared: cases are put together again and again.
    Of(Arc<BTreeSet<Arc<str>>>),
}

impl Pick {
    pub(super) fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self::Of(Arc::new(names.into_iter().map(Arc::from).collect()))
    }
}

/// One name of each of `some`, and no name of `none`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Many {
    some: Vec<Pick>,
    /// No name at all.
    none_at_all: bool,
    none: Arc<BTreeSet<Arc<str>>>,
}

impl Many {
    pub(super) fn one_of(pick: Pick) -> Self {
        Self {
            some: vec![pick],
            ..Self::default()
        }
    }

    pub(super) fn none_of(pick: Pick) -> Self {
        match pick {
            Pick::Any => Self {
                none_at_all: true,
                ..Self::default()
            },
            Pick::Of(none) => Self {
                none,
                ..Self::default()
            },
        }
    }

    pub(super) fn both(&self, other: &Self) -> Self {
        let mut some = self.some.clone();
        let new = other.some.iter().filter(|pick| !self.some.contains(pick));
        some.extend(new.cloned());
        let none = match (self.none.is_empty(), other.none.is_empty()) {
            (_, true) => self.none.clone(),
            (true, false) => other.none.clone(),
            (false, false) => Arc::new(self.none.union(&other.none).cloned().collect()),
        };
        Self {
            some,
            none_at_all: self.none_at_all || other.none_at_all,
            none,
        }
    }

    /// Whether no lead can be so: every name that would do is forbidden.
    pub(super) fn is_empty(&self) -> bool {
        self.some.iter().any(|pick| match pick {
            _ if self.none_at_all => true,
            Pick::Any => false,
            Pick::Of(names) => names.iter().all(|name| self.none.contains(name)),
        })
    }

    /// How much there is to compare.
    pub(super) fn size(&self) -> usize {
        let picks = self.some.iter().map(|pick| match pick {
            Pick::Any => 1,
            Pick::Of(names) => 1 + names.len(),
        });
        self.none.len() + picks.sum::<usize>()
    }
}
