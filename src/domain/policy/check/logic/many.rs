//! What is asked of names of which a lead has any number: products, tags, words.

use std::collections::BTreeSet;

/// One of these names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pick {
    /// Whichever.
    Any,
    /// One of these.
    Of(BTreeSet<String>),
}

/// One name of each of `some`, and no name of `none`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Many {
    some: Vec<Pick>,
    none: Vec<Pick>,
}

impl Many {
    pub(super) fn one_of(pick: Pick) -> Self {
        Self {
            some: vec![pick],
            none: Vec::new(),
        }
    }

    pub(super) fn none_of(pick: Pick) -> Self {
        Self {
            some: Vec::new(),
            none: vec![pick],
        }
    }

    pub(super) fn both(&self, other: &Self) -> Self {
        let join = |one: &[Pick], other: &[Pick]| {
            let mut all = one.to_vec();
            all.extend(other.iter().filter(|pick| !one.contains(pick)).cloned());
            all
        };
        Self {
            some: join(&self.some, &other.some),
            none: join(&self.none, &other.none),
        }
    }

    /// Whether no lead can be so: every name that would do is forbidden.
    pub(super) fn is_empty(&self) -> bool {
        self.some.iter().any(|pick| match pick {
            Pick::Any => self.none.contains(&Pick::Any),
            Pick::Of(names) => names.iter().all(|name| self.forbids(name)),
        })
    }

    fn forbids(&self, name: &str) -> bool {
        self.none.iter().any(|pick| match pick {
            Pick::Any => true,
            Pick::Of(names) => names.contains(name),
        })
    }
}
