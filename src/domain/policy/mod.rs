//! The rules (派单策略) by which leads are handed out: weights, and how long an
//! offer lasts. Every decision names the version it was made under.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::ids::StaffId;

/// A published version of all rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Counts from 1.
    pub version: u32,
    /// What each factor counts.
    pub weights: Weights,
    /// How an offer runs.
    pub offer: OfferPolicy,
}

/// Weights of the factors in permille; they add up to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// 片区.
    pub territory: u32,
    /// 产品.
    pub product: u32,
    /// 在手量.
    pub load: u32,
    /// 公平.
    pub fairness: u32,
    /// 价值档.
    pub tier: u32,
    /// 行业.
    pub industry: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            territory: 300,
            product: 250,
            load: 250,
            fairness: 150,
            tier: 30,
            industry: 20,
        }
    }
}

/// How an offer (派发) runs.
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

impl Policy {
    /// The rules that paidan starts with, version 1.
    #[must_use]
    pub fn first(offer: OfferPolicy) -> Self {
        Self {
            version: 1,
            weights: Weights::default(),
            offer,
        }
    }
}
