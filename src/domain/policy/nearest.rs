//! The known word that is spelled most like another.

/// Longer words are near to nothing.
const LONGEST: usize = 40;

/// The nearest of the known words, when it is near enough to be meant.
pub(super) fn nearest<'k>(said: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let folded: Vec<char> = said.to_lowercase().chars().take(LONGEST + 1).collect();
    if folded.is_empty() || folded.len() > LONGEST {
        return None;
    }
    known
        .into_iter()
        .filter_map(|word| {
            let letters: Vec<char> = word.to_lowercase().chars().take(LONGEST + 1).collect();
            let allowed = (letters.len() / 3).max(1);
            // Another length alone is already too far: most words are passed over here.
            if folded.len().abs_diff(letters.len()) > allowed {
                return None;
            }
            let far = distance(&folded, &letters);
            (far <= allowed && far < letters.len()).then_some((far, word))
        })
        .min_by_key(|(far, _)| *far)
        .map(|(_, word)| word)
}

/// Characters to insert, drop or replace.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(a != b))
                .min(above + 1)
                .min(row[j] + 1);
            diagonal = above;
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let check = |said: &str, expected: Option<&str>| {
            let known = ["region", "product", "最空闲", "雨伞"];
            assert_eq!(nearest(said, known), expected, "{said}");
        };
        check("regoin", Some("region"));
        check("Products", Some("product"));
        check("雨散", Some("雨伞"));
        check("colour", None);
        check("", None);
        check(&"x".repeat(10_000), None);
    }
}
