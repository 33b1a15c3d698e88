//! What each factor counts.

use serde::{Deserialize, Serialize};

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
    /// 客户类型.
    #[serde(default)]
    pub customer_type: u32,
    /// 响应: how often the rep claims in time.
    #[serde(default)]
    pub responsiveness: u32,
    /// 成交率, learned from outcomes.
    #[serde(default)]
    pub win_rate: u32,
    /// 老客户: whoever served the customer before.
    #[serde(default)]
    pub relationship: u32,
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
            customer_type: 0,
            responsiveness: 0,
            win_rate: 0,
            relationship: 0,
        }
    }
}
