//! A message to the robot: signature, body, and how to answer it (`protocols/dingtalk.md`
//! §2). The body is the same over HTTP and Stream.

use paidan_domain::people::Platform;
use secrecy::SecretString;
use serde_json::{Map, Value};

use super::loose;
use super::session::Session;
use super::signed::{self, Refused};
use crate::app::ports::{Act, Inbound};

/// What comes in place of a text when the month's messages are used up (§2.2).
const USED_UP: i64 = 20_001;

/// What a body to the robot says.
#[derive(Debug)]
pub enum Heard {
    /// Somebody said something.
    Message(Message),
    /// The month's Webhook and Stream messages are used up; nothing of the text came.
    QuotaUsedUp,
}

/// Where something was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A chat of one person with the robot.
    Single,
    /// A group; only messages that mention the robot arrive.
    Group,
}

/// Of what kind a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Typed.
    Text,
    /// Typed with pictures between.
    Rich,
    /// Spoken; the platform's reading of it.
    Voice,
    /// Anything without words.
    Other,
}

/// A message to the robot.
#[derive(Debug)]
pub struct Message {
    /// The sender's userid; none for people outside the company.
    pub who: Option<String>,
    /// Name as shown.
    pub nick: String,
    /// Where it was said.
    pub place: Place,
    /// `cid…`, case-sensitive; in a group also its open conversation id.
    pub conversation: String,
    /// Of what kind it is.
    pub content: Content,
    /// The words, without the robot's mention and blanks around; empty for a picture.
    pub text: String,
    /// Userids of the others mentioned, in order.
    pub mentions: Vec<String>,
    /// The same for every delivery of this message, another for any other.
    pub key: String,
    /// Where it may be answered in place, if the body named an address.
    pub session: Option<Session>,
}

impl Message {
    /// The message as the rest of paidan sees it; none from people outside the company.
    #[must_use]
    pub fn inbound(&self) -> Option<Inbound> {
        let act = match self.content {
            Content::Other => Act::Other {
                kind: "message".to_owned(),
            },
            _ => Act::Said {
                text: self.text.clone(),
                mentions: self.mentions.clone(),
                in_group: self.place == Place::Group,
            },
        };
        Some(Inbound {
            platform: Platform::Dingtalk,
            key: self.key.clone(),
            user: self.who.clone()?,
            may_recur: false,
            act,
        })
    }
}

/// Checks the headers `timestamp` and `sign` of a message over HTTP, before its body is read.
///
/// # Errors
/// [`Refused`]: answer 403, empty.
pub fn check(
    secret: &SecretString,
    timestamp: Option<&str>,
    sign: Option<&str>,
    now_ms: i64,
) -> Result<(), Refused> {
    signed::check(timestamp, sign, now_ms, |timestamp| {
        signed::robot(secret, timestamp)
    })
}

/// Reads a body.
///
/// # Errors
/// [`Refused::Body`] when it is no object with `msgId` and `conversationId`.
pub fn read(body: &[u8]) -> Result<Heard, Refused> {
    let body: Map<String, Value> = serde_json::from_slice(body).map_err(|_| Refused::Body)?;
    let text = |name: &str| loose::text(body.get(name));
    let message_id = text("msgId").ok_or(Refused::Body)?;
    let conversation = text("conversationId").ok_or(Refused::Body)?;
    let error = ["errorCode", "errCode"]
        .iter()
        .find_map(|name| loose::number(body.get(*name)));
    if error == Some(USED_UP) {
        return Ok(Heard::QuotaUsedUp);
    }
    let place = match loose::number(body.get("conversationType")) {
        Some(2) => Place::Group,
        _ => Place::Single,
    };
    let (content, said) = said(&body);
    let said = match (content, &place) {
        (Content::Rich, Place::Group) => without_mention(trim(&said)),
        _ => trim(&said),
    };
    // One message that mentions two robots comes to each with the same id (§2.2).
    let robot = text("robotCode").or_else(|| text("chatbotUserId"));
    Ok(Heard::Message(Message {
        who: text("senderStaffId"),
        nick: text("senderNick").unwrap_or_default(),
        place,
        conversation,
        content,
        text: said.to_owned(),
        mentions: mentions(&body),
        key: format!("dt:msg:{}:{message_id}", robot.unwrap_or_default()),
        session: text("sessionWebhook").map(|address| {
            let until = loose::number(body.get("sessionWebhookExpiredTime"));
            Session::new(address, until.unwrap_or_default())
        }),
    }))
}

fn said(body: &Map<String, Value>) -> (Content, String) {
    let content = body.get("content").unwrap_or(&Value::Null);
    let kind = body.get("msgtype").and_then(Value::as_str);
    let words = |value: &Value| value.as_str().map(str::to_owned).unwrap_or_default();
    match kind.unwrap_or_default() {
        "text" => {
            let typed = body.get("text").map_or(content, |text| &text["content"]);
            (Content::Text, words(typed))
        }
        "richText" => {
            let parts = content["richText"].as_array();
            let text = parts.into_iter().flatten().map(|part| words(&part["text"]));
            (Content::Rich, text.collect())
        }
        "audio" => (Content::Voice, words(&content["recognition"])),
        _ => (Content::Other, String::new()),
    }
}

/// Userids of those mentioned; the robot has none.
fn mentions(body: &Map<String, Value>) -> Vec<String> {
    let robot = loose::text(body.get("chatbotUserId"));
    let mentioned = body.get("atUsers").and_then(Value::as_array);
    mentioned
        .into_iter()
        .flatten()
        .filter(|one| loose::text(one.get("dingtalkId")) != robot || robot.is_none())
        .filter_map(|one| loose::text(one.get("staffId")))
        .collect()
}

/// A rich text keeps the robot's own mention in front.
fn without_mention(text: &str) -> &str {
    if !text.starts_with(['@', '＠']) {
        return text;
    }
    let after = text.find(is_blank).map(|at| &text[at..]);
    trim(after.unwrap_or_default())
}

fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// White space, and what takes room in a chat without being seen.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn message(change: Value) -> Message {
        let mut body = json!({
            "msgId": "m", "conversationId": "cidA", "conversationType": "1", "robotCode": "r",
            "senderStaffId": "7", "msgtype": "text", "text": {"content": "好"},
        });
        let changed = change.as_object().expect("an object").clone();
        body.as_object_mut().expect("an object").extend(changed);
        match read(body.to_string().as_bytes()) {
            Ok(Heard::Message(message)) => message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_stranger_is_nobody_to_the_rest_of_paidan() {
        assert_eq!(message(json!({"senderStaffId": null})).inbound(), None);
        let said = message(json!({})).inbound().expect("somebody");
        assert_eq!((said.user.as_str(), said.key.as_str()), ("7", "dt:msg:r:m"));
        assert_eq!(said.act, Act::said("好".into()));
    }

    #[test]
    fn the_month_s_end_is_read_in_every_spelling() {
        for end in [json!({"errorCode": "20001"}), json!({"errCode": 20001})] {
            let mut body = json!({"msgId": "m", "conversationId": "c"});
            let end = end.as_object().expect("an object").clone();
            body.as_object_mut().expect("an object").extend(end);
            let heard = read(body.to_string().as_bytes());
            assert!(matches!(heard, Ok(Heard::QuotaUsedUp)), "{heard:?}");
        }
    }

    #[test]
    fn a_picture_has_no_words_and_words_of_a_pair_keep_their_at() {
        let picture = message(json!({"msgtype": "picture", "content": {"downloadCode": "x"}}));
        assert_eq!(
            (picture.content, picture.text.as_str()),
            (Content::Other, "")
        );
        let rich =
            json!({"msgtype": "richText", "content": {"richText": [{"text": "@张伟 在吗"}]}});
        assert_eq!(message(rich.clone()).text, "@张伟 在吗");
        let mut group = rich;
        group["conversationType"] = json!("2");
        assert_eq!(message(group).text, "在吗");
    }

    #[test]
    fn nothing_of_the_session_shows_in_a_debug() {
        let message =
            message(json!({"sessionWebhook": "https://oapi.dingtalk.com/x?session=canary"}));
        assert!(!format!("{message:?}").contains("canary"));
    }
}
