//! What can be wrong with a catalogue.

use thiserror::Error;

/// One fault; `index` is the place of the category in the list, from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CatalogueError {
    /// A category without a name.
    #[error("category {index} has no name")]
    EmptyName {
        /// Place in the list.
        index: usize,
    },
    /// A synonym that is blank.
    #[error("category {index} ({category}) has a blank synonym")]
    EmptySynonym {
        /// Place in the list.
        index: usize,
        /// Its name.
        category: String,
    },
    /// A name or synonym that another category has already.
    #[error("{name} of category {index} already belongs to {owner}")]
    Duplicate {
        /// Place in the list.
        index: usize,
        /// The word that is there twice.
        name: String,
        /// The category that had it first.
        owner: String,
    },
    /// The parent is no category of the list.
    #[error("{category} (category {index}) has the unknown parent {parent}")]
    UnknownParent {
        /// Place in the list.
        index: usize,
        /// Its name.
        category: String,
        /// The parent as given.
        parent: String,
    },
    /// The category is its own ancestor.
    #[error("{category} (category {index}) is its own ancestor")]
    Cycle {
        /// Place in the list.
        index: usize,
        /// Its name.
        category: String,
    },
    /// A price below zero or above ten billion yuan.
    #[error("the unit price of {category} (category {index}) is out of range")]
    Price {
        /// Place in the list.
        index: usize,
        /// Its name.
        category: String,
    },
    /// The list cannot be searched: it is too long.
    #[error("the catalogue is too large")]
    TooLarge,
}

impl CatalogueError {
    /// Place of the faulty category in the list; `None` when the fault is the list itself.
    pub fn index(&self) -> Option<usize> {
        match self {
            CatalogueError::EmptyName { index }
            | CatalogueError::EmptySynonym { index, .. }
            | CatalogueError::Duplicate { index, .. }
            | CatalogueError::UnknownParent { index, .. }
            | CatalogueError::Cycle { index, .. }
            | CatalogueError::Price { index, .. } => Some(*index),
            CatalogueError::TooLarge => None,
        }
    }
}
