//! A person at their place, with what is looked up for each candidate.

use std::sync::Arc;

use super::names::Names;
use super::standing::Standing;

/// A person at their place on the floor.
#[derive(Debug, Clone)]
pub(in crate::matching) struct Seat {
    pub standing: Standing,
    /// Where they stand on the floor.
    pub place: u32,
    /// What they sell, by the numbers of [`Names`], with the level in permille, at most 1000.
    pub skills: Arc<[(u32, u32)]>,
}

impl Seat {
    pub fn of(standing: Standing, place: u32, names: &mut Names) -> Self {
        let skills = standing.staff.products.iter();
        let skills = skills
            .map(|skill| {
                let level = skill.level_permille.min(1000);
                (names.learn(&skill.category), level)
            })
            .collect();
        Self {
            standing,
            place,
            skills,
        }
    }

    /// The level at which they know a category, by its lineage; knowledge of a parent counts.
    pub fn level(&self, lineage: &[u32]) -> Option<u32> {
        let known = self.skills.iter();
        known
            .filter(|(category, _)| lineage.contains(category))
            .map(|(_, level)| *level)
            .max()
    }
}
