//! Texts shortened to what a platform takes.

use unicode_segmentation::UnicodeSegmentation;

/// At most `most` characters, cut between graphemes, with `…` for what is gone.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut room = most.saturating_sub(1);
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        let length = grapheme.chars().count();
        if length > room {
            break;
        }
        room -= length;
        kept.push_str(grapheme);
    }
    kept.push('…');
    kept
}

/// At most `most` bytes of UTF-8, cut between graphemes.
#[must_use]
pub fn cut_bytes(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = text
        .grapheme_indices(true)
        .map(|(start, grapheme)| start + grapheme.len())
        .take_while(|end| *end <= most)
        .last()
        .unwrap_or(0);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_graphemes() {
        assert_eq!(cut("保温杯", 3), "保温杯");
        assert_eq!(cut("保温杯三千", 3), "保温…");
        assert_eq!(cut("a👨‍👩‍👧b", 4), "a…", "a family is not torn apart");
        assert_eq!(cut_bytes("保温杯", 8), "保温");
        assert_eq!(cut_bytes("e\u{301}e\u{301}", 5), "e\u{301}");
        assert_eq!(cut_bytes("保", 2), "");
    }
}
