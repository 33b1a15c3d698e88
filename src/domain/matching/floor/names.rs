//! Numbers for names of products, so that nobody compares texts while reps are compared.

use std::sync::Arc;

use crate::catalogue::Catalogue;

/// A category's place in the catalogue; names that it lacks are numbered behind it.
#[derive(Debug, Clone)]
pub(in crate::matching) struct Names {
    catalogue: Arc<Catalogue>,
    unlisted: imbl::OrdMap<String, u32>,
}

impl Names {
    pub fn of(catalogue: Arc<Catalogue>) -> Self {
        Self {
            catalogue,
            unlisted: imbl::OrdMap::new(),
        }
    }

    /// The number of a name; none when nobody used it yet.
    pub fn find(&self, name: &str) -> Option<u32> {
        if let Some(place) = self.catalogue.place_of(name) {
            return u32::try_from(place).ok();
        }
        self.unlisted.get(&Catalogue::spelling(name)).copied()
    }

    /// The number of a name, which is given one when it has none.
    pub fn learn(&mut self, name: &str) -> u32 {
        if let Some(known) = self.find(name) {
            return known;
        }
        let listed = self.catalogue.categories().len();
        let next = u32::try_from(listed + self.unlisted.len()).unwrap_or(u32::MAX);
        self.unlisted.insert(Catalogue::spelling(name), next);
        next
    }

    /// The category and all that it belongs to, itself first; empty for a name that nobody used.
    pub fn lineage(&self, name: &str) -> Vec<u32> {
        let mut line = Vec::new();
        let mut at = self.find(name);
        while let Some(number) = at {
            line.push(number);
            let parent = usize::try_from(number)
                .ok()
                .and_then(|place| self.catalogue.parent_of(place));
            at = parent.and_then(|place| u32::try_from(place).ok());
        }
        line
    }
}
