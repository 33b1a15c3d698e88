//! Who may have which lead, put in order for looking up.

use std::cmp::Reverse;

use super::burst::{Burst, Candidate};

/// For each lead the reps with room who may have it, each once, by place.
pub(super) struct Wishes(Vec<Vec<Candidate>>);

impl Wishes {
    pub(super) fn of(burst: &Burst) -> Self {
        let has_room = |one: &Candidate| {
            let seat = burst.seats.get(one.rep as usize);
            seat.is_some_and(|seat| seat.room > 0)
        };
        let in_order = |candidates: &Vec<Candidate>| {
            let mut wanted = candidates.clone();
            wanted.retain(has_room);
            wanted.sort_unstable_by_key(|one| (one.rep, Reverse(one.score)));
            wanted.dedup_by_key(|one| one.rep);
            wanted
        };
        Self(burst.leads.iter().map(in_order).collect())
    }

    pub(super) fn of_lead(&self, lead: usize) -> &[Candidate] {
        &self.0[lead]
    }

    /// What a rep scores for a lead; `None` when they may not have it.
    pub(super) fn score(&self, lead: usize, rep: u32) -> Option<u32> {
        let own = &self.0[lead];
        let at = own.binary_search_by_key(&rep, |one| one.rep).ok()?;
        Some(own[at].score)
    }

    /// Whom the lead would get if it came alone: the best score, the lower place among equals.
    pub(super) fn best(&self, lead: usize) -> Option<Candidate> {
        let own = self.0[lead].iter();
        own.max_by_key(|one| (one.score, Reverse(one.rep))).copied()
    }
}
