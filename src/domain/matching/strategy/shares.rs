//! 按份额: whose turn it is by the target shares.

use roaring::RoaringBitmap;

use crate::fairness::{Candidate, Stretch, next_by_count, next_by_value};
use crate::matching::factor::Because;
use crate::matching::program::Course;
use crate::matching::roll::Roll;
use crate::money::Fen;

/// Who works now among whom the rule chooses, whether they may have this lead or not.
pub(in crate::matching) fn stretch(roll: &Roll<'_>, among: Option<&RoaringBitmap>) -> Stretch {
    let mut at_work = (*roll.floor.index.reps).clone();
    at_work -= &roll.away;
    if let Some(among) = among {
        at_work &= among;
    }
    let floor = roll.floor;
    let mut staff: Vec<_> = at_work
        .iter()
        .filter_map(|place| floor.at(place))
        .map(|one| (one.staff.id.as_str(), one.staff.target_share_permille))
        .collect();
    // Another process may have other places for the same people.
    staff.sort_unstable();
    Stretch::of(staff)
}

/// The next one in count, with what is owed to them.
pub(super) fn next_in_count(
    roll: &Roll<'_>,
    course: &Course,
    stretch: Stretch,
    fit: &RoaringBitmap,
) -> Option<(u32, Because)> {
    let (places, candidates) = in_waiting_order(roll, course, stretch, fit);
    let at = next_by_count(&candidates)?;
    let because = Because::Owed {
        owed_micro: candidates[at].account.owed_micro(),
        value_micro: None,
    };
    Some((places[at], because))
}

/// The next one in value, with what is owed to them.
pub(super) fn next_in_value(
    roll: &Roll<'_>,
    course: &Course,
    stretch: Stretch,
    fit: &RoaringBitmap,
) -> Option<(u32, Because)> {
    let (places, candidates) = in_waiting_order(roll, course, stretch, fit);
    let value = roll.wanted.facts.value.unwrap_or(Fen(0));
    let largest = roll.floor.ledger.largest(&course.rule.id, stretch);
    let at = next_by_value(&candidates, value, largest)?;
    let owed_fen = candidates[at].account.owed_fen();
    Some((places[at], Because::OwedValue { owed_fen }))
}

/// The candidates with shares and accounts, who waited longest first, then by id, so that the
/// first of equals is the right one whatever their places are. Without any share nobody's share
/// counts, and everybody has the same.
fn in_waiting_order(
    roll: &Roll<'_>,
    course: &Course,
    stretch: Stretch,
    fit: &RoaringBitmap,
) -> (Vec<u32>, Vec<Candidate>) {
    let mut seats: Vec<_> = fit
        .iter()
        .filter_map(|place| Some((place, roll.floor.at(place)?)))
        .collect();
    seats.sort_by(|(_, one), (_, other)| {
        let key = (one.last_offered, &one.staff.id);
        key.cmp(&(other.last_offered, &other.staff.id))
    });
    let share_of = |share: u32, nobody_has_one: bool| if nobody_has_one { 1 } else { share };
    let nobody_has_one = seats
        .iter()
        .all(|(_, one)| one.staff.target_share_permille == 0);
    seats
        .into_iter()
        .map(|(place, one)| {
            let share = share_of(one.staff.target_share_permille, nobody_has_one);
            let ledger = &roll.floor.ledger;
            let candidate = ledger.candidate(&course.rule.id, stretch, place, share);
            (place, candidate)
        })
        .unzip()
}
