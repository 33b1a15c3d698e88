//! A press on a card (`protocols/dingtalk.md` §5.4, §5.6). The body is the same over HTTP
//! and Stream. It has no id and no time: two presses cannot be told from a redelivery.

use std::collections::BTreeMap;

use paidan_domain::people::Platform;
use secrecy::SecretString;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::card;
use super::loose;
use super::signed::{self, Refused};
use crate::app::ports::{Act, Inbound, Press};
use crate::protocol::hex;

/// The kind of user id that we ask for with every card.
const USER_ID: i64 = 1;

/// A press as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Click {
    /// Our id of the card.
    pub out_track_id: String,
    /// Who pressed.
    pub who: String,
    /// 1 for a userid.
    pub user_id_type: i64,
    /// The company in which it was pressed.
    pub corp_id: String,
    /// Ids of the buttons in the template; the first one counts.
    pub action_ids: Vec<String>,
    /// What the template binds to the button, and answers of inputs.
    pub params: Map<String, Value>,
}

/// Checks the headers `x-ddpaas-signature-timestamp` and `x-ddpaas-signature` of a press
/// over HTTP. `secret` is [`Settings::card_secret`].
///
/// # Errors
/// [`Refused`]: answer 403, empty.
///
/// [`Settings::card_secret`]: super::Settings::card_secret
pub fn check(
    secret: &SecretString,
    timestamp: Option<&str>,
    signature: Option<&str>,
    now_ms: i64,
) -> Result<(), Refused> {
    signed::check(timestamp, signature, now_ms, |timestamp| {
        signed::card(secret, timestamp)
    })
}

impl Click {
    /// Reads a body. Depends on the five documented members only.
    ///
    /// # Errors
    /// [`Refused::Body`] without a card or a person, or with a content that is no JSON.
    pub fn read(body: &[u8]) -> Result<Self, Refused> {
        let body: Map<String, Value> = serde_json::from_slice(body).map_err(|_| Refused::Body)?;
        let text = |name: &str| loose::text(body.get(name));
        let content = content(&body)?;
        let private = &content["cardPrivateData"];
        let params = private["params"]
            .as_object()
            .or_else(|| content["params"].as_object());
        Ok(Self {
            out_track_id: text("outTrackId").ok_or(Refused::Body)?,
            who: text("userId").ok_or(Refused::Body)?,
            user_id_type: loose::number(body.get("userIdType")).unwrap_or(USER_ID),
            corp_id: text("corpId").unwrap_or_default(),
            action_ids: loose::texts(private.get("actionIds")),
            params: params.cloned().unwrap_or_default(),
        })
    }

    /// The press as the rest of paidan sees it; none when no button was named.
    ///
    /// # Errors
    /// [`Refused::OtherCorp`] when it is not of this company, or names the person by
    /// another id than the userid.
    pub fn inbound(&self, corp_id: &str) -> Result<Option<Inbound>, Refused> {
        if self.corp_id != corp_id || self.user_id_type != USER_ID {
            return Err(Refused::OtherCorp);
        }
        let Some(button) = self.action_ids.first() else {
            return Ok(None);
        };
        let params: BTreeMap<_, _> = self
            .params
            .iter()
            .map(|(name, value)| (name.clone(), answers(value)))
            .collect();
        Ok(Some(Inbound {
            platform: Platform::Dingtalk,
            key: self.key(button, &params),
            user: self.who.clone(),
            may_recur: true,
            act: Act::Press(Press {
                card_id: self.out_track_id.clone(),
                button: button.clone(),
                params,
                update_code: Some(card::PUT.to_owned()),
            }),
        }))
    }

    /// NUL parts the fields, so that no two presses give the same bytes.
    fn key(&self, button: &str, params: &BTreeMap<String, Vec<String>>) -> String {
        let params = serde_json::to_string(params).expect("texts are always written");
        let mut digest = Sha256::new();
        for field in [&self.out_track_id, &self.who, button, params.as_str()] {
            digest.update(field.as_bytes());
            digest.update([0]);
        }
        format!("dt:press:{}", hex(&digest.finalize()))
    }
}

/// `content`, or `value` when that is missing or empty; a JSON text, or already an object.
fn content(body: &Map<String, Value>) -> Result<Value, Refused> {
    let is_there = |value: &&Value| !value.is_null() && value.as_str() != Some("");
    let found = ["content", "value"]
        .iter()
        .find_map(|name| body.get(*name).filter(is_there));
    match found {
        Some(Value::String(text)) => serde_json::from_str(text).map_err(|_| Refused::Body),
        Some(Value::Object(object)) => Ok(Value::Object(object.clone())),
        None => Ok(Value::Null),
        Some(_) => Err(Refused::Body),
    }
}

/// An answer as texts: a select gives a text, an object with `value`, or a list of either.
fn answers(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(answers).collect(),
        Value::Object(object) => match object.get("value") {
            Some(chosen) => answers(chosen),
            None => vec![value.to_string()],
        },
        other => vec![other.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn click(action: &str, params: Value) -> Click {
        let content = json!({"cardPrivateData": {"actionIds": [action], "params": params}});
        let body = json!({"outTrackId": "pd-1", "userId": "7", "corpId": "ding1",
            "content": content.to_string()});
        Click::read(body.to_string().as_bytes()).expect("reads")
    }

    fn press(action: &str, params: Value) -> (String, Press) {
        let inbound = click(action, params).inbound("ding1").expect("ours");
        let inbound = inbound.expect("a button");
        match inbound.act {
            Act::Press(press) => (inbound.key, press),
            act => panic!("{act:?}"),
        }
    }

    #[test]
    fn a_chosen_rep_is_read_in_every_form() {
        for chosen in [
            json!("w1"),
            json!(["w1"]),
            json!({"value": "w1", "text": "王芳"}),
            json!([{"value": "w1"}]),
            json!({"index": 2, "value": ["w1"]}),
        ] {
            let (_, press) = press("assign", json!({"rep": chosen}));
            assert_eq!(press.button, "assign");
            assert_eq!(press.params["rep"], ["w1"], "{chosen}");
        }
    }

    #[test]
    fn keys_tell_cards_people_buttons_and_answers_apart() {
        let key = |action, reason: &str| press(action, json!({"reason": reason})).0;
        assert_eq!(key("reason", "busy"), key("reason", "busy"));
        assert_ne!(key("reason", "busy"), key("reason", "far"));
        assert_ne!(key("reason", "busy"), key("decline", "busy"));
        let order = |text: &str| press("x", serde_json::from_str(text).expect("JSON")).0;
        assert_eq!(order(r#"{"a":"1","b":"2"}"#), order(r#"{"b":"2","a":"1"}"#));
        assert!(key("reason", "busy").starts_with("dt:press:"));
    }

    #[test]
    fn presses_of_another_company_or_by_another_id_are_refused() {
        let click = click("claim", json!({}));
        assert_eq!(click.inbound("ding2"), Err(Refused::OtherCorp));
        let by_union_id = Click {
            user_id_type: 2,
            ..click
        };
        assert_eq!(by_union_id.inbound("ding1"), Err(Refused::OtherCorp));
    }
}
