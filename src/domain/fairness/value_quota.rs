//! 按份额(金额): whose turn it is by target shares in value.

use std::cmp::Reverse;

use super::account::LEAD;
use super::candidate::Candidate;
use super::quota::{Claim, all_spoken_for, must_by, next_by_count, sight};
use super::split::split;
use crate::money::Fen;

/// A debt beyond a million times the largest lead is no account that grew here; it is cut off so
/// that nothing overflows.
const FAR: i64 = 1_000_000;

/// Who has the next turn, so that everybody's value stays near what is due to them: within the
/// larger of 2% and the largest single lead. `largest` is the largest lead of the stretch so far,
/// this one may be larger.
///
/// The quota method with money for leads. Nobody is taken further beyond their due than the
/// largest lead or 2% of their due, and whoever would soon be owed half of the largest lead, if
/// only leads of that size came, is seen to first. Among those it is the one who is owed most
/// over all stretches, then the first. No bound is proven where sizes differ and the next is not
/// known; the half that is left is what the tests find to be enough. A lead of unknown value moves
/// no account of money, so such leads go by count. `None` when nobody has a share above zero.
#[must_use]
pub fn next_by_value(candidates: &[Candidate], value: Fen, largest: Fen) -> Option<usize> {
    if value.0 <= 0 {
        return next_by_count(candidates);
    }
    let shares: Vec<u32> = candidates.iter().map(|one| one.share_permille).collect();
    let with_share = || (0..shares.len()).filter(|at| shares[*at] > 0);
    let was_owed = |at: usize| candidates[at].account.owed_fen();
    let largest = largest.max(value).0;
    // Money in millionths of the largest lead, as leads are in millionths of a lead.
    let measured = |fen: i64| {
        let fen = fen.clamp(-FAR.saturating_mul(largest), FAR.saturating_mul(largest));
        let exact = i128::from(fen) * i128::from(LEAD) / i128::from(largest);
        i64::try_from(exact).unwrap_or(i64::MAX)
    };
    let (due, by_largest) = (split(value.0, &shares), split(LEAD, &shares));
    let all: Vec<Claim> = with_share()
        .map(|at| {
            let owed_fen = was_owed(at).saturating_add(due[at]);
            let owed = measured(owed_fen);
            Claim {
                at,
                owed,
                due: by_largest[at],
                over_all: owed_fen.saturating_add(candidates[at].before_fen),
                must_by: must_by(owed, by_largest[at], LEAD / 2),
            }
        })
        .collect();
    let spoken_for = all_spoken_for(&all, LEAD / 2, sight(all.len()));
    let may = || {
        all.iter().filter(|one| {
            let account = candidates[one.at].account;
            let after = account.owed_fen().saturating_add(due[one.at] - value.0);
            after >= -largest.max(account.due_fen / 50)
        })
    };
    may()
        .filter(|one| one.must_by <= spoken_for)
        .max_by_key(|one| (one.over_all, Reverse((one.must_by, one.at))))
        .or_else(|| may().min_by_key(|one| (one.must_by, one.at)))
        .or_else(|| all.iter().max_by_key(|one| (one.owed, Reverse(one.at))))
        .map(|one| one.at)
}
