//! The categories as a valid tree.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::money::Fen;
use crate::region::Folded;

use super::category::Category;
use super::error::CatalogueError;

/// A valid catalogue. Immutable; a change makes a new one.
#[derive(Debug, Clone)]
pub struct Catalogue {
    categories: Vec<Category>,
    /// Index of the parent.
    parents: Vec<Option<usize>>,
    /// Folded name or synonym to index.
    words: HashMap<String, usize>,
    pub(super) finder: AhoCorasick,
    /// Index of the category that each pattern of `finder` belongs to.
    pub(super) owners: Vec<usize>,
}

impl Default for Catalogue {
    /// The catalogue without categories: it knows and finds nothing.
    fn default() -> Self {
        Catalogue::new(Vec::new()).expect("an empty list has no fault")
    }
}

impl Catalogue {
    /// Checks the list and builds the tree.
    ///
    /// # Errors
    /// Every fault of the list at once, in its order.
    pub fn new(categories: Vec<Category>) -> Result<Catalogue, Vec<CatalogueError>> {
        let mut errors = Vec::new();
        let words = index_words(&categories, &mut errors);
        let parents = index_parents(&categories, &words, &mut errors);
        find_cycles(&categories, &parents, &mut errors);
        find_bad_prices(&categories, &mut errors);
        if !errors.is_empty() {
            errors.sort_by_key(CatalogueError::index);
            return Err(errors);
        }
        // `toys` is found as `toy` as well.
        let singular: HashMap<String, usize> = words
            .iter()
            .filter_map(|(word, owner)| Some((word.strip_suffix('s')?.to_owned(), *owner)))
            .filter(|(word, _)| {
                word.len() >= 3
                    && word.is_ascii()
                    && !word.ends_with('s')
                    && !words.contains_key(word)
            })
            .collect();
        let mut patterns: Vec<(&String, &usize)> = words.iter().chain(&singular).collect();
        // The order decides pattern numbers only, but the same list shall give the same bytes.
        patterns.sort_unstable();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns.iter().map(|(word, _)| word.as_str()))
            .map_err(|_| vec![CatalogueError::TooLarge])?;
        let owners = patterns.iter().map(|(_, owner)| **owner).collect();
        Ok(Catalogue {
            categories,
            parents,
            words,
            finder,
            owners,
        })
    }

    /// The same catalogue with further names that reps or leads use and it lacks; they stand
    /// alone, without parent. Names that it knows already, blank ones and repetitions are
    /// passed over.
    pub fn with_known<I, S>(&self, extra: I) -> Catalogue
    where
        I: IntoIterator<Item = S>,
        S: AsRef<str>,
    {
        let mut categories = self.categories.clone();
        let mut seen = std::collections::HashSet::new();
        for name in extra {
            let name = name.as_ref().trim();
            let key = fold(name);
            if !key.is_empty() && !self.words.contains_key(&key) && seen.insert(key) {
                categories.push(Category::named(name));
            }
        }
        // Only fresh, non-blank names were added, so the one fault left is size.
        Catalogue::new(categories).unwrap_or_else(|_| self.clone())
    }

    /// All categories in the order of the list.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The category of this name or synonym.
    pub fn get(&self, name: &str) -> Option<&Category> {
        self.index_of(name).map(|index| &self.categories[index])
    }

    /// The category's own name for a name or synonym, however it is spelled.
    pub fn canonical(&self, name_or_synonym: &str) -> Option<&str> {
        self.index_of(name_or_synonym)
            .map(|index| self.name_at(index))
    }

    /// The categories it belongs to, nearest first, without itself.
    pub fn ancestors(&self, name: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut at = self.index_of(name).and_then(|index| self.parents[index]);
        while let Some(index) = at {
            found.push(self.name_at(index));
            at = self.parents[index];
        }
        found
    }

    /// Whether `child` is `ancestor` or belongs to it. Two unknown names are the same when they
    /// are spelled the same.
    pub fn is_a(&self, child: &str, ancestor: &str) -> bool {
        let (Some(mut at), Some(wanted)) = (self.index_of(child), self.index_of(ancestor)) else {
            return fold(child) == fold(ancestor);
        };
        loop {
            if at == wanted {
                return true;
            }
            match self.parents[at] {
                Some(parent) => at = parent,
                None => return false,
            }
        }
    }

    /// Its place in the list, for a name or synonym; an index outside counts by it.
    pub fn place_of(&self, name: &str) -> Option<usize> {
        self.index_of(name)
    }

    /// The place of the category that the one at `place` belongs to.
    pub fn parent_of(&self, place: usize) -> Option<usize> {
        self.parents.get(place).copied().flatten()
    }

    /// The spelling by which two names that no catalogue knows are compared.
    pub fn spelling(name: &str) -> String {
        fold(name)
    }

    /// What a unit of the category usually costs, its own price or the nearest ancestor's.
    pub fn unit_price(&self, name: &str) -> Option<Fen> {
        let mut at = self.index_of(name);
        while let Some(index) = at {
            if let Some(price) = self.categories[index].unit_price_fen {
                return Some(Fen(price));
            }
            at = self.parents[index];
        }
        None
    }

    pub(super) fn name_at(&self, index: usize) -> &str {
        &self.categories[index].category
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        self.words.get(&fold(name)).copied()
    }
}

fn fold(name: &str) -> String {
    Folded::new(name.trim()).text().to_owned()
}

fn index_words(
    categories: &[Category],
    errors: &mut Vec<CatalogueError>,
) -> HashMap<String, usize> {
    let mut words: HashMap<String, usize> = HashMap::new();
    let mut add =
        |index: usize, word: &str, errors: &mut Vec<CatalogueError>| match words.get(&fold(word)) {
            // A synonym that repeats its own category's name does no harm.
            Some(&owner) if owner != index || word == categories[index].category => {
                errors.push(CatalogueError::Duplicate {
                    index,
                    name: word.to_owned(),
                    owner: categories[owner].category.clone(),
                });
            }
            Some(_) => {}
            None => {
                words.insert(fold(word), index);
            }
        };
    // Names first: a synonym never takes a word from the category that is called so.
    for (index, category) in categories.iter().enumerate() {
        if category.category.trim().is_empty() {
            errors.push(CatalogueError::EmptyName { index });
        } else {
            add(index, &category.category, errors);
        }
    }
    for (index, category) in categories.iter().enumerate() {
        for synonym in &category.synonyms {
            if synonym.trim().is_empty() {
                let category = category.category.clone();
                errors.push(CatalogueError::EmptySynonym { index, category });
            } else if fold(synonym) != fold(&category.category) {
                add(index, synonym, errors);
            }
        }
    }
    words
}

fn index_parents(
    categories: &[Category],
    words: &HashMap<String, usize>,
    errors: &mut Vec<CatalogueError>,
) -> Vec<Option<usize>> {
    let mut parents = vec![None; categories.len()];
    for (index, category) in categories.iter().enumerate() {
        let Some(parent) = category
            .parent
            .as_deref()
            .filter(|name| !name.trim().is_empty())
        else {
            continue;
        };
        parents[index] = words.get(&fold(parent)).copied();
        if parents[index].is_none() {
            errors.push(CatalogueError::UnknownParent {
                index,
                category: category.category.clone(),
                parent: parent.to_owned(),
            });
        }
    }
    parents
}

fn find_cycles(
    categories: &[Category],
    parents: &[Option<usize>],
    errors: &mut Vec<CatalogueError>,
) {
    // Known to end at a root. Each category is walked over once.
    let mut safe = vec![false; categories.len()];
    for (start, category) in categories.iter().enumerate() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(index) = at.filter(|index| !safe[*index] && !path.contains(index)) {
            path.push(index);
            at = parents[index];
        }
        if at.is_some_and(|index| index == start && path.contains(&start)) {
            errors.push(CatalogueError::Cycle {
                index: start,
                category: category.category.clone(),
            });
        } else if at.is_none_or(|index| safe[index]) {
            path.iter().for_each(|index| safe[*index] = true);
        }
    }
}

fn find_bad_prices(categories: &[Category], errors: &mut Vec<CatalogueError>) {
    for (index, category) in categories.iter().enumerate() {
        if category
            .unit_price_fen
            .is_some_and(|fen| !Fen(fen).is_in_range())
        {
            errors.push(CatalogueError::Price {
                index,
                category: category.category.clone(),
            });
        }
    }
}
