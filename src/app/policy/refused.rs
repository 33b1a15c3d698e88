//! Why a verb of the rules did not do it.

use serde_json::Value;

use crate::app::failure::Failure;
use crate::app::people::WrongField;
use crate::app::ports::{Overtaken, StoreError};

/// A no, for whoever asked.
#[derive(Debug)]
pub enum NotDone {
    /// The document does not read: its mistakes as the API shows them, and how many more there
    /// are.
    Misread(Vec<Value>, usize),
    /// Fields around it are wrong.
    Fields(Vec<WrongField>),
    /// It reads and must not be published: every error as the API shows it.
    Refused(Vec<Value>),
    /// Somebody else was there in between.
    Overtaken {
        /// With what.
        what: Overtaken,
        /// When, as people say it.
        at: String,
        /// The same for programs.
        rfc3339: String,
    },
    /// As every verb.
    Failure(Failure),
}

impl From<StoreError> for NotDone {
    fn from(error: StoreError) -> Self {
        Self::Failure(Failure::Store(error))
    }
}

impl From<Failure> for NotDone {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}
