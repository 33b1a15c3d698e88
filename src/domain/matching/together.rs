//! 整批派单: leads that came together, planned as a whole on one floor.

use super::batch::{Burst, Candidate, Plan, Seat};
use super::best::best;
use super::choose::{Attempted, attempted};
use super::floor::Floor;
use super::roll::Roll;
use super::trade::Trade;
use super::wanted::Wanted;
use crate::ids::StaffId;
use crate::policy::Strategy;
use crate::time::Instant;
use crate::understand::Facts;

/// What is planned for a lead: who gets it, and what was traded for that.
pub type Intended = (StaffId, Option<Trade>);

/// How many reps are compared for one lead of a burst, best first. Fewer than that fit in
/// practice, and the plan of thousands of leads has to stay within a second.
const COMPARED: usize = 500;

/// Plans leads together, the oldest first: no other plan gives more of them to somebody, or as
/// many at a higher total score. None where a rule decides by another strategy than the score,
/// where nobody fits or where room does not suffice: such a lead is chosen for by itself.
///
/// The plan is made on a floor that may be a moment old; [`choose_as_planned`] keeps to it as
/// long as the rep may still have the lead.
///
/// [`choose_as_planned`]: super::choose_as_planned
#[must_use]
pub fn together(leads: &[&Facts], floor: &Floor, now: Instant) -> Vec<Option<Intended>> {
    let burst = Burst {
        leads: leads
            .iter()
            .map(|facts| wishes(facts, floor, now))
            .collect(),
        seats: seats(floor),
    };
    let plan = Plan::of(&burst);
    let name = |place: u32| floor.at(place).map(|one| &one.staff);
    let intended = plan.leads.iter().map(|planned| {
        let rep = name(planned.rep?)?.id.clone();
        let trade = planned.trade.as_ref().and_then(|trade| {
            let best = name(trade.best_rep)?;
            let line = |at: &usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
            Some(Trade {
                best_rep: best.id.clone(),
                best_rep_name: best.name.clone(),
                best_score: trade.best_score,
                lines: trade.because_of.iter().map(line).collect(),
            })
        });
        Some((rep, trade))
    });
    intended.collect()
}

/// Who may have a lead, when the best score decides.
fn wishes(facts: &Facts, floor: &Floor, now: Instant) -> Vec<Candidate> {
    let wanted = Wanted::of(facts, floor);
    let roll = Roll::call(floor, &wanted, &[], now);
    match attempted(&roll, now) {
        Attempted::Found(course, sieved) if course.strategy == Strategy::BestScore => {
            let kept = best(&sieved.fit, &course.weighing, &roll, COMPARED);
            let candidates = kept.iter().map(|one| Candidate {
                rep: one.place,
                score: one.score,
            });
            candidates.collect()
        }
        _ => Vec::new(),
    }
}

fn seats(floor: &Floor) -> Vec<Seat> {
    let places = 0..u32::try_from(floor.head_count()).unwrap_or(u32::MAX);
    let seat = |place| {
        floor.at(place).map_or_else(Seat::default, |one| {
            Seat::new(one.load, one.staff.capacity, &floor.policy.weights)
        })
    };
    places.map(seat).collect()
}
