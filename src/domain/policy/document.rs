//! The whole document.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::constraints::Constraints;
use super::offer::OfferPolicy;
use super::relaxation::Relaxation;
use super::rule::{Rule, RuleId, Strategy, Then};
use super::weights::Weights;
use crate::money::TierThresholds;

/// A version of all rules. Where no rule decides, the defaults do: among everybody, by the best
/// score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Counts from 1.
    pub version: u32,
    /// What each factor counts, unless a rule says otherwise.
    pub weights: Weights,
    /// How an offer runs.
    pub offer: OfferPolicy,
    /// Where the value tiers begin.
    #[serde(default)]
    pub tiers: TierThresholds,
    /// The zone of times of day, an IANA name.
    #[serde(default = "china")]
    pub time_zone: String,
    /// What is given up, in this order, when nobody fits.
    #[serde(default = "product_first")]
    pub relax: Vec<Relaxation>,
    /// What has to hold for every rule.
    #[serde(default)]
    pub constraints: Constraints,
    /// In order. Documents older than rules have the ones that paidan starts with.
    #[serde(default = "first_rules")]
    pub rules: Vec<Rule>,
}

fn china() -> String {
    "Asia/Shanghai".to_owned()
}

fn product_first() -> Vec<Relaxation> {
    vec![Relaxation::Product]
}

fn first_rules() -> Vec<Rule> {
    vec![Rule {
        id: RuleId("old-customer".to_owned()),
        name: "老客户回原销售".to_owned(),
        enabled: true,
        when: Condition::OldCustomer(true),
        then: Then {
            strategy: Strategy::Former,
            ..Then::default()
        },
    }]
}

impl Policy {
    /// The rules that paidan starts with, version 1.
    #[must_use]
    pub fn first(offer: OfferPolicy) -> Self {
        Self {
            version: 1,
            weights: Weights::default(),
            offer,
            tiers: TierThresholds::default(),
            time_zone: china(),
            relax: product_first(),
            constraints: Constraints::default(),
            rules: first_rules(),
        }
    }

    /// How many reps a round may ask at most, whichever rule decides.
    #[must_use]
    pub fn most_offers(&self) -> u32 {
        let own = |rule: &Rule| rule.then.offer.and_then(|terms| terms.max_offers);
        let rules = self.rules.iter().filter_map(own);
        rules.fold(self.offer.max_offers, u32::max)
    }
}
