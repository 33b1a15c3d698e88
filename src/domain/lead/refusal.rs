//! A business no. Nothing was changed; `words` says it to people.

use super::state::State;
use crate::ids::StaffId;

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Somebody owns it already.
    #[error("already claimed")]
    AlreadyClaimed {
        /// Who.
        by: StaffId,
    },
    /// The offer is over: its time is up, or it went on.
    #[error("the offer has ended")]
    OfferEnded {
        /// Where the lead is now.
        state: State,
    },
    /// It was offered to somebody else.
    #[error("offered to somebody else")]
    NotOfferedToYou {
        /// Where the lead is now.
        state: State,
    },
    /// Not allowed to this person in this state of things.
    #[error("not allowed")]
    NotAllowed,
    /// Does not happen in this state.
    #[error("not possible in state {}", .state.name())]
    WrongState {
        /// Where the lead is now.
        state: State,
    },
    /// Nobody of that id works here.
    #[error("no such person")]
    UnknownStaff {
        /// The id that was named.
        staff: StaffId,
    },
    /// That person does not work here any more.
    #[error("that person is not active")]
    Inactive {
        /// Who.
        staff: StaffId,
    },
    /// That person has as many leads as they may.
    #[error("at capacity")]
    Full {
        /// Who.
        staff: StaffId,
    },
    /// There is nothing of theirs to explain, or it was explained before.
    #[error("nothing to explain")]
    NothingToExplain,
}
