//! What is to be matched, in numbers.

use crate::policy::Weights;

/// The fairness factor falls by this for each lead that a rep gets (contract §5).
const FAIRNESS_A_LEAD: u64 = 100;

/// A burst (一批线索): leads that came together, the oldest first, and the reps who may
/// have them. Reps are named by their place in `seats`. Made for up to 10,000 of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Burst {
    /// For each lead who may have it. A rep named twice counts with the better score; a
    /// place that `seats` lacks counts as nobody.
    pub leads: Vec<Vec<Candidate>>,
    /// For each rep how much room they have.
    pub seats: Vec<Seat>,
}

/// One rep for one lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Place of the rep.
    pub rep: u32,
    /// What the rep scores for the lead when the burst begins: 0 to 1000 permille.
    pub score: u32,
}

/// A rep's room (余量), and what it costs to fill it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seat {
    /// Leads that fit in: capacity less load.
    pub room: u32,
    /// By how much each further lead of the burst scores lower than the lead before, in
    /// millionths of a whole score. Costs that rise from lead to lead are what keeps the
    /// optimum exact.
    pub further_micro: u32,
}

impl Seat {
    /// A rep who has `load` of `capacity` leads. With each lead of the burst those factors
    /// fall that look at what a rep has: fairness by 100 of 1000, head-room by one place of
    /// the capacity. (That fairness ends at 0 is left out of account: a rep far ahead of the
    /// others pays a little more than one by one.)
    #[must_use]
    pub fn new(load: u32, capacity: u32, weights: &Weights) -> Self {
        let fairness = FAIRNESS_A_LEAD * u64::from(weights.fairness);
        let head_room = 1000 * u64::from(weights.load) / u64::from(capacity.max(1));
        Self {
            room: capacity.saturating_sub(load),
            further_micro: u32::try_from(fairness + head_room).unwrap_or(u32::MAX),
        }
    }

    /// What the lead costs that is given to them after `before` others of the burst, in
    /// millionths.
    pub(super) fn cost_micro(self, before: usize) -> i64 {
        let before = i64::try_from(before).unwrap_or(i64::MAX);
        before.saturating_mul(i64::from(self.further_micro))
    }
}

/// What a plan is worth; the greater the better, in this order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Worth {
    /// Leads that somebody got.
    pub given: usize,
    /// Their scores less the costs of further leads, in millionths.
    pub total_micro: i64,
}

impl Burst {
    /// What it is worth to give each lead to the rep named for it; `None` when a lead goes to
    /// somebody who may not have it or has no room left.
    #[must_use]
    pub fn worth(&self, given: &[Option<u32>]) -> Option<Worth> {
        let mut taken = vec![0_usize; self.seats.len()];
        let mut worth = Worth::default();
        for (lead, rep) in given.iter().enumerate() {
            let Some(rep) = *rep else { continue };
            let score = self.score(lead, rep)?;
            let (seat, before) = (self.seats[rep as usize], taken[rep as usize]);
            if before >= seat.room as usize {
                return None;
            }
            worth.given += 1;
            worth.total_micro += i64::from(score) * 1000 - seat.cost_micro(before);
            taken[rep as usize] += 1;
        }
        Some(worth)
    }

    /// What a rep scores for a lead; `None` when they may not have it.
    #[must_use]
    pub fn score(&self, lead: usize, rep: u32) -> Option<u32> {
        self.seats.get(rep as usize)?;
        let candidates = self.leads.get(lead)?;
        let own = candidates.iter().filter(|one| one.rep == rep);
        own.map(|one| one.score).max()
    }
}
