//! Leads as they are changed: one commit a decision, everything or nothing.

use std::sync::Arc;

use async_trait::async_trait;
use paidan_domain::ids::{Audience, LeadId, LeadNumber};
use paidan_domain::lead::{AtHand, Decided, Lead, Refusal, State};
use paidan_domain::matching::Floor;
use paidan_domain::time::Instant;
use paidan_domain::understand::Former;
use uuid::Uuid;

use super::StoreError;

/// The store's side of intake and of every change. Decisions are handed in as
/// pure functions and run beside the data, so that nothing moves in between;
/// they may run more than once.
#[async_trait]
pub trait Leads: Send + Sync {
    /// Takes a new lead in, once for each idempotency key.
    async fn take_in(&self, incoming: Incoming, judge: Judge) -> Result<TakenIn, StoreError>;

    /// Changes a lead by a verdict. `Ok(None)`: no such lead.
    async fn change(
        &self,
        lead: LeadRef,
        verdict: Verdict,
        aside: Aside,
    ) -> Result<Option<Result<Changed, Refusal>>, StoreError>;
}

/// A lead as callers name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeadRef {
    /// By id.
    Id(LeadId),
    /// By number.
    Number(LeadNumber),
}

/// What comes with a new lead and must be durable with it.
pub struct Incoming {
    /// The id made for it.
    pub id: LeadId,
    /// Name of the source.
    pub source: String,
    /// The sender's key for this request, and the body it came with.
    pub idempotency: Option<(String, Vec<u8>)>,
    /// What makes it the same customer as another, normalised: kind and value.
    pub contact_keys: Vec<(&'static str, String)>,
    /// What the customer said, to be sealed.
    pub dossier: String,
}

/// Decides what becomes of a new lead: its number, what is known of the customer, everybody,
/// and the time.
pub type Judge = Arc<dyn Fn(LeadNumber, &Acquaintance, &Floor, Instant) -> Judged + Send + Sync>;

/// What the store knows of the customer of a new lead.
#[derive(Debug, Clone, Default)]
pub struct Acquaintance {
    /// Their living lead, with what is equal.
    pub twin: Option<(Lead, &'static str)>,
    /// Whoever served them before, when no lead of theirs lives.
    pub former: Option<Former>,
}

impl Acquaintance {
    /// What leads of the same customer say, the surest kind of likeness first: the first living
    /// one is the twin; else the first one that somebody owned to the end names the former rep.
    /// What was invalid speaks for nobody.
    #[must_use]
    pub fn from_leads(alike: impl IntoIterator<Item = (Lead, &'static str)>) -> Self {
        let mut known = Self::default();
        for (lead, kind) in alike {
            if !lead.state().is_terminal() {
                return Self {
                    twin: Some((lead, kind)),
                    former: None,
                };
            }
            let won = lead.state() == State::Won;
            if known.former.is_none() && (won || lead.state() == State::Lost) {
                known.former = lead.owner().map(|rep| Former {
                    rep: rep.clone(),
                    at: lead.updated_at,
                    won,
                });
            }
        }
        known
    }
}

/// What became of a new lead.
pub struct Judged {
    /// The new lead's decision first, then that of the lead it was merged into.
    pub decided: Vec<Decided>,
    /// HTTP status of the answer.
    pub status: u16,
    /// Body of the answer, kept for repeats.
    pub answer: String,
}

/// The end of an intake.
#[derive(Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// It is in.
    New {
        /// HTTP status.
        status: u16,
        /// Body of the answer.
        answer: String,
    },
    /// It was in before, by the same key and body.
    Repeated {
        /// Body of the first answer.
        answer: String,
    },
    /// The key was used before with another body.
    Mismatch,
}

/// Decides a change of a lead as it is now.
pub type Verdict = Arc<dyn Fn(&AtHand, &Floor, Instant) -> Result<Decided, Refusal> + Send + Sync>;

/// What is written in the same commit as a change.
#[derive(Debug, Clone, Default)]
pub struct Aside {
    /// Typed words that belong to the first step, to be sealed.
    pub typed: Option<String>,
    /// The act in the inbox that this change deals with.
    pub inbox_key: Option<String>,
    /// A line that was typed makes this change once: carried out again, after a crash or a
    /// slow store, it finds it made.
    pub once: Option<String>,
    /// Whose cards will be changed in the answer of a press: of who pressed, and of the group
    /// whose card it was. The outbox waits this long before it does it instead.
    pub answering: Option<(Vec<Audience>, std::time::Duration)>,
}

/// A change that was committed.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// The lead as it was.
    pub before: Lead,
    /// The lead as it is.
    pub after: Lead,
    /// Whether anything happened; false for a repeat.
    pub moved: bool,
    /// The waiting outbox rows of those in [`Aside::answering`].
    pub held: Vec<Uuid>,
}
