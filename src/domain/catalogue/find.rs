//! Names of the catalogue inside a text.

use crate::region::{Folded, Span};

use super::tree::Catalogue;

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

impl Catalogue {
    /// Every category that the text names: the leftmost first, the longest name where several
    /// begin together, no two overlapping. Spelling is folded as in [`Folded`]; a Latin name
    /// must stand as a word of its own.
    pub fn find_in(&self, text: &str) -> Vec<Hit> {
        let folded = Folded::new(text);
        let haystack = folded.text();
        let mut hits = Vec::new();
        for found in self.finder.find_iter(haystack) {
            if !stands_alone(haystack, found.start(), found.end()) {
                continue;
            }
            let span = folded.span(found.start(), found.end());
            hits.push(Hit {
                category: self
                    .name_at(self.owners[found.pattern().as_usize()])
                    .to_owned(),
                start: span.start,
                end: span.end,
            });
        }
        hits
    }
}

/// Whether no Latin letter or digit continues the match: `pen` is not found in `open`, while
/// `3000个pvc袋` holds `pvc`.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let latin = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let bytes = text.as_bytes();
    let glued_before =
        latin(bytes.get(start)) && latin(start.checked_sub(1).and_then(|i| bytes.get(i)));
    let glued_after = latin(end.checked_sub(1).and_then(|i| bytes.get(i))) && latin(bytes.get(end));
    !glued_before && !glued_after
}
