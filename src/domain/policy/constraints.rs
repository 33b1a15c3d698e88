//! What has to hold for every rule.

use serde::{Deserialize, Serialize};

use crate::money::Tier;
use crate::people::Grade;

/// Limits on who may have what. The default asks for nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Constraints {
    /// The least grade for a lead of tier A.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade_for_a: Option<Grade>,
    /// The least grade for a lead of tier B.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade_for_b: Option<Grade>,
    /// How well a rep must know at least one of the products, 0 to 1000.
    pub least_level_permille: u32,
    /// How much work a lead is.
    pub effort: Effort,
}

impl Constraints {
    /// The least grade for a lead of this tier.
    #[must_use]
    pub fn least_grade(&self, tier: Option<Tier>) -> Option<Grade> {
        match tier? {
            Tier::A => self.grade_for_a,
            Tier::B => self.grade_for_b,
            Tier::C => None,
        }
    }
}

/// How much of a rep's capacity a lead takes in the load factor, in permille of a usual one,
/// 100 to 10,000. It does not change when a rep is full: that counts leads (contract §5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Effort {
    /// Tier A.
    pub a: u32,
    /// Tier B.
    pub b: u32,
    /// Tier C, and where the value is unknown.
    pub c: u32,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            a: 1000,
            b: 1000,
            c: 1000,
        }
    }
}

impl Effort {
    /// Of a lead of this tier.
    #[must_use]
    pub fn of(self, tier: Option<Tier>) -> u32 {
        match tier {
            Some(Tier::A) => self.a,
            Some(Tier::B) => self.b,
            Some(Tier::C) | None => self.c,
        }
    }
}
