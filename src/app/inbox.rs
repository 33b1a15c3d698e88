//! What people do in a chat: made durable, decided, answered.

use std::sync::Arc;
use std::time::Duration;

use paidan_domain::people::Staff;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

use super::directory::StaffNews;
use super::ports::{Act, Errand, Inbound, Inbox, Outbox, People, Reads, Reply, StoreError, Stored};
use super::present::Presenter;
use super::slash::{Line, Slash, SlashAnswer};
use super::transition::Transition;
use crate::words::{Saying, say};

/// How long an answer waits for its decision (contract §7).
const BUDGET: Duration = Duration::from_millis(800);
/// After this the outbox changes the card when the answer did not.
pub(super) const HOLD: Duration = Duration::from_secs(2);

/// Whether what is answered to a press changes the pressed card by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// In a chat: the answer of the call is the new card. What is said in words goes as a message.
    ChangesCard,
    /// The same, where words can stand on the card for the presser alone.
    ChangesCardOrSays,
    /// On the phone page or afterwards: the outbox changes the card in the chat.
    Elsewhere,
}

impl Answer {
    pub(super) fn changes_card(self) -> bool {
        self != Self::Elsewhere
    }
}

/// What an act came to.
pub(super) struct Dealt {
    pub(super) reply: Reply,
    /// What would show the same as the answer.
    pub(super) needless: Option<Needless>,
}

/// What waits in the outbox to show what an answer shows.
pub(super) enum Needless {
    /// The rows that change one card, or send what the answer says of it.
    Rows(Vec<Uuid>),
    /// The rows of the leads on a list card.
    List {
        /// Which card.
        card_id: String,
        /// The rows.
        held: Vec<Uuid>,
    },
}

impl From<Reply> for Dealt {
    fn from(reply: Reply) -> Self {
        Self {
            reply,
            needless: None,
        }
    }
}

/// The verb of the inbox.
pub struct Desk {
    /// Where acts are kept.
    pub inbox: Arc<dyn Inbox>,
    /// For cards.
    pub reads: Arc<dyn Reads>,
    /// Who pressed.
    pub people: Arc<dyn People>,
    /// For rows that an answer makes needless.
    pub outbox: Arc<dyn Outbox>,
    /// Changes leads.
    pub transition: Arc<Transition>,
    /// Carries commands out.
    pub slash: Arc<Slash>,
    /// Hears who has left and that people changed.
    pub news: Arc<StaffNews>,
    /// Builds the answer's card.
    pub presenter: Arc<Presenter>,
}

impl Desk {
    /// Takes an act. When this returns `Ok`, it is durable and may be acknowledged.
    ///
    /// # Errors
    /// When it could not be stored, or when a repeat could not be answered in time: then
    /// nothing may be answered, so that the platform delivers it again.
    pub async fn receive(&self, act: Inbound, answer: Answer) -> Result<Reply, StoreError> {
        let stored = self.inbox.store(&act).await?;
        let until = Instant::now() + BUDGET;
        let work = async {
            match stored {
                Stored::New => self.deal(&act, answer).await,
                Stored::Again => self.say_again(&act).await.map(Dealt::from),
            }
        };
        match timeout_at(until, work).await {
            Ok(Ok(Dealt { reply, needless })) => {
                // Only now is it sure that the answer shows the card: a row that is closed
                // before, by an answer that comes too late, would never change it.
                if let Some(needless) = needless {
                    self.close(needless, until).await;
                }
                if let (Reply::Text(text), Stored::New) = (&reply, stored) {
                    self.note_answer(&act.key, text, until).await;
                }
                Ok(reply)
            }
            Ok(Err(error)) => {
                // It is safe in the inbox; the worker goes on with it.
                tracing::warn!(%error, "an act waits in the inbox");
                Ok(Reply::Silent)
            }
            // It is safe and goes on behind; whoever pressed is not left in silence.
            Err(_) if stored == Stored::New => Ok(Reply::Text(say(&Saying::Working))),
            // The answer that showed the card may be lost: this one must show it, or come again.
            Err(_) => Err(StoreError::Unavailable("not answered in time".to_owned())),
        }
    }

    /// The answer shows what the row was for. When that is not written down in time, the
    /// courier shows it again, which changes nothing.
    async fn close(&self, needless: Needless, until: Instant) {
        let closing = async {
            match needless {
                Needless::Rows(rows) => {
                    for row in rows {
                        self.outbox.answered(row).await?;
                    }
                    Ok(())
                }
                Needless::List { card_id, held } => {
                    self.outbox.list_answered(&card_id, &held).await
                }
            }
        };
        match timeout_at(until, closing).await {
            Ok(Ok(())) | Err(_) => {}
            Ok(Err(error)) => tracing::warn!(%error, "a card is shown twice"),
        }
    }

    /// An act that is answered in words is closed only now: until its answer is on its way,
    /// the worker may give it. When that is not written down in time, it will, once more.
    async fn note_answer(&self, key: &str, text: &str, until: Instant) {
        match timeout_at(until, self.inbox.said(key, text)).await {
            Ok(Ok(())) | Err(_) => {}
            Ok(Err(error)) => tracing::warn!(%error, "an answer is given twice"),
        }
    }

    /// Deals with acts that were left over, by a crash or a slow store.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn catch_up(&self) -> Result<usize, StoreError> {
        let open = self.inbox.open(3, 64).await?;
        for act in &open {
            // One that cannot be dealt with must not stand in the way of the others.
            if let Err(error) = self.deal(act, Answer::Elsewhere).await {
                tracing::error!(%error, "an act waits in the inbox");
            }
        }
        Ok(open.len())
    }

    /// Another delivery of an act: the same answer, no second effect.
    async fn say_again(&self, act: &Inbound) -> Result<Reply, StoreError> {
        while !self.inbox.is_done(&act.key).await? {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let Act::Press(press) = &act.act else {
            let told = self.inbox.told(&act.key).await?;
            return Ok(told.map_or(Reply::Silent, Reply::Text));
        };
        let (Some(card), Some(staff)) = (
            self.reads.card(&press.card_id).await?,
            self.staff(act).await?,
        ) else {
            return Ok(Reply::Silent);
        };
        if card.audience.person().is_some_and(|one| *one != staff.id) {
            return Ok(Reply::Silent);
        }
        self.present(&card, &staff).await
    }

    /// Takes an act that is answered by the platform's other means, a robot's message: when this
    /// returns `Ok` it is durable and may be acknowledged. A repeat needs nothing more.
    ///
    /// # Errors
    /// When it could not be stored.
    pub async fn keep(&self, act: &Inbound) -> Result<Stored, StoreError> {
        self.inbox.store(act).await
    }

    /// Deals with a kept line and says the answer by `say_it`, else by the outbox.
    pub async fn answer_line(&self, act: &Inbound, say_it: impl AsyncFnOnce(&str) -> bool) {
        if let Err(error) = self.try_answer_line(act, say_it).await {
            tracing::warn!(%error, "a line waits in the inbox");
        }
    }

    async fn try_answer_line(
        &self,
        act: &Inbound,
        say_it: impl AsyncFnOnce(&str) -> bool,
    ) -> Result<(), StoreError> {
        let reply = self.deal(act, Answer::ChangesCard).await?.reply;
        let Reply::Text(text) = reply else {
            return Ok(());
        };
        if say_it(&text).await {
            return self.inbox.said(&act.key, &text).await;
        }
        let answer = self.staff(act).await?.map(|staff| {
            let saying = Saying::Answer { text };
            (staff.id, Errand::Say { saying })
        });
        self.inbox.done(&act.key, answer).await
    }

    async fn deal(&self, act: &Inbound, answer: Answer) -> Result<Dealt, StoreError> {
        if self.news.hear(act).await? {
            self.inbox.done(&act.key, None).await?;
            return Ok(Dealt::from(Reply::Silent));
        }
        let Some(staff) = self.staff(act).await? else {
            let says_so = match act.act {
                Act::Said { .. } => answer.changes_card(),
                _ => answer == Answer::ChangesCardOrSays,
            };
            if says_so && matches!(act.act, Act::Said { .. }) {
                return Ok(Dealt::from(Reply::Text(say(&Saying::UnknownPerson))));
            }
            self.came_to_nothing(act).await?;
            return Ok(Dealt::from(if says_so {
                Reply::Text(say(&Saying::UnknownPerson))
            } else {
                Reply::Silent
            }));
        };
        match &act.act {
            Act::Press(press) => self.press(act, press, &staff, answer).await,
            Act::Said {
                text,
                mentions,
                in_group,
            } => {
                let line = Line {
                    text,
                    mentions,
                    in_group: *in_group,
                };
                let reply = self.said(&act.key, line, &staff, answer).await?;
                Ok(Dealt::from(reply))
            }
            Act::Left { .. } | Act::PeopleChanged => Ok(Dealt::from(Reply::Silent)),
            Act::Other { kind } => {
                tracing::debug!(kind, "nothing to do for this event");
                self.inbox.done(&act.key, None).await?;
                Ok(Dealt::from(Reply::Silent))
            }
        }
    }

    /// A line in the chat. The answer goes out in the call's own answer while that is
    /// awaited, else as a message; a card always goes as a message.
    async fn said(
        &self,
        key: &str,
        line: Line<'_>,
        staff: &Staff,
        answer: Answer,
    ) -> Result<Reply, StoreError> {
        match self.slash.run(staff, line, key).await? {
            SlashAnswer::Text(text) if answer.changes_card() => Ok(Reply::Text(text)),
            SlashAnswer::Text(text) => {
                let saying = Saying::Answer { text };
                let told = Some((staff.id.clone(), Errand::Say { saying }));
                self.inbox.done(key, told).await?;
                Ok(Reply::Silent)
            }
            SlashAnswer::Card(lead) => {
                let errand = Errand::Show { lead };
                self.inbox
                    .done(key, Some((staff.id.clone(), errand)))
                    .await?;
                Ok(Reply::Silent)
            }
        }
    }

    async fn staff(&self, act: &Inbound) -> Result<Option<Staff>, StoreError> {
        let platform = act.platform;
        let staff = self.people.by_platform_id(platform, &act.user).await?;
        if staff.is_none() {
            tracing::warn!(platform = platform.name(), "an act of somebody unknown");
        }
        Ok(staff.filter(|staff| staff.active))
    }
}
