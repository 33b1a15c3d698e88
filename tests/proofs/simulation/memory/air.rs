//! What lies between a process and the store.

use async_trait::async_trait;
use paidan::app::ports::StoreError;

/// The way to the store and back.
#[async_trait]
pub trait Air: Send + Sync {
    /// Others run meanwhile.
    async fn pause(&self);

    /// Whether the store answers at all.
    fn reach(&self) -> Result<(), StoreError>;

    /// What becomes of a commit.
    fn commit(&self) -> Fate;
}

/// What becomes of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is there, and so is the answer.
    Done,
    /// It is not there, and that is said.
    Refused,
    /// No answer came.
    Unheard {
        /// Whether it is there.
        done: bool,
    },
}

/// Nothing goes wrong and nobody else runs.
pub struct Calm;

#[async_trait]
impl Air for Calm {
    async fn pause(&self) {}

    fn reach(&self) -> Result<(), StoreError> {
        Ok(())
    }

    fn commit(&self) -> Fate {
        Fate::Done
    }
}
