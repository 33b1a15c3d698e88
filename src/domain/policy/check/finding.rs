//! What was found, where, and what would mend it.

use serde_json::json;

use crate::ids::StaffId;
use crate::money::Tier;
use crate::people::Grade;
use crate::policy::{Mend, RuleId};

/// Something that is wrong with a policy, or may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// JSON pointer (RFC 6901).
    pub pointer: String,
    /// The rule that it concerns; none for the policy as a whole.
    pub rule: Option<RuleName>,
    /// What it is. `words` makes the sentence.
    pub flaw: Flaw,
}

/// A rule as people and programs name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleName {
    /// Its place in the list, from 0.
    pub at: usize,
    /// For programs.
    pub id: RuleId,
    /// For people.
    pub name: String,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Cannot be published.
    Error,
    /// Surely not meant so.
    Warning,
    /// May be meant so.
    Note,
}

impl Severity {
    /// In the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Flaw {
    /// Nobody has this staff id.
    UnknownRep {
        /// As written.
        id: StaffId,
        /// The id that is spelled most like it.
        nearest: Option<StaffId>,
    },
    /// A manager takes no leads by rule.
    NotARep {
        /// Who.
        id: StaffId,
        /// Their name.
        name: String,
    },
    /// Somebody who does not work here any more.
    Inactive {
        /// Who.
        id: StaffId,
        /// Their name.
        name: String,
    },
    /// The manager on duty is no active manager: escalations without one go to the pool.
    NoDutyManager {
        /// As written.
        id: StaffId,
    },
    /// Another rule has this id.
    DuplicateId {
        /// The first one.
        first: RuleName,
    },
    /// No lead can meet the condition.
    NeverHolds,
    /// Earlier rules stop every lead that this one waits for.
    Unreachable {
        /// Which, at most five.
        by: Vec<RuleName>,
        /// Whether it would be asked in front of the first of them, and leave that one leads.
        moves: bool,
    },
    /// Earlier rules stop some of the leads that this one waits for.
    PartlyShadowed {
        /// Which, at most five.
        by: Vec<RuleName>,
    },
    /// From this rule on nothing was compared: there is too much.
    NotCompared,
    /// No category is called so.
    UnknownProduct {
        /// As written.
        name: String,
        /// The one that is spelled most like it.
        nearest: Option<String>,
    },
    /// Nobody is in a team of this name.
    UnknownTeam {
        /// As written.
        name: String,
        /// The one that is spelled most like it.
        nearest: Option<String>,
    },
    /// No rep knows this industry.
    UnknownIndustry {
        /// As written.
        name: String,
        /// The one that is spelled most like it.
        nearest: Option<String>,
    },
    /// No source is called so.
    UnknownSource {
        /// As written.
        name: String,
        /// The one that is spelled most like it.
        nearest: Option<String>,
    },
    /// Nobody who works here is meant by `among`.
    NoCandidates,
    /// Nobody has the grade that leads of this tier need.
    NobodySenior {
        /// Of which leads.
        tier: Tier,
        /// What they need.
        grade: Grade,
    },
    /// Nobody knows any product so well.
    NobodySkilled {
        /// What is asked for, in permille.
        least_permille: u32,
    },
    /// Shares are asked for and nobody has any.
    NoShares,
    /// A factor counts that says the same of everybody, as long as nothing is known.
    NoRecord {
        /// Its name in JSON.
        factor: &'static str,
        /// What it counts, in permille.
        weight: u32,
    },
}

impl Flaw {
    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::UnknownRep { .. } | Self::NotARep { .. } | Self::DuplicateId { .. } => {
                Severity::Error
            }
            Self::PartlyShadowed { .. }
            | Self::NotCompared
            | Self::UnknownIndustry { .. }
            | Self::NoRecord { .. } => Severity::Note,
            _ => Severity::Warning,
        }
    }

    /// For programs; stays as it is.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownRep { .. } => "rep.unknown",
            Self::NotARep { .. } => "rep.manager",
            Self::Inactive { .. } => "rep.inactive",
            Self::NoDutyManager { .. } => "duty_manager.unknown",
            Self::DuplicateId { .. } => "rule_id.duplicate",
            Self::NeverHolds => "rule.never_holds",
            Self::Unreachable { .. } => "rule.unreachable",
            Self::PartlyShadowed { .. } => "rule.partly_shadowed",
            Self::NotCompared => "rule.not_compared",
            Self::UnknownProduct { .. } => "product.unknown",
            Self::UnknownTeam { .. } => "team.unknown",
            Self::UnknownIndustry { .. } => "industry.unknown",
            Self::UnknownSource { .. } => "source.unknown",
            Self::NoCandidates => "candidates.empty",
            Self::NobodySenior { .. } => "grade.nobody",
            Self::NobodySkilled { .. } => "level.nobody",
            Self::NoShares => "shares.zero",
            Self::NoRecord { .. } => "factor.no_record",
        }
    }

    /// What would mend it, where that is known.
    #[must_use]
    pub fn mend(&self) -> Option<Mend> {
        match self {
            Self::UnknownRep {
                nearest: Some(id), ..
            } => Some(Mend::Replace { value: json!(id) }),
            Self::UnknownProduct {
                nearest: Some(name),
                ..
            }
            | Self::UnknownTeam {
                nearest: Some(name),
                ..
            }
            | Self::UnknownIndustry {
                nearest: Some(name),
                ..
            }
            | Self::UnknownSource {
                nearest: Some(name),
                ..
            } => Some(Mend::Replace { value: json!(name) }),
            Self::NotARep { .. } | Self::Inactive { .. } | Self::NeverHolds => Some(Mend::Remove),
            Self::Unreachable { by, moves: true } => {
                by.first().map(|first| Mend::Move { to: first.at })
            }
            Self::Unreachable { moves: false, .. } => Some(Mend::Remove),
            Self::NoRecord { .. } => Some(Mend::Replace { value: json!(0) }),
            _ => None,
        }
    }
}
