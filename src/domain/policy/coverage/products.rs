//! The products that are told apart, and how many of them are named together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalogue::Catalogue;

/// Products that are looked at.
const MOST: usize = 1_000;

/// Categories without children.
pub(super) struct Products {
    pub(super) leaves: Vec<String>,
    pub(super) left_out: usize,
    /// Every category and which leaves belong to it.
    within: BTreeMap<String, Vec<usize>>,
}

impl Products {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let all = catalogue.categories();
        let parents: BTreeSet<&str> = all
            .iter()
            .filter_map(|one| one.parent.as_deref())
            .filter_map(|name| catalogue.canonical(name))
            .collect();
        let mut leaves: Vec<String> = all
            .iter()
            .map(|one| one.category.clone())
            .filter(|name| !parents.contains(name.as_str()))
            .collect();
        let left_out = leaves.len().saturating_sub(MOST);
        leaves.truncate(MOST);
        let mut within: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, leaf) in leaves.iter().enumerate() {
            within.entry(leaf.clone()).or_default().push(at);
            for parent in catalogue.ancestors(leaf) {
                within.entry(parent.to_owned()).or_default().push(at);
            }
        }
        Self {
            leaves,
            left_out,
            within,
        }
    }

    /// Which leaves somebody sells who names this category.
    pub(super) fn sold_by(&self, catalogue: &Catalogue, name: &str) -> &[usize] {
        let known = catalogue.canonical(name);
        let within = known.and_then(|known| self.within.get(known));
        within.map_or(&[], Vec::as_slice)
    }

    /// Names for a set of leaves: a parent where all of its leaves are in it.
    pub(super) fn names(&self, leaves: &[usize]) -> Vec<String> {
        let wanted: BTreeSet<usize> = leaves.iter().copied().collect();
        let mut whole: Vec<(&String, &Vec<usize>)> = self
            .within
            .iter()
            .filter(|(_, own)| own.iter().all(|leaf| wanted.contains(leaf)))
            .collect();
        // The widest first; a parent before its only child.
        whole.sort_by_key(|(name, own)| {
            let is_leaf = own.len() == 1 && self.leaves[own[0]] == **name;
            (std::cmp::Reverse(own.len()), is_leaf)
        });
        let mut named: HashMap<usize, &String> = HashMap::new();
        let mut first: Vec<(usize, String)> = Vec::new();
        for (name, own) in whole {
            if own.iter().all(|leaf| !named.contains_key(leaf)) {
                own.iter().for_each(|leaf| {
                    named.insert(*leaf, name);
                });
                first.push((own[0], name.clone()));
            }
        }
        // In the order of the catalogue.
        first.sort();
        first.into_iter().map(|(_, name)| name).collect()
    }
}
