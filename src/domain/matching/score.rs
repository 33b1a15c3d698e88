//! Whole numbers that add up: the largest remainder method (Hamilton's).

/// Splits a total over parts in proportion to exact amounts.
///
/// `exact` are amounts in `1/unit` of the result; the total is their sum rounded
/// half up, and the parts add up to it. Equal remainders go to the earlier part.
#[must_use]
pub fn split(exact: &[u64], unit: u64) -> (u32, Vec<u32>) {
    let sum: u64 = exact.iter().sum();
    let total = (sum + unit / 2) / unit;
    let mut parts: Vec<u64> = exact.iter().map(|amount| amount / unit).collect();
    let floor: u64 = parts.iter().sum();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(exact[*at] % unit), *at));
    let missing = usize::try_from(total.saturating_sub(floor)).unwrap_or(0);
    for at in order.into_iter().take(missing) {
        parts[at] += 1;
    }
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    (small(total), parts.into_iter().map(small).collect())
}

/// Permille contributions as points of 100 that add up to the shown total.
#[must_use]
pub fn points(contributions: &[u32]) -> (u32, Vec<u32>) {
    let exact: Vec<u64> = contributions.iter().map(|one| u64::from(*one)).collect();
    split(&exact, 10)
}
