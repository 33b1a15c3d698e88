//! The factors by name.

use serde::{Deserialize, Serialize};

use super::because::Because;
use super::{
    customer_type, fairness, industry, load, product, relationship, responsiveness, territory,
    tier, win_rate,
};
use crate::matching::floor::Seat;
use crate::matching::wanted::Wanted;
use crate::policy::Weights;

/// A factor (因子) of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// 片区.
    Territory,
    /// 产品.
    Product,
    /// 在手量.
    Load,
    /// 公平.
    Fairness,
    /// 价值档.
    Tier,
    /// 行业.
    Industry,
    /// 客户类型.
    CustomerType,
    /// 响应.
    Responsiveness,
    /// 成交率.
    WinRate,
    /// 老客户.
    Relationship,
}

impl Factor {
    /// In the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::Territory,
        Self::Product,
        Self::Load,
        Self::Fairness,
        Self::Tier,
        Self::Industry,
        Self::CustomerType,
        Self::Responsiveness,
        Self::WinRate,
        Self::Relationship,
    ];

    /// The word in explanations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Territory => "territory",
            Self::Product => "product",
            Self::Load => "load",
            Self::Fairness => "fairness",
            Self::Tier => "tier",
            Self::Industry => "industry",
            Self::CustomerType => "customer_type",
            Self::Responsiveness => "responsiveness",
            Self::WinRate => "win_rate",
            Self::Relationship => "relationship",
        }
    }

    /// What it counts, in permille.
    #[must_use]
    pub fn weight(self, weights: &Weights) -> u32 {
        match self {
            Self::Territory => weights.territory,
            Self::Product => weights.product,
            Self::Load => weights.load,
            Self::Fairness => weights.fairness,
            Self::Tier => weights.tier,
            Self::Industry => weights.industry,
            Self::CustomerType => weights.customer_type,
            Self::Responsiveness => weights.responsiveness,
            Self::WinRate => weights.win_rate,
            Self::Relationship => weights.relationship,
        }
    }
}

/// One factor of one candidate. `contribution` is `weight * value / 1000`, rounded
/// so that all of a candidate add up to the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorScore {
    /// Which.
    pub factor: Factor,
    /// Permille.
    pub weight: u32,
    /// 0 to 1000.
    pub value: u32,
    /// Permille of the whole score.
    pub contribution: u32,
    /// Why this value.
    pub because: Because,
}

/// What a factor scores where nothing speaks for or against.
pub(super) const MIDDLE: u32 = 500;

/// The value of a factor for a candidate, 0 to 1000. Takes no memory: the compiler sees through
/// each of these and leaves the reason away.
#[inline]
pub(in crate::matching) fn value(factor: Factor, one: &Seat, wanted: &Wanted<'_>) -> u32 {
    let (standing, facts) = (&one.standing, wanted.facts);
    match factor {
        Factor::Territory => territory::assess(standing, facts).0,
        Factor::Product => product::value(one, wanted),
        Factor::Load => load::assess(standing).0,
        Factor::Fairness => fairness::assess(wanted.account(one)).0,
        Factor::Tier => tier::assess(standing, facts).0,
        Factor::Industry => industry::assess(standing, facts).0,
        Factor::CustomerType => customer_type::assess(standing, facts).0,
        Factor::Responsiveness => responsiveness::assess(standing).0,
        Factor::WinRate => win_rate::assess(standing).0,
        Factor::Relationship => relationship::assess(standing, facts).0,
    }
}

/// The value of a factor for a candidate, with its reason.
pub(in crate::matching) fn assess(
    factor: Factor,
    one: &Seat,
    wanted: &Wanted<'_>,
) -> (u32, Because) {
    let (standing, facts) = (&one.standing, wanted.facts);
    match factor {
        Factor::Territory => territory::assess(standing, facts),
        Factor::Product => product::assess(one, wanted),
        Factor::Load => load::assess(standing),
        Factor::Fairness => fairness::assess(wanted.account(one)),
        Factor::Tier => tier::assess(standing, facts),
        Factor::Industry => industry::assess(standing, facts),
        Factor::CustomerType => customer_type::assess(standing, facts),
        Factor::Responsiveness => responsiveness::assess(standing),
        Factor::WinRate => win_rate::assess(standing),
        Factor::Relationship => relationship::assess(standing, facts),
    }
}
