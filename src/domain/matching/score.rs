//! Whole numbers that add up: the largest remainder method (Hamilton's).

/// Splits a total over parts in proportion to exact amounts.
///
/// `exact` are amounts in `1/unit` of the result; the total is their sum rounded
/// half up, and the parts add up to it. Equal remainders go to the earlier part.
#[must_use]
pub fn split(exact: &[u64], unit: u64) -> (u32, Vec<u32>) {
    let mut parts = vec![0; exact.len()];
    let total = split_into(exact, unit, &mut parts);
    (total, parts)
}

/// The same into parts that are there already, one for each amount.
pub(super) fn split_into(exact: &[u64], unit: u64, parts: &mut [u32]) -> u32 {
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let sum: u64 = exact.iter().sum();
    let total = (sum + unit / 2) / unit;
    let mut floor = 0;
    for (part, amount) in parts.iter_mut().zip(exact) {
        *part = small(amount / unit);
        floor += amount / unit;
    }
    // The largest remainder first, then the next one behind it: fewer than there are parts.
    let rank = |at: usize| (std::cmp::Reverse(exact[at] % unit), at);
    let mut raised = None;
    for _ in floor..total {
        let behind = (0..exact.len()).map(rank).filter(|one| raised < Some(*one));
        let Some((remainder, at)) = behind.min() else {
            break;
        };
        parts[at] = parts[at].saturating_add(1);
        raised = Some((remainder, at));
    }
    small(total)
}

/// Permille contributions as points of 100 that add up to the shown total.
#[must_use]
pub fn points(contributions: &[u32]) -> (u32, Vec<u32>) {
    let exact: Vec<u64> = contributions.iter().map(|one| u64::from(*one)).collect();
    split(&exact, 10)
}
