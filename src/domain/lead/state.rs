//! The states of a lead and what belongs to each.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::event::About;
use crate::ids::{Audience, LeadId, LeadNumber, OfferId, StaffId};
use crate::policy::OfferPolicy;
use crate::time::Instant;
use crate::understand::Facts;

/// A lead as its events made it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lead {
    /// Its id.
    pub id: LeadId,
    /// Its number for people.
    pub number: LeadNumber,
    /// Name of the source (来源) that handed it in.
    pub source: String,
    /// What is known of it, in clear.
    pub facts: Facts,
    /// Where it stands.
    pub life: Life,
    /// Sequence number of its last event; counts from 1 without a gap.
    pub seq: u32,
    /// Who had it in this round and is not asked again. A manager's act begins a new round.
    pub round: Vec<StaffId>,
    /// How many offers were made since the round began or an owner gave it back.
    pub attempts: u32,
    /// Who was offered it last, in any round.
    pub last_rep: Option<StaffId>,
    /// Who was shown it when it last went into the pool.
    pub pool_seen: Vec<Audience>,
    /// Acts whose reason may still be given, and by whom.
    pub unexplained: Vec<(StaffId, About)>,
    /// When it came.
    pub created_at: Instant,
    /// When its last event was.
    pub updated_at: Instant,
}

/// Where a lead stands in its life, with what belongs there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Life {
    /// Between two steps of one decision.
    Received,
    /// With one rep, for a time.
    Offered(Offer),
    /// With a manager.
    Escalated(Escalation),
    /// 公海: first to claim.
    Pooled,
    /// The same customer as another lead.
    Merged {
        /// The lead that goes on.
        into: LeadId,
    },
    /// 待人工: not plainly a lead, a person looks.
    Quarantined,
    /// Owned, the customer not yet called.
    Claimed {
        /// The owner (负责人).
        owner: StaffId,
    },
    /// Owned and being followed.
    Contacted {
        /// The owner.
        owner: StaffId,
    },
    /// 成交.
    Won {
        /// Who owned it at the end.
        owner: Option<StaffId>,
    },
    /// 丢单.
    Lost {
        /// Who owned it at the end.
        owner: Option<StaffId>,
    },
    /// 无效.
    Invalid {
        /// Who owned it at the end.
        owner: Option<StaffId>,
    },
}

/// One rep is asked. The deadline stands in the store's offer row, outside of
/// the fold, since the delivery of the card moves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Names the offer.
    pub id: OfferId,
    /// Who is asked.
    pub rep: StaffId,
    /// The how-manieth of this round, from 1.
    pub attempt: u32,
    /// How long the rep has from the delivery of the card, in seconds, where a rule says so.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claim_within_seconds: Option<u32>,
}

impl Offer {
    /// How long the rep has from the delivery of the card.
    #[must_use]
    pub fn claim_within(&self, usual: &OfferPolicy) -> Duration {
        let own = self.claim_within_seconds.map(u64::from);
        own.map_or(usual.claim_within, Duration::from_secs)
    }
}

/// A manager is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// From 1.
    pub level: u32,
    /// Who is asked.
    pub manager: StaffId,
    /// What they are asked.
    pub kind: EscalationKind,
    /// Since when.
    pub since: Instant,
    /// When their time is over.
    pub deadline: Instant,
}

/// What a manager is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EscalationKind {
    /// Choose somebody.
    Choose,
    /// Agree to paidan's choice.
    Suggestion,
}

/// The states by name, as the API and the store say them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is explained at Life")]
pub enum State {
    Received,
    Offered,
    Escalated,
    Pooled,
    Merged,
    Quarantined,
    Claimed,
    Contacted,
    Won,
    Lost,
    Invalid,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Received,
        Self::Offered,
        Self::Escalated,
        Self::Pooled,
        Self::Merged,
        Self::Quarantined,
        Self::Claimed,
        Self::Contacted,
        Self::Won,
        Self::Lost,
        Self::Invalid,
    ];

    /// The word in the API and the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Offered => "offered",
            Self::Escalated => "escalated",
            Self::Pooled => "pooled",
            Self::Merged => "merged",
            Self::Quarantined => "quarantined",
            Self::Claimed => "claimed",
            Self::Contacted => "contacted",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Invalid => "invalid",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Nothing moves on from here by itself or by a rep.
    #[must_use]
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Merged | Self::Won | Self::Lost | Self::Invalid)
    }
}

impl Life {
    /// The state by name.
    #[must_use]
    pub fn state(&self) -> State {
        match self {
            Self::Received => State::Received,
            Self::Offered(_) => State::Offered,
            Self::Escalated(_) => State::Escalated,
            Self::Pooled => State::Pooled,
            Self::Merged { .. } => State::Merged,
            Self::Quarantined => State::Quarantined,
            Self::Claimed { .. } => State::Claimed,
            Self::Contacted { .. } => State::Contacted,
            Self::Won { .. } => State::Won,
            Self::Lost { .. } => State::Lost,
            Self::Invalid { .. } => State::Invalid,
        }
    }
}

impl Lead {
    /// The state by name.
    #[must_use]
    pub fn state(&self) -> State {
        self.life.state()
    }

    /// The owner (负责人), also of a finished lead.
    #[must_use]
    pub fn owner(&self) -> Option<&StaffId> {
        match &self.life {
            Life::Claimed { owner } | Life::Contacted { owner } => Some(owner),
            Life::Won { owner } | Life::Lost { owner } | Life::Invalid { owner } => owner.as_ref(),
            _ => None,
        }
    }

    /// The live offer.
    #[must_use]
    pub fn offer(&self) -> Option<&Offer> {
        match &self.life {
            Life::Offered(offer) => Some(offer),
            _ => None,
        }
    }

    /// The live escalation.
    #[must_use]
    pub fn escalation(&self) -> Option<&Escalation> {
        match &self.life {
            Life::Escalated(escalation) => Some(escalation),
            _ => None,
        }
    }

    /// Whoever has it: offered to, owned by (also at the end), or escalated to.
    #[must_use]
    pub fn holder(&self) -> Option<&StaffId> {
        self.counts_for()
            .or_else(|| self.owner())
            .or_else(|| self.escalation().map(|escalation| &escalation.manager))
    }

    /// In whose load it counts: the rep it is offered to or who works on it.
    #[must_use]
    pub fn counts_for(&self) -> Option<&StaffId> {
        match &self.life {
            Life::Offered(offer) => Some(&offer.rep),
            Life::Claimed { owner } | Life::Contacted { owner } => Some(owner),
            _ => None,
        }
    }
}
