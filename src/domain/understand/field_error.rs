//! A faulty field of an incoming lead.

use std::fmt;

use thiserror::Error;

/// One faulty field: where it is and what is wrong. `words` makes the sentence from the fault.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{pointer}: {fault}")]
pub struct FieldError {
    /// JSON pointer (RFC 6901); empty for the document as a whole.
    pub pointer: String,
    /// What is wrong.
    pub fault: FieldFault,
}

/// What somebody sent, for the sentence that goes back to them and nowhere else: Debug and
/// Display print its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct Given(String);

/// The kinds of JSON value that a field may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonKind {
    /// A string.
    Text,
    /// A number, or a string that holds one.
    Number,
    /// A list of strings.
    ListOfTexts,
    /// A string or a list of strings.
    TextOrList,
    /// An object.
    Object,
}

/// What is wrong with a field. The Display text is for logs; it holds nothing that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FieldFault {
    /// The document is no JSON object, or the field holds another kind of value.
    #[error("expected {expected:?}")]
    Type {
        /// What belongs there.
        expected: JsonKind,
    },
    /// No such field.
    #[error("no such field, nearest is {nearest:?}")]
    Unknown {
        /// The name as sent.
        name: Given,
        /// The known field that is spelled most like it.
        nearest: Option<&'static str>,
    },
    /// The text holds a NUL character.
    #[error("holds a NUL character")]
    Nul,
    /// More characters than allowed.
    #[error("{length} characters, at most {limit}")]
    TooLong {
        /// Characters allowed.
        limit: usize,
        /// Characters sent.
        length: usize,
    },
    /// More entries than allowed.
    #[error("{count} entries, at most {limit}")]
    TooMany {
        /// Entries allowed.
        limit: usize,
        /// Entries sent.
        count: usize,
    },
    /// Not a telephone number.
    #[error("not a telephone number")]
    PhoneFormat {
        /// As sent.
        given: Given,
        /// Digits in it.
        digits: usize,
    },
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    EmailFormat,
    /// Not a number.
    #[error("not a number")]
    ValueFormat,
    /// Outside 0 to ten billion yuan.
    #[error("outside 0 to 10 billion yuan")]
    ValueRange,
    /// Not RFC 3339 with an offset.
    #[error("not a time with offset")]
    TimeFormat,
    /// None of phone, email, contact_id, company is there, and no phone in `need`.
    #[error("no phone, email, contact_id or company")]
    ContactMissing,
}

impl FieldError {
    /// A fault at a pointer.
    pub fn new(pointer: impl Into<String>, fault: FieldFault) -> FieldError {
        FieldError {
            pointer: pointer.into(),
            fault,
        }
    }

    /// The stable code of the fault, such as `phone.format`.
    pub fn code(&self) -> &'static str {
        match self.fault {
            FieldFault::Type { .. } => "field.type",
            FieldFault::Unknown { .. } => "field.unknown",
            FieldFault::Nul => "field.nul",
            FieldFault::TooLong { .. } => "field.too_long",
            FieldFault::TooMany { .. } => "field.too_many",
            FieldFault::PhoneFormat { .. } => "phone.format",
            FieldFault::EmailFormat => "email.format",
            FieldFault::ValueFormat => "value.format",
            FieldFault::ValueRange => "value.range",
            FieldFault::TimeFormat => "time.format",
            FieldFault::ContactMissing => "contact.missing",
        }
    }
}

impl Given {
    /// Keeps the first 60 characters of what was sent.
    pub fn new(text: &str) -> Given {
        Given(text.chars().take(60).collect())
    }

    /// The text, for the answer to its sender.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Given({} characters)", self.0.chars().count())
    }
}
