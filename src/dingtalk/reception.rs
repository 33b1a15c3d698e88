//! What DingTalk brings, by either way in: made durable first, then answered in the manner of
//! its kind (`protocols/dingtalk.md` §6.3). HTTP and Stream differ in their envelopes only.

use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};
use tokio::runtime::Handle;

use super::answer::answer;
use super::click::Click;
use super::events::Event;
use super::reply::Replies;
use super::robot::{self, Heard, Message, Place};
use super::stream::{Deliveries, EventHeaders, NotKept};
use crate::app::inbox::{Answer, Desk};
use crate::app::ports::{Clock, Inbound, Meter, Metered, StoreError, Stored};
use crate::words::{Saying, say};

/// Takes what people do in DingTalk.
pub struct Reception {
    /// The company whose presses and events are taken.
    pub corp_id: String,
    /// Keeps and decides.
    pub desk: Arc<Desk>,
    /// Answers messages where they were said.
    pub replies: Arc<Replies>,
    /// Counts what the platform counts.
    pub meter: Arc<dyn Meter>,
    /// For the life of an answer's address.
    pub clock: Arc<dyn Clock>,
    /// Where work goes on behind an acknowledgement: a handler's own runtime ends with it.
    pub runtime: Handle,
}

impl Reception {
    /// A message to the robot. When this is `Ok` it is safe, or nothing could be made of it.
    ///
    /// # Errors
    /// When it could not be stored: it must not be acknowledged.
    pub async fn heard(self: &Arc<Self>, heard: Heard) -> Result<(), NotKept> {
        self.meter.messaged();
        let message = match heard {
            Heard::QuotaUsedUp => {
                tracing::error!(
                    "DingTalk's monthly messages are used up: commands no longer arrive; \
                     buy a larger edition or wait for the month's end (open-dev.dingtalk.com → 用量)"
                );
                self.meter.refused(Metered::Messages);
                return Ok(());
            }
            Heard::Message(message) => message,
        };
        let Some(inbound) = message.inbound() else {
            tracing::info!("a message of somebody outside the company");
            let this = self.clone();
            self.runtime.spawn(async move {
                this.reply(&message, &say(&Saying::UnknownPerson)).await;
            });
            return Ok(());
        };
        if self.kept(&inbound).await? == Stored::New {
            let this = self.clone();
            self.runtime.spawn(async move {
                let in_place = async |text: &str| this.reply(&message, text).await;
                this.desk.answer_line(&inbound, in_place).await;
            });
        }
        Ok(())
    }

    /// A press on a card: what its answer changes.
    ///
    /// # Errors
    /// When it could not be stored: nothing changes, and whoever pressed presses again.
    pub async fn clicked(&self, click: &Click) -> Result<Value, NotKept> {
        let inbound = match click.inbound(&self.corp_id) {
            Ok(Some(inbound)) => inbound,
            Ok(None) => return Ok(json!({})),
            Err(refused) => {
                tracing::warn!(why = %refused, "security: a press was refused");
                return Ok(json!({}));
            }
        };
        match self.desk.receive(inbound, Answer::ChangesCardOrSays).await {
            Ok(reply) => Ok(answer(&reply)),
            Err(error) => {
                tracing::error!(%error, "a press could not be stored");
                Err(NotKept)
            }
        }
    }

    /// Something that happened in the company.
    ///
    /// # Errors
    /// When it could not be stored: it is to come again.
    pub async fn happened(&self, event: &Event) -> Result<(), NotKept> {
        if event.counts() {
            self.meter.messaged();
        }
        let stored = self.desk.receive(event.inbound(), Answer::Elsewhere).await;
        stored.map(drop).map_err(|error| not_kept(&error))
    }

    async fn kept(&self, inbound: &Inbound) -> Result<Stored, NotKept> {
        let stored = self.desk.keep(inbound).await;
        stored.map_err(|error| not_kept(&error))
    }

    async fn reply(&self, message: &Message, text: &str) -> bool {
        let Some(session) = &message.session else {
            return false;
        };
        let mention = match message.place {
            Place::Group => message.who.as_deref(),
            Place::Single => None,
        };
        let now_ms = self.clock.now().0 / 1000;
        self.replies.say(session, text, mention, now_ms).await
    }
}

fn not_kept(error: &StoreError) -> NotKept {
    tracing::error!(%error, "what DingTalk brought could not be stored");
    NotKept
}

/// The reception as Stream mode knows it.
pub struct AtStream(pub Arc<Reception>);

#[async_trait]
impl Deliveries for AtStream {
    async fn robot(&self, data: &str) -> Result<(), NotKept> {
        match robot::read(data.as_bytes()) {
            Ok(heard) => self.0.heard(heard).await,
            Err(refused) => {
                useless("robot", data, &refused);
                Ok(())
            }
        }
    }

    async fn click(&self, data: &str) -> Result<Value, NotKept> {
        match Click::read(data.as_bytes()) {
            Ok(click) => self.0.clicked(&click).await,
            Err(refused) => {
                useless("click", data, &refused);
                Ok(json!({}))
            }
        }
    }

    async fn event(&self, headers: &EventHeaders, data: &str) -> Result<(), NotKept> {
        let (kind, id) = (&headers.event_type, headers.event_id.as_deref());
        let corp = headers.corp_id.as_deref();
        match Event::read(data, &self.0.corp_id, Some(kind), corp, id) {
            Ok(event) => self.0.happened(&event).await,
            Err(refused) => {
                useless("event", data, &refused);
                Ok(())
            }
        }
    }
}

/// Nothing makes it better, and unanswered it would come for ever.
fn useless(kind: &'static str, data: &str, why: &dyn std::fmt::Display) {
    let length = data.len();
    tracing::warn!(kind, length, %why, "a frame of no use was set aside");
}
