//! What happened to a lead, once and for all.

use serde::{Deserialize, Serialize};

use super::command::Reason;
use super::state::{EscalationKind, State};
use crate::ids::{Audience, LeadId, LeadNumber, OfferId, StaffId};
use crate::money::Fen;
use crate::people::Actor;
use crate::time::Instant;
use crate::understand::Facts;

/// One step in a lead's life. Holds no contact data and no typed words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Counts from 1 within the lead, without a gap.
    pub seq: u32,
    /// When; never before the event in front of it.
    pub at: Instant,
    /// Who caused it.
    pub actor: Actor,
    /// In whose name, when not in the actor's own.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub on_behalf_of: Option<StaffId>,
    /// The state before; none for the first.
    pub from: Option<State>,
    /// The state after.
    pub to: State,
    /// What it was.
    pub body: Body,
}

/// What an event says, one form a kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// The lead came in.
    Received {
        /// Its id.
        id: LeadId,
        /// Its number.
        number: LeadNumber,
        /// Name of its source.
        source: String,
        /// What was understood of it.
        facts: Box<Facts>,
    },
    /// It is the same customer as another living lead.
    Merged {
        /// The lead that goes on.
        into: LeadId,
        /// Its number.
        into_number: LeadNumber,
        /// What was equal (`phone`, `contact_id`, `external_id`, `company`).
        by: String,
    },
    /// Not plainly a lead: a person looks.
    Quarantined {},
    /// A rep is asked.
    Offered {
        /// Names the offer.
        offer: OfferId,
        /// Who.
        rep: StaffId,
        /// The how-manieth of the round.
        attempt: u32,
        /// How it came about.
        because: OfferedBecause,
        /// The rules it was made under.
        policy_version: u32,
        /// How long the rep has from the delivery of the card, in seconds, where a rule says so.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        claim_within_seconds: Option<u32>,
    },
    /// Somebody took it.
    Claimed {
        /// The owner.
        owner: StaffId,
        /// The offer that was taken; none from the pool.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        offer: Option<OfferId>,
    },
    /// The rep said no.
    Declined {
        /// The offer.
        offer: OfferId,
        /// Who.
        rep: StaffId,
        /// Why, when said at once.
        reason: Reason,
    },
    /// The offer ended without an answer.
    Expired {
        /// The offer.
        offer: OfferId,
        /// Who was asked.
        rep: StaffId,
        /// `unreachable` when the platform could not reach the person.
        because: ExpiredBecause,
    },
    /// A manager is asked.
    Escalated {
        /// From 1.
        level: u32,
        /// Who.
        manager: StaffId,
        /// What they are asked.
        escalation: EscalationKind,
        /// Until when, in microseconds.
        deadline: Instant,
    },
    /// A manager did not answer in time. Its kind is `expired`, as an offer's.
    #[serde(rename = "escalation_expired")]
    Lapsed {
        /// The level that was asked.
        level: u32,
        /// Who was asked.
        manager: StaffId,
    },
    /// Into the public pool.
    Pooled {
        /// Who is shown it; the others find it in the list.
        #[serde(default)]
        shown_to: Vec<Audience>,
    },
    /// A manager gave it to somebody.
    Reassigned {
        /// To whom.
        to: StaffId,
        /// From whose hands.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        from_rep: Option<StaffId>,
        /// Theirs at once; else an offer follows.
        outright: bool,
        /// Why.
        reason: Reason,
    },
    /// The owner gave it back.
    Released {
        /// Who.
        owner: StaffId,
        /// Why, when said at once.
        reason: Reason,
    },
    /// The owner spoke with the customer.
    Contacted {
        /// A note was typed.
        note: Reason,
    },
    /// 成交.
    Won {
        /// What it was worth.
        value_fen: Option<Fen>,
        /// Why.
        reason: Reason,
    },
    /// 丢单.
    Lost {
        /// Why.
        reason: Reason,
    },
    /// 无效.
    Invalid {
        /// Why.
        reason: Reason,
    },
    /// Something worth writing down that changes no state.
    Note {
        /// About what.
        about: About,
        /// Why or what.
        reason: Reason,
        /// An amount added.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        value_fen: Option<Fen>,
    },
}

/// How an offer came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferedBecause {
    /// By the score.
    Matched,
    /// A manager chose the rep.
    Chosen,
}

/// Why an offer ended without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpiredBecause {
    /// Its time was up.
    Deadline,
    /// The platform could not reach the person: nobody ever saw the card.
    Unreachable,
    /// The rep went on leave.
    Away,
}

/// What a note is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum About {
    /// Why an offer was declined.
    Decline {
        /// The offer.
        offer: OfferId,
    },
    /// Why it was given back.
    Release,
    /// Why it was lost or invalid, or what it was worth.
    Conclusion,
    /// Something worth knowing, as typed.
    Remark,
    /// The customer came again by another lead, which was merged into this one.
    CameAgain {
        /// Number of that lead.
        number: LeadNumber,
    },
}

/// The kinds of events by name (contract §5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is explained at Body")]
pub enum Kind {
    Received,
    Merged,
    Quarantined,
    Offered,
    Claimed,
    Declined,
    Expired,
    Escalated,
    Pooled,
    Reassigned,
    Released,
    Contacted,
    Won,
    Lost,
    Invalid,
    Note,
}

impl Kind {
    /// The word in the API and the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Merged => "merged",
            Self::Quarantined => "quarantined",
            Self::Offered => "offered",
            Self::Claimed => "claimed",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Escalated => "escalated",
            Self::Pooled => "pooled",
            Self::Reassigned => "reassigned",
            Self::Released => "released",
            Self::Contacted => "contacted",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Invalid => "invalid",
            Self::Note => "note",
        }
    }
}

impl Body {
    /// Its kind by name.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Received { .. } => Kind::Received,
            Self::Merged { .. } => Kind::Merged,
            Self::Quarantined {} => Kind::Quarantined,
            Self::Offered { .. } => Kind::Offered,
            Self::Claimed { .. } => Kind::Claimed,
            Self::Declined { .. } => Kind::Declined,
            Self::Expired { .. } | Self::Lapsed { .. } => Kind::Expired,
            Self::Escalated { .. } => Kind::Escalated,
            Self::Pooled { .. } => Kind::Pooled,
            Self::Reassigned { .. } => Kind::Reassigned,
            Self::Released { .. } => Kind::Released,
            Self::Contacted { .. } => Kind::Contacted,
            Self::Won { .. } => Kind::Won,
            Self::Lost { .. } => Kind::Lost,
            Self::Invalid { .. } => Kind::Invalid,
            Self::Note { .. } => Kind::Note,
        }
    }

    /// What was typed with it lies sealed beside it.
    #[must_use]
    pub fn has_typed_words(&self) -> bool {
        match self {
            Self::Declined { reason, .. }
            | Self::Reassigned { reason, .. }
            | Self::Released { reason, .. }
            | Self::Contacted { note: reason }
            | Self::Won { reason, .. }
            | Self::Lost { reason }
            | Self::Invalid { reason }
            | Self::Note { reason, .. } => reason.typed,
            _ => false,
        }
    }
}
