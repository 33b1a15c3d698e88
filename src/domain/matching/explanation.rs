//! The decision with its reasons (派单理由), as it is stored and shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::exclusion::Exclusion;
use super::factor::{Because, FactorScore};
use super::score::split;
use super::trade::Trade;
use crate::ids::StaffId;
use crate::policy::{Relaxation, Strategy};
use crate::understand::Facts;

/// Why a lead went where it went (contract §6), as data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The rules it was made under.
    pub policy_version: u32,
    /// The rule that applied.
    pub rule: RuleRef,
    /// How one of the candidates was chosen.
    #[serde(default, skip_serializing_if = "is_best_score")]
    pub strategy: Strategy,
    /// Why the chosen one, where it was not by the score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Because>,
    /// How far the conditions were relaxed.
    pub stage: Stage,
    /// All that was given up, in that order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relaxed: Vec<Relaxation>,
    /// Why not the best one, when leads were handed out together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trade: Option<Trade>,
    /// What was known of the lead, without its contact.
    pub facts: Facts,
    /// The chosen one, then the others by score; at most [`Explanation::KEPT`].
    pub candidates: Vec<Scored>,
    /// The nearest of those left out; at most [`Explanation::KEPT`].
    pub excluded: Vec<Excluded>,
    /// How many were left out for what.
    pub excluded_counts: BTreeMap<Exclusion, u32>,
}

fn is_best_score(strategy: &Strategy) -> bool {
    *strategy == Strategy::BestScore
}

/// Names a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleRef {
    /// For programs.
    pub id: String,
    /// For people.
    pub name: String,
}

/// How far the conditions had to be relaxed to find somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// All conditions hold.
    Strict,
    /// Somebody who does not sell the product, since nobody in reach does.
    ProductRelaxed,
    /// Somebody whose territory lies elsewhere.
    TerritoryWidened,
    /// Somebody of a lower grade or level than is asked.
    LevelRelaxed,
    /// Nobody can take it.
    Nobody,
}

impl Stage {
    /// The word in explanations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::ProductRelaxed => "product_relaxed",
            Self::TerritoryWidened => "territory_widened",
            Self::LevelRelaxed => "level_relaxed",
            Self::Nobody => "nobody",
        }
    }
}

/// A candidate (候选) with their score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scored {
    /// Who.
    pub rep: StaffId,
    /// As they were called then.
    pub rep_name: String,
    /// Permille.
    pub score: u32,
    /// What it is made of.
    pub factors: Vec<FactorScore>,
}

/// Somebody who was left out (排除).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    /// Who.
    pub rep: StaffId,
    /// As they were called then.
    pub rep_name: String,
    /// Why.
    pub reason: Exclusion,
    /// Leads at hand then, for "已满 20/20".
    pub load: u32,
    /// At most.
    pub capacity: u32,
}

impl Explanation {
    /// How many candidates and how many excluded are kept with a decision.
    pub const KEPT: usize = 20;

    /// Who was chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<&Scored> {
        self.candidates.first()
    }

    /// The same decision worked out again from its stored weights and values, with
    /// contributions, scores and order: equal to the byte when nobody touched it.
    #[must_use]
    pub fn recomputed(&self) -> Self {
        let mut again = self.clone();
        for candidate in &mut again.candidates {
            candidate.settle();
        }
        // Equals keep their order, since how long somebody waited is not stored.
        let by_score = is_best_score(&self.strategy) && self.trade.is_none();
        let fixed = usize::from(!by_score).min(again.candidates.len());
        again.candidates[fixed..].sort_by_key(|one| std::cmp::Reverse(one.score));
        if let (Some(trade), Some(next)) = (&mut again.trade, again.candidates.get(1)) {
            trade.name_best(next);
        }
        again
    }
}

impl Scored {
    /// Works out contributions and score from weights and values.
    pub(super) fn settle(&mut self) {
        let exact: Vec<u64> = self
            .factors
            .iter()
            .map(|one| u64::from(one.weight) * u64::from(one.value))
            .collect();
        let (score, parts) = split(&exact, 1000);
        self.score = score;
        for (one, part) in self.factors.iter_mut().zip(parts) {
            one.contribution = part;
        }
    }
}
