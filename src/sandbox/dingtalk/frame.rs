//! A frame that the platform sends down a connection; `protocols/dingtalk.md` §6.2.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::sandbox::random_text::random_text;

/// Topic of robot messages.
pub const ROBOT: &str = "/v1.0/im/bot/messages/get";
/// Topic of presses.
pub const CARD: &str = "/v1.0/card/instances/callback";

/// A frame, without what differs from connection to connection.
#[derive(Debug, Clone)]
pub struct Frame {
    kind: &'static str,
    topic: String,
    /// The same for every delivery of the frame.
    pub message_id: String,
    headers: Map<String, Value>,
    data: String,
}

impl Frame {
    /// A robot message or a press.
    pub fn callback(topic: &str, data: &Value) -> Self {
        Self::new("CALLBACK", topic, data)
    }

    /// An event; its headers name it.
    pub fn event(headers: Map<String, Value>, data: &Value) -> Self {
        Self {
            headers,
            ..Self::new("EVENT", "*", data)
        }
    }

    /// The platform's own ping.
    pub fn ping() -> Self {
        Self::new("SYSTEM", "ping", &json!({"opaque": random_text(24)}))
    }

    /// The first frame of a connection.
    pub fn registered() -> Self {
        Self::new("SYSTEM", "REGISTERED", &json!({}))
    }

    /// The connection will be closed.
    pub fn disconnect() -> Self {
        let data = json!({"reason": "persistent connection is timeout"});
        Self::new("SYSTEM", "disconnect", &data)
    }

    fn new(kind: &'static str, topic: &str, data: &Value) -> Self {
        Self {
            kind,
            topic: topic.to_owned(),
            message_id: format!("{}_{}", random_text(8), random_text(16)).to_lowercase(),
            headers: Map::new(),
            data: data.to_string(),
        }
    }

    /// What a connection must have subscribed to, as `TYPE topic`.
    pub fn subscription(&self) -> &str {
        match self.kind {
            "EVENT" => "EVENT *",
            _ if self.topic == ROBOT => "CALLBACK /v1.0/im/bot/messages/get",
            _ => "CALLBACK /v1.0/card/instances/callback",
        }
    }

    /// The frame as it goes down one connection.
    pub fn text(&self, connection_id: &str, now: Timestamp) -> String {
        let mut headers = self.headers.clone();
        let own = [
            ("appId", "sandbox"),
            ("connectionId", connection_id),
            ("contentType", "application/json"),
            ("messageId", self.message_id.as_str()),
            ("topic", self.topic.as_str()),
        ];
        headers.extend(own.map(|(name, value)| (name.to_owned(), value.into())));
        headers.insert("time".to_owned(), now.as_millisecond().to_string().into());
        json!({
            "specVersion": "1.0",
            "type": self.kind,
            "headers": headers,
            "data": self.data,
        })
        .to_string()
    }
}
