//! One input field while it is read.

use crate::region::{Folded, Span};

use super::evidence::{Because, Evidence, Fact};
use super::new_lead::Input;

/// The text of one input field beside its folded form.
pub(super) struct Page<'a> {
    pub input: Input,
    original: &'a str,
    folded: Folded,
}

impl<'a> Page<'a> {
    pub fn new(input: Input, original: &'a str) -> Page<'a> {
        Page {
            input,
            original,
            folded: Folded::new(original),
        }
    }

    pub fn original(&self) -> &'a str {
        self.original
    }

    pub fn folded(&self) -> &Folded {
        &self.folded
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        self.folded.text()
    }

    /// Evidence of the folded bytes `start..end`.
    pub fn evidence(&self, field: Fact, start: usize, end: usize, because: Because) -> Evidence {
        self.evidence_at(field, self.folded.span(start, end), because)
    }

    /// Evidence of characters of the original.
    pub fn evidence_at(&self, field: Fact, span: Span, because: Because) -> Evidence {
        Evidence {
            field,
            input: self.input,
            text: span.of(self.original),
            start: span.start,
            end: span.end,
            because,
            matched: None,
        }
    }

    /// Evidence of the whole field.
    pub fn whole(&self, field: Fact, because: Because) -> Evidence {
        let end = self.original.chars().count();
        self.evidence_at(field, Span { start: 0, end }, because)
    }
}

impl Evidence {
    /// With what the text was matched.
    pub(super) fn matched(mut self, with: impl Into<String>) -> Evidence {
        self.matched = Some(with.into());
        self
    }
}
