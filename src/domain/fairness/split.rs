//! One amount in whole units, divided by shares without anything lost.

/// Divides `amount` (0 or more) in proportion to `shares`; the parts add up to it exactly. What
/// rounding leaves goes to the largest remainders, among equals to the first. Where all shares
/// are zero everybody has the same.
pub(super) fn split(amount: i64, shares: &[u32]) -> Vec<i64> {
    let total: i128 = shares.iter().map(|share| i128::from(*share)).sum();
    if total == 0 {
        return if shares.is_empty() {
            Vec::new()
        } else {
            split(amount, &vec![1; shares.len()])
        };
    }
    let exact = |share: u32| i128::from(amount) * i128::from(share);
    let mut parts: Vec<i64> = shares
        .iter()
        .map(|share| i64::try_from(exact(*share) / total).unwrap_or(i64::MAX))
        .collect();
    let given: i64 = parts.iter().sum();
    let left = usize::try_from(amount - given).unwrap_or(0);
    if left > 0 {
        let mut order: Vec<usize> = (0..shares.len()).collect();
        order.sort_by_key(|at| std::cmp::Reverse(exact(shares[*at]) % total));
        for at in order.into_iter().take(left) {
            parts[at] += 1;
        }
    }
    parts
}
