//! 发件箱: what people are to be shown, taken row by row under a lease.

use async_trait::async_trait;
use paidan_domain::ids::{Audience, LeadId, OfferId};
use paidan_domain::lead::Effect;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::StoreError;
use crate::words::Saying;

/// Something to be shown to somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "errand", rename_all = "snake_case")]
pub enum Errand {
    /// What follows from a step in a lead's life.
    Lead(Effect),
    /// The card of a lead again, because somebody asked for it.
    Show {
        /// Which lead.
        lead: LeadId,
    },
    /// An answer to what somebody did.
    Say {
        /// The sentence, as facts.
        saying: Saying,
    },
}

/// A row of the outbox under our lease.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Names the row.
    pub id: Uuid,
    /// Only who holds the newest fence may finish the row.
    pub fence: i64,
    /// About which lead.
    pub lead: Option<LeadId>,
    /// For whom.
    pub recipient: Audience,
    /// What.
    pub errand: Errand,
    /// Attempts that counted.
    pub tries: u32,
    /// The card that an earlier attempt may have sent.
    pub card_id: Option<String>,
    /// Further rows under our lease that go out in the same card: a list card.
    pub with: Vec<Companion>,
}

/// A row that shares the card of a [`Task`] and ends with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    /// Names the row.
    pub id: Uuid,
    /// As of the task.
    pub fence: i64,
    /// About which lead.
    pub lead: LeadId,
    /// The offer that the card makes; none for a lead of the pool.
    pub offer: Option<OfferId>,
}

impl Task {
    /// The offers that its card makes, each with its lead.
    #[must_use]
    pub fn offers(&self) -> Vec<(LeadId, OfferId)> {
        let own = match (self.lead, &self.errand) {
            (Some(lead), Errand::Lead(Effect::OfferCard { offer, .. })) => Some((lead, *offer)),
            _ => None,
        };
        let with = self.with.iter();
        let with = with.filter_map(|one| Some((one.lead, one.offer?)));
        own.into_iter().chain(with).collect()
    }

    /// Every row that ends with it, with the fence that it is held by.
    #[must_use]
    pub fn rows(&self) -> Vec<(Uuid, i64)> {
        let with = self.with.iter().map(|one| (one.id, one.fence));
        [(self.id, self.fence)].into_iter().chain(with).collect()
    }
}

/// A card in somebody's chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardRecord {
    /// `task_id` / `outTrackId`.
    pub card_id: String,
    /// Of which lead; of a list the first one.
    pub lead: LeadId,
    /// Who sees it.
    pub audience: Audience,
    /// Where.
    pub platform: Platform,
    /// What it asked when it was sent.
    pub asks: CardAsks,
    /// The right to change it, from sending.
    pub send_code: Option<String>,
    /// The right to change it once, from the last press.
    pub press_code: Option<String>,
    /// What it printed as its deadline.
    pub printed_deadline: Option<Instant>,
}

/// What a card asked when it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardAsks {
    /// Take it?
    Offer(OfferId),
    /// Whom shall it go to? With the level.
    Escalation(u32),
    /// Who comes first?
    Pool,
    /// Nothing: it is yours.
    Owner,
    /// Nothing: somebody looks at how it stands.
    Look,
    /// Take them? Several offers at once; which ones the outbox knows.
    List,
}

/// How the card of an offer goes out (`experience.md` §3.1, bursts).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Burst {
    /// By itself.
    Single,
    /// Its person has enough to look at: not before then.
    NotBefore(Instant),
    /// In one card with these, which are under our lease now.
    List(Vec<Companion>),
}

/// A right to change a card that was used up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// Of which card.
    pub card_id: String,
    /// The right.
    pub right: String,
    /// The one that takes its place.
    pub next: Option<String>,
}

/// How a task ended, or when it goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finish {
    /// The platform confirmed a new card.
    CardSent {
        /// The right to change it.
        update_code: Option<String>,
        /// The platform's id of the message.
        message_id: Option<String>,
        /// As of [`Finish::Done`].
        spent: Vec<Spent>,
    },
    /// Done without a new card.
    Done {
        /// The rights to change a card that were used up.
        spent: Vec<Spent>,
    },
    /// Not needed any more, or not possible; a code says why.
    Skipped(&'static str),
    /// Given up; visible and replayable.
    Dead(String),
    /// Again later.
    PutOff {
        /// Not before.
        until: Instant,
        /// Whether the attempt counts.
        counts: bool,
        /// Why, as a code.
        code: String,
    },
}

/// The outbox.
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Takes up to `most` due rows under a lease; at most one row a person at a
    /// time, oldest first.
    async fn lease(&self, most: u32) -> Result<Vec<Task>, StoreError>;

    /// Whether the card of an offer goes out by itself, later, or with others. What an
    /// earlier attempt may have sent goes out again just as it was.
    async fn burst(&self, task: &Task) -> Result<Burst, StoreError>;

    /// Whether the card of a lead of the pool goes out to the group by itself, later, or with
    /// others that wait: so while a platform's month runs low.
    async fn pool_burst(&self, task: &Task) -> Result<Burst, StoreError>;

    /// Writes down which card is about to be sent, which rows are in it, and that a send
    /// is attempted, when the person's limits allow one now; else says when. What the
    /// card asks is looked at once more in the same commit, and an offer lasts from here
    /// on at least until the time that its card prints.
    async fn begin_send(
        &self,
        task: &Task,
        platform: Platform,
        card: Option<CardRecord>,
        limits: &[RateLimit],
    ) -> Result<MaySend, StoreError>;

    /// Ends a task with all its rows; false when somebody else holds it by now.
    async fn finish(&self, task: &Task, finish: Finish) -> Result<bool, StoreError>;

    /// The answer of a press changed the card: the waiting row is done and the
    /// press's right to change is used up.
    async fn answered(&self, row: Uuid) -> Result<(), StoreError>;

    /// The answer of a press changed a list card to its end: its rights to change are
    /// used up, and the rows that the press held back are due.
    async fn list_answered(&self, card_id: &str, held: &[Uuid]) -> Result<(), StoreError>;

    /// All rows that wait are due at once (a platform came back).
    async fn wake_waiting(&self) -> Result<(), StoreError>;

    /// Returns when something new may be due.
    async fn rung(&self);

    /// Makes [`Outbox::rung`] return: rows that were put off may be due by now.
    fn ring(&self);
}

/// At most so many sends to one person in any window of this length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How many.
    pub most: u32,
    /// Length of the window.
    pub window: std::time::Duration,
}

/// Whether a send may go out now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaySend {
    /// Yes, and it is counted.
    Now,
    /// Not before then.
    NotBefore(Instant),
    /// The lead moved on: nobody is asked this any more.
    Over,
    /// Somebody else holds the task by now.
    Lost,
}
