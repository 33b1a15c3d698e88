//! Why a verb did not do it.

use paidan_domain::lead::Refusal;
use paidan_domain::lead::State;
use paidan_domain::understand::FieldError;

use super::ports::StoreError;

/// A verb's no, for whoever asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// A business no; the state is that of the lead, for the answer.
    #[error("{refusal}")]
    Refused {
        /// Why.
        refusal: Refusal,
        /// Where the lead is.
        state: State,
    },
    /// Not there, or not theirs.
    #[error("not found")]
    NotFound,
    /// The role may not do this at all.
    #[error("forbidden")]
    Forbidden,
    /// The idempotency key came with another body before.
    #[error("key used with another body")]
    Mismatch,
    /// Fields are wrong.
    #[error("fields are wrong")]
    Fields(Vec<FieldError>),
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}
