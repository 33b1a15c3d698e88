//! How an offer runs.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::ids::StaffId;

/// How an offer (派发) runs, where a rule says nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferPolicy {
    /// How long a rep has from the delivery of the card.
    pub claim_within: Duration,
    /// How many reps are asked in a round before the manager is.
    pub max_offers: u32,
    /// How long a manager has before the lead goes to the pool.
    pub escalate_within: Duration,
    /// Who decides when a team has no manager.
    pub duty_manager: Option<StaffId>,
}

impl Default for OfferPolicy {
    fn default() -> Self {
        Self {
            claim_within: Duration::from_secs(300),
            max_offers: 3,
            escalate_within: Duration::from_secs(600),
            duty_manager: None,
        }
    }
}

/// What a rule changes of the offer's terms; what is left out is as everywhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OfferTerms {
    /// How long a rep has from the delivery of the card, 10 to 86,400 seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim_within_seconds: Option<u32>,
    /// How many reps are asked in a round before the manager is, 1 to 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_offers: Option<u32>,
}
