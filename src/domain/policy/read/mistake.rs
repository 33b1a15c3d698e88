//! What can be wrong with a document, and where.

use serde_json::{Value, json};
use thiserror::Error;

use super::words::Vocabulary;
use crate::policy::Mend;
use crate::region::TerritoryError;

/// A document that cannot be read.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("{} mistakes", mistakes.len() + further)]
pub struct Misread {
    /// In the order of the document, at most 100.
    pub mistakes: Vec<Mistake>,
    /// How many more there are.
    pub further: usize,
}

/// One mistake. `words` makes the sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// JSON pointer (RFC 6901).
    pub pointer: String,
    /// What is wrong there.
    pub what: What,
}

/// The kind of JSON value that belongs to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Expected {
    /// An object.
    Object,
    /// A list.
    List,
    /// A string.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// An object with one key, which names the test.
    Condition,
    /// A word of [`Vocabulary::Strategy`], or `{"named": "staff id"}`.
    Strategy,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Another kind of value.
    Kind {
        /// What belongs there.
        expected: Expected,
    },
    /// No such key.
    UnknownKey {
        /// As written, at most 40 characters.
        key: String,
        /// The known key that is spelled most like it.
        nearest: Option<&'static str>,
        /// Every key that may stand there.
        known: &'static [&'static str],
    },
    /// It has to be there.
    Missing,
    /// No such word.
    UnknownWord {
        /// As written, at most 40 characters.
        word: String,
        /// Which words there are.
        of: Vocabulary,
        /// The known word that is spelled most like it.
        nearest: Option<&'static str>,
    },
    /// A condition has one key.
    OneKey {
        /// How many it has.
        keys: usize,
    },
    /// A list that says nothing.
    EmptyList,
    /// A range that holds nothing: `from` is not below `below`.
    EmptyRange,
    /// A range without ends.
    OpenRange,
    /// A number outside its range.
    OutOfRange {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// Weights that do not add up to 1000.
    WeightSum {
        /// What they add up to.
        sum: i64,
    },
    /// Tier A begins below tier B.
    TierOrder,
    /// Not a time of day.
    TimeOfDay,
    /// Not a zone of the IANA list.
    TimeZone,
    /// Not 1 to 40 of `a-z`, `0-9`, `-`.
    RuleId {
        /// One that would do.
        instead: String,
    },
    /// Another rule has this id.
    DuplicateId {
        /// Place of the first one, from 0.
        first: usize,
        /// One that is free.
        instead: String,
    },
    /// A text that is empty, too long or holds control characters.
    Length {
        /// Characters at most.
        most: usize,
    },
    /// Not the form of a staff id.
    StaffId,
    /// No place is called so, or several are.
    Region {
        /// As written, at most 40 characters.
        text: String,
        /// Why not.
        error: TerritoryError,
    },
    /// It is there already.
    Repeated,
    /// Conditions lie too deep in each other.
    TooDeep {
        /// How deep they may.
        limit: usize,
    },
    /// Too many rules.
    TooManyRules {
        /// How many there may be.
        limit: usize,
        /// How many there are.
        count: usize,
    },
    /// Too many tests and words; what follows was not read.
    TooManyParts {
        /// How many there may be.
        limit: usize,
    },
}

impl Mistake {
    /// For programs; stays as it is.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.what {
            What::Kind { .. } => "field.type",
            What::UnknownKey { .. } => "field.unknown",
            What::Missing => "field.missing",
            What::UnknownWord { .. } => "word.unknown",
            What::OneKey { .. } => "condition.one_key",
            What::EmptyList => "list.empty",
            What::EmptyRange => "range.empty",
            What::OpenRange => "range.open",
            What::OutOfRange { .. } => "number.range",
            What::WeightSum { .. } => "weights.sum",
            What::TierOrder => "tiers.order",
            What::TimeOfDay => "time.format",
            What::TimeZone => "time_zone.unknown",
            What::RuleId { .. } => "rule_id.format",
            What::DuplicateId { .. } => "rule_id.duplicate",
            What::Length { .. } => "text.length",
            What::StaffId => "staff_id.format",
            What::Region {
                error: TerritoryError::Ambiguous { .. },
                ..
            } => "territory.ambiguous",
            What::Region { .. } => "territory.unknown",
            What::Repeated => "list.repeated",
            What::TooDeep { .. } => "condition.depth",
            What::TooManyRules { .. } => "rules.count",
            What::TooManyParts { .. } => "policy.size",
        }
    }

    /// What would mend it, where that is known.
    #[must_use]
    pub fn mend(&self) -> Option<Mend> {
        let replace = |value: Value| Some(Mend::Replace { value });
        match &self.what {
            What::UnknownKey {
                nearest: Some(key), ..
            } => Some(Mend::Rename {
                key: (*key).to_owned(),
            }),
            What::UnknownKey { nearest: None, .. } | What::Repeated => Some(Mend::Remove),
            What::UnknownWord {
                nearest: Some(word),
                ..
            } => replace(json!(word)),
            What::RuleId { instead } | What::DuplicateId { instead, .. } => replace(json!(instead)),
            What::Region {
                error: TerritoryError::Ambiguous { candidates },
                ..
            } => Some(Mend::Choose {
                values: candidates.iter().map(|name| json!(name)).collect(),
            }),
            _ => None,
        }
    }
}
