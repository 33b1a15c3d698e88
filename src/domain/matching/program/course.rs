//! What is done when a rule applies, with nothing left open.

use crate::ids::StaffId;
use crate::matching::explanation::RuleRef;
use crate::matching::weighing::Weighing;
use crate::people::Grade;
use crate::policy::{Constraints, Policy, Relaxation, Strategy, Then};
use crate::region::Territory;

use crate::matching::floor::Names;

/// One way to find a rep: a rule's, or the defaults'.
#[derive(Debug, Clone)]
pub(in crate::matching) struct Course {
    pub rule: RuleRef,
    pub among: Among,
    pub strategy: Strategy,
    pub weighing: Weighing,
    pub relax: Vec<Relaxation>,
    pub constraints: Constraints,
    pub claim_within_seconds: Option<u32>,
    pub max_offers: u32,
}

/// Whom a rule chooses from, with its categories as numbers.
#[derive(Debug, Clone, Default)]
pub(in crate::matching) struct Among {
    pub teams: Vec<String>,
    /// Each category with all that it belongs to; none when the rule asks for no skill.
    pub skills: Option<Vec<u32>>,
    pub territories: Vec<Territory>,
    pub grades: Vec<Grade>,
    pub reps: Vec<StaffId>,
}

impl Course {
    /// When no rule decides: among everybody, by the best score.
    pub fn defaults(policy: &Policy) -> Self {
        let rule = RuleRef {
            id: "default".to_owned(),
            name: "综合评分".to_owned(),
        };
        Self {
            rule,
            among: Among::default(),
            strategy: Strategy::BestScore,
            weighing: Weighing::of(&policy.weights),
            relax: policy.relax.clone(),
            constraints: policy.constraints,
            claim_within_seconds: None,
            max_offers: policy.offer.max_offers,
        }
    }

    pub fn of(rule: RuleRef, then: &Then, policy: &Policy, names: &mut Names) -> Self {
        let terms = then.offer.unwrap_or_default();
        let relax = then.relax.as_ref().unwrap_or(&policy.relax);
        Self {
            rule,
            among: Among::of(then, names),
            strategy: then.strategy.clone(),
            weighing: Weighing::of(then.weights.as_ref().unwrap_or(&policy.weights)),
            relax: relax.clone(),
            constraints: then.constraints.unwrap_or(policy.constraints),
            claim_within_seconds: terms.claim_within_seconds,
            max_offers: terms.max_offers.unwrap_or(policy.offer.max_offers),
        }
    }

    /// Names one rep, who is taken whatever their territory, products and grade.
    pub fn names_one(&self) -> bool {
        matches!(self.strategy, Strategy::Named(_) | Strategy::Former)
    }

    /// Goes by target shares, in an account of its own.
    pub fn by_shares(&self) -> bool {
        matches!(self.strategy, Strategy::CountShares | Strategy::ValueShares)
    }
}

impl Among {
    fn of(then: &Then, names: &mut Names) -> Self {
        let among = &then.among;
        let skills = (!among.skills.is_empty()).then(|| {
            let mut numbers = Vec::new();
            for skill in &among.skills {
                names.learn(skill);
                numbers.extend(names.lineage(skill));
            }
            numbers
        });
        Self {
            teams: among.teams.clone(),
            skills,
            territories: among.territories.clone(),
            grades: among.grades.clone(),
            reps: among.reps.clone(),
        }
    }
}
