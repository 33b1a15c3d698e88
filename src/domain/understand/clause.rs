//! The clause around a place in a text.

/// Signs that end a clause.
const ENDS: [char; 12] = [
    '。', ';', '!', '?', '\n', ',', '|', '【', '】', '…', '\r', '—',
];
/// Signs that end a sentence.
const SENTENCE_ENDS: [char; 7] = ['。', ';', '!', '?', '\n', '…', '\r'];
/// No clause of prose is longer, in bytes; it keeps the reading of a pasted text linear.
const LONGEST: usize = 150;

/// The clause before byte `at`.
pub(super) fn clause_before(text: &str, at: usize) -> &str {
    before(text, at, &ENDS)
}

/// The clause from byte `at` on.
pub(super) fn clause_after(text: &str, at: usize) -> &str {
    after(text, at, &ENDS)
}

/// The sentence before byte `at`, with its clauses.
pub(super) fn sentence_before(text: &str, at: usize) -> &str {
    before(text, at, &SENTENCE_ENDS)
}

/// The sentence from byte `at` on.
pub(super) fn sentence_after(text: &str, at: usize) -> &str {
    after(text, at, &SENTENCE_ENDS)
}

/// At most so many bytes at the end of a text, cut at a character.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// At most so many bytes at the beginning of a text, cut at a character.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    let mut to = text.len().min(bytes);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[..to]
}

fn before<'a>(text: &'a str, at: usize, ends: &[char]) -> &'a str {
    let near = tail(&text[..at], LONGEST);
    near.rfind(ends).map_or(near, |end| {
        let sign = near[end..].chars().next().map_or(1, char::len_utf8);
        &near[end + sign..]
    })
}

fn after<'a>(text: &'a str, at: usize, ends: &[char]) -> &'a str {
    let near = head(&text[at..], LONGEST);
    &near[..near.find(ends).unwrap_or(near.len())]
}
