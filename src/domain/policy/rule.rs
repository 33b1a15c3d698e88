//! One rule: when it applies, and what is done then.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::constraints::Constraints;
use super::offer::OfferTerms;
use super::relaxation::Relaxation;
use super::weights::Weights;
use crate::ids::StaffId;
use crate::people::Grade;
use crate::region::Territory;

/// Names a rule for programs: 1 to 40 of `a-z`, `0-9` and `-`, unique in the policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(pub String);

/// A rule (规则). Rules are asked in order; the first that applies and finds somebody decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// For programs.
    pub id: RuleId,
    /// For people, 1 to 40 characters.
    pub name: String,
    /// A rule that is switched off is kept and not asked.
    #[serde(default = "on")]
    pub enabled: bool,
    /// When it applies.
    pub when: Condition,
    /// What is done then.
    pub then: Then,
}

fn on() -> bool {
    true
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Then {
    /// Among whom.
    pub among: Candidates,
    /// How one of them is chosen.
    pub strategy: Strategy,
    /// Other weights than the policy's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<Weights>,
    /// Other terms of the offer than the policy's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<OfferTerms>,
    /// Other stages of relaxing than the policy's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relax: Option<Vec<Relaxation>>,
    /// Other limits than the policy's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constraints: Option<Constraints>,
    /// When nobody fits.
    pub otherwise: Otherwise,
}

/// Among whom a rule chooses: everybody who meets all that is given; an empty list asks for
/// nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Candidates {
    /// 团队: in one of these teams, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<String>,
    /// 技能: sells one of these categories (or a parent of it).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// 片区: has a territory that lies within one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub territories: Vec<Territory>,
    /// 等级: is of one of these grades.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Grade>,
    /// 指定: is one of these people.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reps: Vec<StaffId>,
}

impl Candidates {
    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_everybody(&self) -> bool {
        *self == Self::default()
    }
}

/// How one of the candidates is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// 综合评分: the highest score.
    #[default]
    BestScore,
    /// 按份额: target shares in count, by the quota method.
    CountShares,
    /// 按份额(金额): target shares in value.
    ValueShares,
    /// 最空闲: the smallest part of their capacity in use.
    LeastLoaded,
    /// 指定: this rep, whatever their territory and products, when they are at work and have room.
    Named(StaffId),
    /// 原销售: whoever served the customer before, when they are at work and have room.
    Former,
    /// 公海: into the pool at once.
    Pool,
}

/// When nobody fits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// The next rule is asked.
    #[default]
    NextRule,
    /// No further rule is asked: the manager is.
    Stop,
}
