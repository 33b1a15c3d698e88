//! What has been given up so that somebody is found.

use super::explanation::Stage;
use super::program::Course;
use super::rings::Ring;
use super::wanted::Wanted;
use crate::policy::Relaxation;

/// The conditions that are not asked for any more; the default asks for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ease {
    /// The product, and with it its level.
    pub product: bool,
    /// How far away a territory may lie.
    pub reach: Ring,
    /// The least grade and the least level.
    pub level: bool,
    /// In the order in which it was given up.
    pub given_up: Vec<Relaxation>,
}

impl Ease {
    /// One stage after the other, each with all before it. What changes nothing for this lead is
    /// passed over, so that nobody reads of a condition that was never asked.
    pub fn stages(course: &Course, wanted: &Wanted<'_>) -> Vec<Self> {
        let (mut ease, mut stages) = (Self::default(), vec![Self::default()]);
        for relaxation in &course.relax {
            if ease.give_up(*relaxation, course, wanted) {
                ease.given_up.push(*relaxation);
                stages.push(ease.clone());
            }
        }
        stages
    }

    fn give_up(&mut self, what: Relaxation, course: &Course, wanted: &Wanted<'_>) -> bool {
        let facts = wanted.facts;
        let (asked, given_up) = match what {
            Relaxation::Product => (!facts.products.is_empty(), &mut self.product),
            Relaxation::Level => (
                course.constraints.least_level_permille > 0
                    || course.constraints.least_grade(facts.tier).is_some(),
                &mut self.level,
            ),
            Relaxation::SameProvince => return self.widen(Ring::Province, wanted),
            Relaxation::SamePart => return self.widen(Ring::Part, wanted),
            Relaxation::AnyTerritory => return self.widen(Ring::Elsewhere, wanted),
        };
        asked && !std::mem::replace(given_up, asked)
    }

    fn widen(&mut self, ring: Ring, wanted: &Wanted<'_>) -> bool {
        let wider = wanted.facts.region.is_some() && self.reach < ring;
        if wider {
            self.reach = ring;
        }
        wider
    }

    /// The word for how far it went: the last thing that was given up.
    pub fn stage(&self) -> Stage {
        match self.given_up.last() {
            None => Stage::Strict,
            Some(Relaxation::Product) => Stage::ProductRelaxed,
            Some(Relaxation::Level) => Stage::LevelRelaxed,
            Some(Relaxation::SameProvince | Relaxation::SamePart | Relaxation::AnyTerritory) => {
                Stage::TerritoryWidened
            }
        }
    }
}
