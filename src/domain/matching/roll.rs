//! The roll call for one lead at one moment: who is at work and was not asked yet. Shared by all
//! rules that are tried.

use std::cell::OnceCell;

use roaring::RoaringBitmap;

use super::floor::{Floor, union};
use super::rings::Ring;
use super::wanted::Wanted;
use crate::ids::StaffId;
use crate::time::Instant;

/// Who is there for a lead.
pub(super) struct Roll<'a> {
    pub floor: &'a Floor,
    pub wanted: &'a Wanted<'a>,
    pub now: Instant,
    /// Reps on leave.
    pub away: RoaringBitmap,
    /// Reps at work who had this lead in this round.
    pub asked: RoaringBitmap,
    /// Reps at work who did not.
    pub ready: RoaringBitmap,
    covering: OnceCell<Option<RoaringBitmap>>,
    selling: OnceCell<Option<RoaringBitmap>>,
}

impl<'a> Roll<'a> {
    pub fn call(floor: &'a Floor, wanted: &'a Wanted<'a>, asked: &[StaffId], now: Instant) -> Self {
        let index = &floor.index;
        let mut away = index.away(now);
        away &= &*index.reps;
        let mut had: RoaringBitmap = asked.iter().filter_map(|id| floor.place(id)).collect();
        had &= &*index.reps;
        had -= &away;
        let mut ready = (*index.reps).clone();
        ready -= &away;
        ready -= &had;
        Self {
            floor,
            wanted,
            now,
            away,
            asked: had,
            ready,
            covering: OnceCell::new(),
            selling: OnceCell::new(),
        }
    }

    /// Everybody within a ring; none means everybody there is.
    pub fn within(&self, ring: Ring) -> Option<std::borrow::Cow<'_, RoaringBitmap>> {
        let reach = || ring.reach(self.wanted.facts.region, &self.floor.index);
        if ring == Ring::Covers {
            let covering = self.covering.get_or_init(reach);
            return covering.as_ref().map(std::borrow::Cow::Borrowed);
        }
        reach().map(std::borrow::Cow::Owned)
    }

    /// Everybody who sells one of the products; none means that no product is asked for.
    pub fn selling(&self) -> Option<&RoaringBitmap> {
        let selling = || {
            let index = &self.floor.index;
            let lineages = self.wanted.products.iter();
            let sellers = lineages.flat_map(|lineage| index.selling(lineage));
            let asked = !self.wanted.products.is_empty();
            asked.then(|| union(sellers.chain([&*index.anything])))
        };
        self.selling.get_or_init(selling).as_ref()
    }
}
