//! The known word that is nearest to a mistyped one.

/// The nearest of `known`, when it is near enough to be meant: a third of the
/// letters may differ, and one always.
pub(super) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|word| (distance(typed, word), word))
        .filter(|(distance, word)| *distance <= (word.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// How many letters have to be put in, taken out, replaced or swapped with their
/// neighbour (optimal string alignment). Words beyond 64 letters count as far away.
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.to_lowercase().chars().collect();
    let other: Vec<char> = other.to_lowercase().chars().collect();
    if one.len().max(other.len()) > 64 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let replaced = last[column] + usize::from(a != b);
            let mut best = replaced.min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && *a == other[column - 1] && one[row - 1] == *b {
                best = best.min(before[column - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Option<&str>) {
        let known = ["listen", "public_url", "admin_token", "admin_token_file"];
        assert_eq!(nearest(typed, known.into_iter()), expected, "{typed}");
    }

    #[test]
    fn slips_of_the_finger_find_the_word() {
        check("listne", Some("listen"));
        check("LISTEN", Some("listen"));
        check("public-url", Some("public_url"));
        check("admintoken", Some("admin_token"));
        check("admin_token_fil", Some("admin_token_file"));
        check("", None);
        check("colour", None);
        check(&"x".repeat(10_000), None);
    }
}
