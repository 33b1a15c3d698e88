//! Stands in tests for the rest of paidan, and makes frames.

use std::sync::Mutex;

use async_trait::async_trait;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::frame::{CLICK, EventHeaders, ROBOT};
use super::work::{Deliveries, NotKept};

/// A store that can be stuck or full, and that remembers what it was given.
pub(super) struct Store {
    stuck: watch::Sender<bool>,
    full: Mutex<bool>,
    given: Mutex<Vec<String>>,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            stuck: watch::Sender::new(false),
            full: Mutex::default(),
            given: Mutex::default(),
        }
    }
}

impl Store {
    /// Whether everything handed in waits.
    pub fn set_stuck(&self, is_stuck: bool) {
        self.stuck.send_replace(is_stuck);
    }

    /// Whether nothing can be stored.
    pub fn set_full(&self, is_full: bool) {
        *self.full.lock().expect("no panic") = is_full;
    }

    /// What was stored, by `msgId`, `outTrackId` or event id, in order.
    pub fn given(&self) -> Vec<String> {
        self.given.lock().expect("no panic").clone()
    }

    async fn keep(&self, name: &str) -> Result<(), NotKept> {
        let mut stuck = self.stuck.subscribe();
        stuck
            .wait_for(|is_stuck| !is_stuck)
            .await
            .map(drop)
            .expect("the store lives");
        if *self.full.lock().expect("no panic") {
            return Err(NotKept);
        }
        self.given.lock().expect("no panic").push(name.to_owned());
        Ok(())
    }
}

#[async_trait]
impl Deliveries for Store {
    async fn robot(&self, data: &str) -> Result<(), NotKept> {
        self.keep(&member(data, "msgId")).await
    }

    async fn click(&self, data: &str) -> Result<Value, NotKept> {
        let card = member(data, "outTrackId");
        self.keep(&card).await?;
        Ok(json!({"cardData": {"cardParamMap": {"state": "claimed"}}}))
    }

    async fn event(&self, headers: &EventHeaders, _data: &str) -> Result<(), NotKept> {
        self.keep(headers.event_id.as_deref().unwrap_or_default())
            .await
    }
}

fn member(data: &str, name: &str) -> String {
    let data: Value = serde_json::from_str(data).expect("JSON");
    data[name].as_str().unwrap_or_default().to_owned()
}

/// A message to the robot; `name` is its `msgId`, and its frame's id with `f-` before it.
pub(super) fn robot(name: &str) -> String {
    frame("CALLBACK", ROBOT, name, &json!({"msgId": name}))
}

/// A press on the card of that name.
pub(super) fn click(name: &str) -> String {
    frame("CALLBACK", CLICK, name, &json!({"outTrackId": name}))
}

/// An event of that id.
pub(super) fn event(name: &str) -> String {
    frame("EVENT", "*", name, &json!({"userId": ["1"]}))
}

/// The platform's own ping.
pub(super) fn ping() -> String {
    frame("SYSTEM", "ping", "ping", &json!({"opaque": "o"}))
}

/// The word to open another connection.
pub(super) fn disconnect() -> String {
    let reason = json!({"reason": "connection is expired"});
    frame("SYSTEM", "disconnect", "disconnect", &reason)
}

fn frame(kind: &str, topic: &str, name: &str, data: &Value) -> String {
    let headers = json!({
        "messageId": format!("f-{name}"), "topic": topic, "contentType": "application/json",
        "eventId": name, "eventType": "user_leave_org", "eventCorpId": "ding1",
    });
    json!({"specVersion": "1.0", "type": kind, "headers": headers, "data": data.to_string()})
        .to_string()
}

/// The name of the frame that an answer is for, and its data.
pub(super) fn answered(ack: &str) -> (String, Value) {
    let ack: Value = serde_json::from_str(ack).expect("JSON");
    assert_eq!(ack["code"], 200);
    let id = ack["headers"]["messageId"].as_str().expect("an id");
    let name = id.strip_prefix("f-").expect("one of ours").to_owned();
    let data = ack["data"].as_str().expect("text");
    (name, serde_json::from_str(data).expect("JSON in JSON"))
}
