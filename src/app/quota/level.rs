//! How many a month has, and how careful to be.

use crate::app::ports::Metered;

/// How many a month has; none = as many as you like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// Calls of the API.
    pub calls: Option<u64>,
    /// Messages over Webhook and Stream.
    pub messages: Option<u64>,
}

impl Limits {
    /// Of one kind.
    pub(super) fn of(self, kind: Metered) -> Option<u64> {
        match kind {
            Metered::Calls => self.calls,
            Metered::Messages => self.messages,
        }
    }
}

/// How careful to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing to save.
    Free,
    /// From 90 %: only what somebody needs.
    Saving,
    /// Used up, by our count or by the platform's word.
    Spent,
}

impl Level {
    /// The word in answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Saving => "saving",
            Self::Spent => "spent",
        }
    }
}
