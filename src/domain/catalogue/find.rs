//! Names of the catalogue inside a text.

use aho_corasick::Input;

use crate::region::{Folded, Span};

use super::tree::Catalogue;
use super::word_borders::stands_free;

/// A category found in a text; `start..end` counts Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The category's own name, whichever of its words stood there.
    pub category: String,
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

impl Hit {
    /// Start and end as one value.
    pub fn span(&self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }
}

/// Names found in one text: one with more is a price list, and no wish.
const MOST_HITS: usize = 400;

impl Catalogue {
    /// Every category that the text names, at most 400: the leftmost first, the longest name
    /// where several begin together, no two overlapping. Spelling is folded as in [`Folded`]; a
    /// Latin name must stand as a word of its own, a Chinese one may not lie across the borders
    /// of other words.
    pub fn find_in(&self, text: &str) -> Vec<Hit> {
        self.find_in_folded(&Folded::new(text))
    }

    /// As [`find_in`](Self::find_in), for a text that is folded already.
    pub fn find_in_folded(&self, folded: &Folded) -> Vec<Hit> {
        let haystack = folded.text();
        let mut hits = Vec::new();
        let mut from = 0;
        while let Some(found) = self.finder.find(Input::new(haystack).range(from..)) {
            let (start, end) = (found.start(), found.end());
            if !stands_alone(haystack, start, end) || !stands_free(haystack, start, end) {
                // Another name may begin inside the one that was not meant.
                from = start + haystack[start..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            from = end;
            let span = folded.span(start, end);
            hits.push(Hit {
                category: self
                    .name_at(self.owners[found.pattern().as_usize()])
                    .to_owned(),
                start: span.start,
                end: span.end,
            });
            if hits.len() == MOST_HITS {
                break;
            }
        }
        hits
    }

    /// The category at the root of the tree that a name or synonym belongs to; a root is its own.
    pub fn root_of(&self, name: &str) -> Option<&str> {
        match self.ancestors(name).last() {
            Some(root) => self.canonical(root),
            None => self.canonical(name),
        }
    }
}

/// Whether no Latin letter or digit continues the match: `pen` is not found in `open`, while
/// `3000个pvc袋` holds `pvc`.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let latin = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let bytes = text.as_bytes();
    let glued_before =
        latin(bytes.get(start)) && latin(start.checked_sub(1).and_then(|i| bytes.get(i)));
    // `umbrellas` are umbrellas.
    let plural = if text[end..].starts_with("es") {
        2
    } else {
        usize::from(text[end..].starts_with('s'))
    };
    let ends = |after: usize| {
        latin(end.checked_sub(1).and_then(|i| bytes.get(i))) && latin(bytes.get(after))
    };
    let glued_after = ends(end) && ends(end + plural);
    !glued_before && !glued_after
}
