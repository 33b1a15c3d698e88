//! 按份额: whose turn it is by the target shares.

use roaring::RoaringBitmap;

use crate::fairness::Account;
use crate::matching::factor::Because;
use crate::matching::roll::Roll;

/// The next one in count, with what is owed to them.
pub(super) fn next_in_count(
    roll: &Roll<'_>,
    account: &str,
    fit: &RoaringBitmap,
) -> Option<(u32, Because)> {
    let (places, candidates) = in_waiting_order(roll, account, fit);
    let at = by_count(&candidates)?;
    let because = Because::Owed {
        owed_micro: candidates[at].1.owed_micro(),
        value_micro: None,
    };
    Some((places[at], because))
}

/// The next one in value, with what is owed to them.
pub(super) fn next_in_value(
    roll: &Roll<'_>,
    account: &str,
    fit: &RoaringBitmap,
) -> Option<(u32, Because)> {
    let (places, candidates) = in_waiting_order(roll, account, fit);
    let at = by_value(&candidates)?;
    let owed_fen = candidates[at].1.owed_fen();
    Some((places[at], Because::OwedValue { owed_fen }))
}

/// The candidates with shares and accounts, who waited longest first, then by id, so that the
/// first of equals is the right one whatever their places are.
fn in_waiting_order(
    roll: &Roll<'_>,
    account: &str,
    fit: &RoaringBitmap,
) -> (Vec<u32>, Vec<(u32, Account)>) {
    let mut seats: Vec<_> = fit
        .iter()
        .filter_map(|place| Some((place, roll.floor.at(place)?)))
        .collect();
    seats.sort_by(|(_, one), (_, other)| {
        let key = (one.last_offered, &one.staff.id);
        key.cmp(&(other.last_offered, &other.staff.id))
    });
    seats
        .into_iter()
        .map(|(place, one)| {
            let share = one.staff.target_share_permille;
            (place, (share, roll.floor.account(account, place)))
        })
        .unzip()
}

/// To whom most leads are owed for their share; the first of equals. Without any share nobody's
/// share counts and everybody has the same.
fn by_count(candidates: &[(u32, Account)]) -> Option<usize> {
    most_owed(candidates, Account::owed_micro)
}

/// To whom most value is owed for their share.
fn by_value(candidates: &[(u32, Account)]) -> Option<usize> {
    most_owed(candidates, Account::owed_fen)
}

fn most_owed(candidates: &[(u32, Account)], owed: fn(Account) -> i64) -> Option<usize> {
    let nobody_has_a_share = candidates.iter().all(|(share, _)| *share == 0);
    let fraction = |(share, account): &(u32, Account)| {
        let share = if nobody_has_a_share { 1 } else { *share };
        (i128::from(owed(*account)), i128::from(share))
    };
    let sharing = candidates.iter().enumerate();
    let sharing = sharing.filter(|(_, one)| nobody_has_a_share || one.0 > 0);
    let best = sharing.reduce(|best, next| {
        let ((owed, share), (more, its)) = (fraction(best.1), fraction(next.1));
        if more * share > owed * its {
            next
        } else {
            best
        }
    });
    best.map(|(at, _)| at)
}
