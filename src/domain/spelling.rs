//! The known word that is spelled most like a mistyped one: for keys of settings, words of rules
//! and commands alike.

/// Longer words are near to nothing, so no input makes a comparison long.
const LONGEST: usize = 64;

/// The nearest of the known words, when it is near enough to be meant: a third of its letters may
/// differ, and one always, but never all of them. Case does not count.
pub fn nearest<'k>(said: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let folded = said.to_lowercase();
    let length = folded.chars().take(LONGEST + 1).count();
    if length == 0 || length > LONGEST {
        return None;
    }
    known
        .into_iter()
        .filter_map(|word| {
            let letters = word.chars().take(LONGEST + 1).count();
            let allowed = (letters / 3).max(1);
            // Another length alone is already too far: most words are passed over here.
            if letters > LONGEST || length.abs_diff(letters) > allowed {
                return None;
            }
            let far = distance(&folded, &word.to_lowercase());
            (far <= allowed && far < letters).then_some((far, word))
        })
        .min_by_key(|(far, _)| *far)
        .map(|(_, word)| word)
}

/// How many letters have to be put in, taken out, replaced or swapped with their neighbour
/// (optimal string alignment).
pub fn distance(one: &str, other: &str) -> usize {
    strsim::osa_distance(one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let check = |said: &str, expected: Option<&str>| {
            let known = [
                "listen",
                "public_url",
                "admin_token",
                "admin_token_file",
                "region",
                "product",
                "最空闲",
                "雨伞",
            ];
            assert_eq!(nearest(said, known), expected, "{said}");
        };
        check("listne", Some("listen"));
        check("LISTEN", Some("listen"));
        check("public-url", Some("public_url"));
        check("admintoken", Some("admin_token"));
        check("admin_token_fil", Some("admin_token_file"));
        check("regoin", Some("region"));
        check("Products", Some("product"));
        check("雨散", Some("雨伞"));
        check("", None);
        check("colour", None);
        check(&"x".repeat(10_000), None);
    }
}
