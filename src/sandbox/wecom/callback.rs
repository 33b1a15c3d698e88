//! What people do on their phones, sent to the service as the platform sends it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use super::delivery::{Courier, Receipt};
use super::event_xml::{self, Click, From};
use super::passive_reply::{self, Reply};
use super::phone::{Author, Body};
use super::platform::Platform;
use super::update_template_card::{self, Change};
use crate::sandbox::call_log::{Call, DeliveryNote};
use crate::sandbox::story::Tone;

/// A button that somebody presses.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Press {
    /// Whose phone.
    pub userid: String,
    /// Which card.
    pub task_id: String,
    /// Which button.
    pub key: String,
    /// Option of the drop-down; left out, the one that is shown.
    #[serde(default)]
    pub selected: Option<Chosen>,
    /// Press although the button is not there (any more): a card that was forwarded, or a phone
    /// that has not heard of the change yet.
    #[serde(default)]
    pub force: bool,
    /// Answer only when the delivery has ended.
    #[serde(default)]
    pub wait: bool,
}

/// One option or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Chosen {
    /// The usual case.
    One(String),
    /// Allowed by the format.
    Many(Vec<String>),
}

/// Why nothing was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PressError {
    /// Nobody has this userid.
    #[error("no member has this userid")]
    Stranger,
    /// The phone has no card of this task.
    #[error("this phone has no card with this task_id")]
    NoCard,
    /// The card has no such button, or they are grey.
    #[error("this card has no such button that can be pressed")]
    NoButton,
    /// The drop-down has no such option.
    #[error("the drop-down has no such option")]
    NoOption,
}

/// How a delivery ended.
#[derive(Debug, Clone, Serialize)]
pub struct Pressed {
    /// How often it was delivered.
    pub deliveries: u32,
    /// The service's status; none when it never answered.
    pub status: Option<u16>,
    /// What became of the passive reply.
    pub reply: String,
}

/// The sender of callbacks.
pub struct Callbacks {
    platform: Arc<Platform>,
    courier: Courier,
    runtime: Handle,
}

struct Event {
    kind: &'static str,
    userid: String,
    xml: String,
    /// Message and code of a pressed card.
    pressed: Option<(String, String)>,
    lead: Option<u64>,
}

impl Callbacks {
    /// Deliveries run on `runtime`, whoever asks for them.
    pub fn new(platform: Arc<Platform>, courier: Courier, runtime: Handle) -> Self {
        Self {
            platform,
            courier,
            runtime,
        }
    }

    /// The way to the service's callback address.
    pub fn courier(&self) -> &Courier {
        &self.courier
    }

    /// Presses a button and delivers the event in the background.
    pub fn press(self: &Arc<Self>, press: &Press) -> Result<JoinHandle<Pressed>, PressError> {
        let event = self.pressed_event(press)?;
        Ok(self.send(event))
    }

    /// Writes to the app and delivers the message in the background.
    pub fn say(
        self: &Arc<Self>,
        userid: &str,
        text: &str,
    ) -> Result<JoinHandle<Pressed>, PressError> {
        let event = self.platform.change(|state, now| {
            let userid = state
                .members
                .find(userid)
                .ok_or(PressError::Stranger)?
                .userid
                .clone();
            let content = text.to_owned();
            state.show(&userid, now, Author::Member, "", Body::Text { content });
            let said = format!("{}发来「{text}」", state.name_of(&userid));
            state.story.tell(now, Tone::Plain, None, said);
            let xml = event_xml::text(&self.from(&userid, now), text, rand::random::<u64>() >> 1);
            Ok(Event {
                kind: "text",
                userid,
                xml,
                pressed: None,
                lead: None,
            })
        })?;
        Ok(self.send(event))
    }

    fn from<'a>(&'a self, userid: &'a str, at: jiff::Timestamp) -> From<'a> {
        From {
            corp_id: &self.platform.account.corp_id,
            agent_id: self.platform.account.agent_id,
            userid,
            at,
        }
    }

    fn pressed_event(&self, press: &Press) -> Result<Event, PressError> {
        self.platform.change(|state, now| {
            let member = state
                .members
                .find(&press.userid)
                .ok_or(PressError::Stranger)?;
            let (userid, name) = (member.userid.clone(), member.name.clone());
            let own = state.phones.get(&userid.to_lowercase());
            let mut message = own.and_then(|phone| phone.card_of(&press.task_id));
            if press.force && message.is_none() {
                // A forwarded card: somebody else's phone has it.
                message = state
                    .phones
                    .values()
                    .find_map(|phone| phone.card_of(&press.task_id));
            }
            let message = message.ok_or(PressError::NoCard)?;
            let card = message.card().ok_or(PressError::NoCard)?;
            let button = card.live_button(&press.key);
            if button.is_none() && !press.force {
                return Err(PressError::NoButton);
            }
            let label = button.map_or_else(|| press.key.clone(), |button| button.text.clone());
            let selected = selection(card, press)?;
            let (msgid, card_type) = (message.msgid.clone(), card.card_type.clone());
            let lead = message.body.lead();
            let code = state.new_code(&msgid, now);
            let click = Click {
                key: &press.key,
                task_id: &press.task_id,
                card_type: &card_type,
                response_code: &code,
                selected: selected
                    .as_ref()
                    .map(|(question, ids)| (question.as_str(), ids.as_slice())),
            };
            let xml = event_xml::click(&self.from(&userid, now), &click);
            if let Some((_, chosen)) = &selected {
                state.remember_choice(&userid, &msgid, chosen);
            }
            let number = lead.map_or_else(String::new, |lead| format!(" #{lead}"));
            let told = format!("{name}按下「{label}」{number}");
            state.story.tell(now, Tone::Plain, lead, told);
            Ok(Event {
                kind: "template_card_event",
                userid,
                xml,
                pressed: Some((msgid, code)),
                lead,
            })
        })
    }

    fn send(self: &Arc<Self>, event: Event) -> JoinHandle<Pressed> {
        let callbacks = Arc::clone(self);
        self.runtime
            .spawn(async move { callbacks.deliver(event).await })
    }

    async fn deliver(&self, event: Event) -> Pressed {
        let now = || self.platform.clock.now().as_second();
        let unanswered = |attempt| self.note(&event, attempt, None, "none");
        let receipt = self.courier.deliver(&event.xml, now, unanswered).await;
        let reply = self.take_reply(&event, &receipt);
        self.note(&event, receipt.attempt, receipt.status, &reply);
        if receipt.status != Some(200) {
            let text = match receipt.status {
                None => format!("服务 {} 次都没有应答，平台放弃了这次回调", receipt.attempt),
                Some(status) => format!("服务以 {status} 拒绝了回调"),
            };
            self.platform.tell(Tone::Bad, event.lead, text);
        }
        Pressed {
            deliveries: receipt.attempt,
            status: receipt.status,
            reply,
        }
    }

    fn take_reply(&self, event: &Event, receipt: &Receipt) -> String {
        if receipt.status != Some(200) {
            return "none".to_owned();
        }
        let corp_id = &self.platform.account.corp_id;
        let read = passive_reply::read(&self.courier.crypto, corp_id, &event.userid, &receipt.body);
        let done = read.and_then(|reply| self.apply(event, reply));
        done.map_or_else(
            |reason| {
                tracing::warn!(%reason, "the platform dropped a passive reply");
                format!("dropped: {reason}")
            },
            str::to_owned,
        )
    }

    fn apply(&self, event: &Event, reply: Reply) -> Result<&'static str, String> {
        let (kind, change) = match reply {
            Reply::Nothing => return Ok("none"),
            Reply::Text(content) => {
                self.platform.change(|state, now| {
                    state.show(&event.userid, now, Author::App, "", Body::Text { content });
                });
                return Ok("text");
            }
            Reply::Grey(text) => ("update_button", Change::Grey(text)),
            Reply::Replace(card) => ("update_template_card", Change::Replace(card)),
        };
        let (msgid, code) = event
            .pressed
            .as_ref()
            .ok_or("a text has no card to change")?;
        self.platform.change(|state, now| {
            // Whether a passive update uses the click's code up is not documented; the strict
            // reading is taken, so that nobody comes to rely on the other one.
            if state.message_of_code(code, now).is_none() {
                return Err("the click's response_code was used before".to_owned());
            }
            state.spend_code(code);
            update_template_card::apply(state, now, &event.userid, msgid, change)
                .map(|_| kind)
                .ok_or_else(|| "the presser's phone has no such card".to_owned())
        })
    }

    fn note(&self, event: &Event, attempt: u32, status: Option<u16>, reply: &str) {
        self.platform.log_call(Call {
            api: "callback".to_owned(),
            delivery: Some(DeliveryNote {
                event: event.kind.to_owned(),
                userid: event.userid.clone(),
                attempt,
                status,
                reply: reply.to_owned(),
                counted: None,
                ack_ms: None,
            }),
            ..Call::default()
        });
    }
}

/// Question and chosen options; none for a card without a drop-down.
fn selection(
    card: &super::card::Card,
    press: &Press,
) -> Result<Option<(String, Vec<String>)>, PressError> {
    let Some(drop_down) = &card.button_selection else {
        return Ok(None);
    };
    let chosen = match &press.selected {
        Some(Chosen::One(id)) => vec![id.clone()],
        Some(Chosen::Many(ids)) => ids.clone(),
        None => card.preselected().map(str::to_owned).into_iter().collect(),
    };
    let known = |id: &String| drop_down.option_list.iter().any(|choice| choice.id == *id);
    if !press.force && !chosen.iter().all(known) {
        return Err(PressError::NoOption);
    }
    Ok(Some((drop_down.question_key.clone(), chosen)))
}
