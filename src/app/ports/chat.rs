//! What a chat platform can do for paidan, and how it can fail.

use std::time::Duration;

use async_trait::async_trait;

use crate::words::Card;

/// A chat platform as the rest of paidan sees it, and all that a further one has to be. One call
/// is one attempt: the outbox repeats, the platform never does (but for one refreshed token).
#[async_trait]
pub trait Chat: Send + Sync {
    /// Sends a new card. `card_id` is never reused for another card; the same id
    /// again is the same card and reaches the person once.
    async fn send_card(
        &self,
        to: &Address,
        card_id: &str,
        card: &Card,
    ) -> Result<Sent, SendFailure>;

    /// Changes a card that was sent, by a right that sending it or a press of it gave.
    async fn update_card(
        &self,
        to: &Address,
        card_id: &str,
        right: &str,
        card: &Card,
    ) -> Result<Right, SendFailure>;

    /// Sends a plain text.
    async fn send_text(&self, to: &Address, text: &str) -> Result<Sent, SendFailure>;

    /// Whether one card can be shown to the reps of the pool together (公海群).
    fn has_pool_group(&self) -> bool {
        false
    }
}

/// The connections by which a platform brings what people do, where we open them ourselves.
pub trait Connections: Send + Sync {
    /// How many take work now.
    fn up(&self) -> usize;

    /// What is wrong with the others, without secrets; none when all is well.
    fn trouble(&self) -> Option<String>;
}

/// To whom something goes on a platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// One person, by the platform's own id of them.
    Person(String),
    /// The group chat (公海群) that stands for everybody who may take a lead from the pool.
    Group,
}

/// What is left of a right to change a card, after it was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Right {
    /// It works once, and that was it.
    Used,
    /// It works as often as one likes.
    Kept,
    /// Another one takes its place.
    Instead(String),
}

/// A send that the platform confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sent {
    /// The platform's own id of the message.
    pub message_id: Option<String>,
    /// The right to change the card without a press.
    pub update_code: Option<String>,
    /// The platform says that it had this card before; codes are unknown then.
    pub already: bool,
}

/// Why a call did not go through, sorted by what has to be done about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendFailure {
    /// The platform was not reached or is busy: it did not act. Try again.
    #[error("platform busy or away ({code})")]
    Later {
        /// The platform's error code or the HTTP status, as text.
        code: String,
        /// Not before this long from now, when the platform says so.
        after: Option<Duration>,
    },
    /// Asked too often: wait out the window. Not a failure.
    #[error("rate limit of the platform ({code})")]
    Throttled {
        /// The platform's error code.
        code: String,
        /// How long the window lasts.
        after: Duration,
    },
    /// No answer came: the platform may or may not have acted. Try again with the same id.
    #[error("no answer from the platform ({code})")]
    Unknown {
        /// What was seen (`timeout`, `reset`).
        code: String,
    },
    /// This person cannot be reached there: unknown, left, out of scope.
    #[error("person not reachable ({code})")]
    Person {
        /// The platform's error code.
        code: String,
    },
    /// This person has had enough for a while; others can be reached.
    #[error("the platform spares this person ({code})")]
    PersonBusy {
        /// The platform's error code.
        code: String,
        /// How long to wait.
        after: Duration,
    },
    /// The app itself is refused: nobody can be reached until somebody acts.
    #[error("app refused ({code}): {hint}")]
    App {
        /// The platform's error code.
        code: String,
        /// What the operator has to do, without secrets.
        hint: String,
    },
    /// The card's right to change is used up or too old.
    #[error("card can no longer be changed ({code})")]
    Spent {
        /// The platform's error code.
        code: String,
    },
    /// Our own mistake: the platform will never take this request.
    #[error("request refused for good ({code})")]
    Never {
        /// The platform's error code.
        code: String,
    },
}

impl SendFailure {
    /// Its name in metrics.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Later { .. } => "later",
            Self::Throttled { .. } => "throttled",
            Self::Unknown { .. } => "unknown",
            Self::Person { .. } => "person",
            Self::PersonBusy { .. } => "person_busy",
            Self::App { .. } => "app",
            Self::Spent { .. } => "spent",
            Self::Never { .. } => "never",
        }
    }
}
