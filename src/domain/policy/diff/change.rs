//! One change.

use std::time::Duration;

use crate::ids::StaffId;
use crate::money::TierThresholds;
use crate::policy::{Condition, Constraints, Relaxation, Rule, Then};

/// What is otherwise in the newer version. Places of rules count from 0.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "`from` is the older, `to` the newer, `name` the rule's newer name"
)]
pub enum Change {
    /// 权重.
    Weight {
        factor: &'static str,
        from: u32,
        to: u32,
    },
    /// 认领时限.
    ClaimWithin { from: Duration, to: Duration },
    /// 每轮最多派几位.
    MaxOffers { from: u32, to: u32 },
    /// 主管的时限.
    EscalateWithin { from: Duration, to: Duration },
    /// 值班主管.
    DutyManager {
        from: Option<StaffId>,
        to: Option<StaffId>,
    },
    /// 价值档.
    Tiers {
        from: TierThresholds,
        to: TierThresholds,
    },
    /// 时区.
    TimeZone { from: String, to: String },
    /// 放宽.
    Relax {
        from: Vec<Relaxation>,
        to: Vec<Relaxation>,
    },
    /// 限制.
    Constraints { from: Constraints, to: Constraints },
    /// A new rule.
    RuleAdded { at: usize, rule: Rule },
    /// A rule that is gone.
    RuleRemoved { at: usize, rule: Rule },
    /// A rule that is asked earlier or later.
    RuleMoved {
        name: String,
        from: usize,
        to: usize,
    },
    /// A rule with another name.
    RuleRenamed { from: String, to: String },
    /// A rule that is switched on or off.
    RuleSwitched { name: String, on: bool },
    /// A rule with another condition.
    RuleWhen {
        name: String,
        from: Condition,
        to: Condition,
    },
    /// A rule that does something else.
    RuleThen { name: String, from: Then, to: Then },
}
