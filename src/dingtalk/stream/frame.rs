//! A frame that came down, what it is, and the exact answer to it
//! (`protocols/dingtalk.md` §6.2 to §6.4). Pure: reads text, makes text.

use serde_json::{Value, json};

/// Robot messages (机器人消息).
pub(super) const ROBOT: &str = "/v1.0/im/bot/messages/get";
/// Presses on cards (互动卡片回传).
pub(super) const CLICK: &str = "/v1.0/card/instances/callback";

/// As much of a platform's text as goes into a log line.
const LONGEST_WORD: usize = 80;

/// What came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The platform asks whether we live; to be answered before anything else.
    Ping {
        /// The answer; none without a message id.
        ack: Option<String>,
    },
    /// This connection gets no more work and is closed in about 10 seconds.
    Disconnect {
        /// The platform's word for it.
        reason: String,
    },
    /// A sign of life that wants no answer.
    Alive,
    /// Something to be done.
    Work(Work),
    /// Data that nobody can read. Acknowledged as if handled, or it comes for ever.
    Quarantined {
        /// What it would have been.
        kind: &'static str,
        /// Bytes of the data; the data itself may hold a person's words.
        length: usize,
        /// The answer.
        ack: Option<String>,
    },
    /// A topic that we did not subscribe.
    Unsubscribed {
        /// The topic.
        topic: String,
        /// The answer, code 404.
        ack: Option<String>,
    },
    /// No frame, or one of a kind that nobody documented; the connection stays.
    Strange {
        /// What is strange about it.
        what: &'static str,
    },
}

/// A frame that is to be dealt with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Work {
    pub task: Task,
    /// A JSON object as text.
    pub data: String,
    pub receipt: Receipt,
}

/// The kinds of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Task {
    Robot,
    Click,
    Event(EventHeaders),
}

/// What stands in the headers of an event, not in its data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventHeaders {
    /// `user_leave_org` and others; empty when the platform left it out.
    pub event_type: String,
    /// Same for every delivery of one event.
    pub event_id: Option<String>,
    /// The organisation.
    pub corp_id: Option<String>,
    /// When it happened, milliseconds since 1970.
    pub born_ms: Option<i64>,
}

impl Task {
    /// Its name in figures and log lines.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Robot => "robot",
            Self::Click => "click",
            Self::Event(_) => "event",
        }
    }

    /// What is answered when there is nothing to do or to say.
    pub fn handled(&self) -> Value {
        match self {
            Self::Robot => json!({"response": null}),
            Self::Click => response(json!({})),
            Self::Event(_) => json!({"status": "SUCCESS", "message": "success"}),
        }
    }
}

/// The answer to a press: how the card changes, `{}` for not at all (§5.5).
pub(super) fn response(card: Value) -> Value {
    json!({ "response": card })
}

/// The answer to an event that is to be sent again.
pub(super) fn later() -> Value {
    json!({"status": "LATER", "message": "store"})
}

/// What an answer refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Receipt {
    message_id: Option<String>,
}

impl Receipt {
    /// The answer with code 200. Without a message id nothing can be answered.
    pub fn ack(&self, data: &Value) -> Option<String> {
        self.answer(200, "OK", &data.to_string())
    }

    fn answer(&self, code: u16, message: &str, data: &str) -> Option<String> {
        let message_id = self.message_id.as_deref()?;
        let headers = json!({"contentType": "application/json", "messageId": message_id});
        let ack = json!({"code": code, "headers": headers, "message": message, "data": data});
        Some(ack.to_string())
    }
}

/// Reads one text message of the connection.
pub(super) fn read(text: &str) -> Frame {
    let Ok(frame) = serde_json::from_str::<Value>(text) else {
        return Frame::Strange { what: "no JSON" };
    };
    // One page of the platform writes `header`.
    let headers = frame.get("headers").unwrap_or(&frame["header"]);
    let receipt = Receipt {
        message_id: header(headers, "messageId"),
    };
    let topic = header(headers, "topic").unwrap_or_default();
    let data = data(&frame["data"]);
    match frame["type"].as_str() {
        Some("SYSTEM") => system(&topic, &data, &receipt),
        Some("EVENT") => work(Task::Event(event(headers)), data, receipt),
        Some("CALLBACK") if topic == ROBOT => work(Task::Robot, data, receipt),
        Some("CALLBACK") if topic == CLICK => work(Task::Click, data, receipt),
        Some("CALLBACK") => Frame::Unsubscribed {
            topic: word(&topic),
            ack: receipt.answer(404, "topic not subscribed", "null"),
        },
        Some(_) => Frame::Strange {
            what: "unknown type",
        },
        None => Frame::Strange { what: "no type" },
    }
}

fn system(topic: &str, data: &str, receipt: &Receipt) -> Frame {
    match topic {
        "ping" => Frame::Ping {
            ack: receipt.answer(200, "OK", data),
        },
        "disconnect" => {
            let data: Value = serde_json::from_str(data).unwrap_or_default();
            Frame::Disconnect {
                reason: word(data["reason"].as_str().unwrap_or("no reason given")),
            }
        }
        "CONNECTED" | "REGISTERED" | "KEEPALIVE" => Frame::Alive,
        _ => Frame::Strange {
            what: "unknown system topic",
        },
    }
}

fn work(task: Task, data: String, receipt: Receipt) -> Frame {
    // Whatever the platform sends as work is an object (§2.2, §5.4, §6.2).
    let is_object = serde_json::from_str::<Value>(&data).is_ok_and(|data| data.is_object());
    if is_object {
        return Frame::Work(Work {
            task,
            data,
            receipt,
        });
    }
    Frame::Quarantined {
        kind: task.kind(),
        length: data.len(),
        ack: receipt.ack(&task.handled()),
    }
}

fn event(headers: &Value) -> EventHeaders {
    EventHeaders {
        event_type: header(headers, "eventType").unwrap_or_default(),
        event_id: header(headers, "eventId"),
        corp_id: header(headers, "eventCorpId"),
        born_ms: header(headers, "eventBornTime").and_then(|time| time.parse().ok()),
    }
}

/// Headers are strings; numbers are documented for one of them and taken for all.
fn header(headers: &Value, name: &str) -> Option<String> {
    match &headers[name] {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// JSON as a string by the protocol; JSON as it is does no harm.
fn data(data: &Value) -> String {
    match data {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A word of the platform, fit for one line of the log.
pub(super) fn word(text: &str) -> String {
    let visible = text.chars().filter(|c| !c.is_control());
    visible.take(LONGEST_WORD).collect()
}
