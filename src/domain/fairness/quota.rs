//! 按份额: whose turn it is by target shares in count.

use super::account::LEAD;
use super::candidate::Candidate;
use super::split::split;

/// How far ahead is looked, times the number of candidates: some 50 microseconds of work.
const SIGHT: i64 = 65_536;

/// A debt beyond a million leads is no account that grew here; it is cut off so that nothing overflows.
const FAR: i64 = 1_000_000 * LEAD;

/// Who has the next turn, so that in no prefix of a stretch anybody is a whole lead off: with `k`
/// candidates at most `1 - 1/(2k - 2)` of a lead, and no method does better (R. Tijdeman, The
/// chairman assignment problem, Discrete Mathematics 32 (1980) 323-330). Among those whom this
/// bound allows it is the one who is owed most over all stretches, then the first. `None` when
/// nobody has a share above zero.
///
/// Why the bound holds. Let `A_j(n)` be what is due to `j` after `n` turns, `B = 1 - e` with
/// `e <= 1/(2k - 2)`. The bound says: the m-th lead of `j` comes not before `A_j >= m - B`, and
/// not after the last turn with `A_j <= m - 1 + B`. In the turns `s + 1 ..= d` alone `j` must so
/// have at most `ceil(A_j(d) - B) - floor(A_j(s) + B)` leads, which is less than its due of these
/// turns plus `2e`; over at most `k - 1` candidates less than `d - s + 1` in all, hence no more
/// than there are turns. When all `k` must, the sum of `ceil(A_j(d) - B)` is below `d + ke`, so
/// at most `d`, that of `floor(A_j(s) + B)` at least `s`, and again it fits. By Hall's theorem for
/// intervals an order exists from the start. A turn keeps it possible exactly when it goes to
/// somebody who may have one and must have one by the first moment up to which every turn is
/// spoken for: turns after this one are asked for by nobody new. So that moment is looked for,
/// and all who must have a lead by then may be preferred. Looking less far allows fewer, and the
/// one who must have one first is always allowed. Where not everybody may take every lead, or a
/// lead was credited back, the account is off by other hands; then the most urgent come first and
/// it settles again.
#[must_use]
pub fn next_by_count(candidates: &[Candidate]) -> Option<usize> {
    let shares: Vec<u32> = candidates.iter().map(|one| one.share_permille).collect();
    let with_share: Vec<usize> = (0..shares.len()).filter(|at| shares[*at] > 0).collect();
    let k = i64::try_from(with_share.len()).unwrap_or(i64::MAX);
    if k <= 1 {
        return with_share.first().copied();
    }
    let due = split(LEAD, &shares);
    let slack = LEAD / (2 * k - 2);
    let all: Vec<Claim> = with_share
        .into_iter()
        .map(|at| {
            let owed = candidates[at].account.owed_micro().clamp(-FAR, FAR) + due[at];
            Claim {
                at,
                owed,
                due: due[at],
                over_all: owed.saturating_add(candidates[at].before_micro),
                must_by: must_by(owed, due[at], LEAD - slack),
            }
        })
        .collect();
    let spoken_for = all_spoken_for(&all, LEAD - slack, sight(all.len()));
    let may = || all.iter().filter(|one| one.owed >= slack);
    may()
        .filter(|one| one.must_by <= spoken_for)
        .max_by_key(|one| (one.over_all, std::cmp::Reverse((one.must_by, one.at))))
        .or_else(|| may().min_by_key(|one| (one.must_by, one.at)))
        .or_else(|| {
            all.iter()
                .max_by_key(|one| (one.owed, std::cmp::Reverse(one.at)))
        })
        .map(|one| one.at)
}

/// A candidate with a share, in millionths of a lead, this turn's due included.
pub(super) struct Claim {
    /// Which of the candidates.
    pub at: usize,
    pub owed: i64,
    /// Of each turn.
    pub due: i64,
    /// Owed over all stretches; only compared.
    pub over_all: i64,
    /// The turn, this one being 0, by which they must have had a lead.
    pub must_by: i64,
}

/// How many turns ahead are looked at.
pub(super) fn sight(candidates: usize) -> i64 {
    (SIGHT / i64::try_from(candidates).unwrap_or(SIGHT).max(1)).max(64)
}

/// The first turn, this one being 0, by which a lead must have come: up to the one before it
/// `owed + t * due <= bound` holds without.
pub(super) fn must_by(owed: i64, due: i64, bound: i64) -> i64 {
    // A share so small that it rounds to no millionth never presses.
    if due == 0 {
        return i64::MAX;
    }
    ((bound - owed).div_euclid(due) + 1).max(0)
}

/// The first number of turns after this one within which as many leads must be had as there are
/// turns, this one included; `sight` when it is not nearer.
pub(super) fn all_spoken_for(all: &[Claim], bound: i64, sight: i64) -> i64 {
    let mut pressing: Vec<(i64, i64)> = all.iter().map(|one| (one.owed - bound, one.due)).collect();
    let mut must = 0;
    for turns in 0..sight {
        for (above, due) in &mut pressing {
            if turns > 0 {
                *above += *due;
            }
            if *above > 0 {
                let leads = (*above - 1) / LEAD + 1;
                *above -= leads * LEAD;
                must += leads;
            }
        }
        if must > turns {
            return turns;
        }
    }
    sight
}
