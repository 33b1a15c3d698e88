//! What follows from a change in the world outside: cards and texts. Committed
//! with the change, carried out later.

use serde::{Deserialize, Serialize};

use crate::ids::{Audience, LeadNumber, OfferId, StaffId};

/// Something to be shown to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum Effect {
    /// A new card: take this lead?
    OfferCard {
        /// To whom.
        to: StaffId,
        /// Which offer.
        offer: OfferId,
    },
    /// A new card for a manager: nobody took it.
    EscalationCard {
        /// To whom.
        to: StaffId,
        /// From 1.
        level: u32,
    },
    /// A new card: who comes first may have it.
    PoolCard {
        /// To whom, or to which group.
        to: Audience,
    },
    /// A new card: this lead is yours now.
    OwnerCard {
        /// To whom.
        to: StaffId,
    },
    /// The card that somebody has of this lead shows its present state.
    Refresh {
        /// Whose.
        of: Audience,
    },
    /// A short text.
    Text {
        /// To whom.
        to: StaffId,
        /// What.
        notice: Notice,
    },
}

/// A short text as facts; `words` makes the sentence when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Notice {
    /// The customer of a living lead came again.
    CameAgain {
        /// Number of the lead that was merged.
        number: LeadNumber,
    },
    /// Not plainly a lead: please look.
    Quarantined,
}

impl Effect {
    /// The words of those that bring a new card.
    pub const NEW_CARDS: [&str; 4] = ["offer_card", "escalation_card", "pool_card", "owner_card"];

    /// Who sees it.
    #[must_use]
    pub fn audience(&self) -> Audience {
        match self {
            Self::PoolCard { to } | Self::Refresh { of: to } => to.clone(),
            Self::OfferCard { to, .. }
            | Self::EscalationCard { to, .. }
            | Self::OwnerCard { to }
            | Self::Text { to, .. } => to.clone().into(),
        }
    }

    /// The word in the store; unique for one event and one recipient.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::OfferCard { .. } => "offer_card",
            Self::EscalationCard { .. } => "escalation_card",
            Self::PoolCard { .. } => "pool_card",
            Self::OwnerCard { .. } => "owner_card",
            Self::Refresh { .. } => "refresh",
            Self::Text { .. } => "text",
        }
    }
}
