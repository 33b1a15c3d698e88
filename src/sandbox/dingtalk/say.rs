//! Somebody writes to the robot, alone with it or in the group; `protocols/dingtalk.md` §2.2.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::sync::oneshot;

use super::chat::{Author, Body, Place};
use super::push::{Cause, Pushed, Pusher};
use super::state::Session;
use crate::sandbox::random_text::random_text;
use crate::sandbox::story::Tone;

/// Life of a `sessionWebhook` (§2.4).
const SESSION_LIFE: Duration = Duration::from_secs(90 * 60);

/// Who says what and where.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Who.
    pub userid: String,
    /// What; the mention of the robot is not part of it.
    pub text: String,
    /// Where.
    #[serde(default)]
    pub chat: ChatKind,
    /// Others who are mentioned, by userid; groups only.
    #[serde(default)]
    pub mention: Vec<String>,
    /// Answer only when the first delivery has ended.
    #[serde(default)]
    pub wait: bool,
}

/// One to one, or in the group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChatKind {
    /// With the robot alone.
    #[default]
    Robot,
    /// In the group, mentioning the robot.
    Group,
}

/// Why nothing was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SayError {
    /// Nobody has this userid.
    #[error("nobody has this userid")]
    Stranger,
    /// The company has no group with the robot.
    #[error("there is no group with the robot")]
    NoGroup,
}

impl Pusher {
    /// Writes, and pushes the message in the background.
    pub fn said(self: &Arc<Self>, said: &Said) -> Result<oneshot::Receiver<Pushed>, SayError> {
        let platform = self.platform();
        let account = &platform.account;
        let group = match said.chat {
            ChatKind::Robot => None,
            ChatKind::Group => Some(account.group.as_ref().ok_or(SayError::NoGroup)?),
        };
        let (body, counted) = platform.change(|state, now| {
            let person = state.people.find(&said.userid);
            let person = person.ok_or(SayError::Stranger)?.clone();
            let place = group.map_or_else(
                || Place::Robot(person.userid.clone()),
                |group| Place::Group(group.id.clone()),
            );
            let shown = Body::Text {
                content: said.text.clone(),
            };
            let author = Author::Person(person.userid.clone());
            state.show(place.clone(), now, author, "", shown);
            let told = format!("{}在钉钉发来「{}」", person.name, said.text);
            platform.tell(Tone::Plain, None, told);

            let session = random_text(32).to_lowercase();
            let until = now.checked_add(SESSION_LIFE).unwrap_or(now);
            let known = Session { place, until };
            state.sessions.insert(session.clone(), known);
            let mut body = json!({
                "msgId": format!("msg{}==", random_text(22)),
                "conversationId": conversation_of(&person.userid),
                "conversationType": "1",
                "chatbotCorpId": account.corp_id,
                "chatbotUserId": opaque(&account.robot_code),
                "senderPlatform": "Android",
                "senderNick": person.name,
                "senderStaffId": person.userid,
                "senderId": opaque(&person.userid),
                "senderCorpId": account.corp_id,
                "isAdmin": false,
                "createAt": now.as_millisecond(),
                "sessionWebhook": format!(
                    "http://{}/robot/sendBySession?session={session}",
                    state.host
                ),
                "sessionWebhookExpiredTime": until.as_millisecond(),
                "robotCode": account.robot_code,
                "msgtype": "text",
                "text": {"content": said.text},
            });
            if let Some(group) = group {
                let mut at = vec![json!({"dingtalkId": opaque(&account.robot_code)})];
                at.extend(
                    said.mention
                        .iter()
                        .map(|userid| json!({"dingtalkId": opaque(userid), "staffId": userid})),
                );
                body["conversationId"] = group.id.clone().into();
                body["conversationType"] = "2".into();
                body["conversationTitle"] = group.name.clone().into();
                body["isInAtList"] = true.into();
                body["atUsers"] = at.into();
                // A blank stays where the mention of the robot stood.
                body["text"] = json!({"content": format!(" {}", said.text)});
            }
            let counted = state.month.messages.take();
            if !counted {
                spent(&mut body);
            }
            Ok((body, counted))
        })?;
        let cause = Cause {
            event: "robot".to_owned(),
            userid: said.userid.clone(),
            counted,
        };
        Ok(self.robot(body, cause))
    }
}

/// The month's messages are used up: the message comes without any text (§2.2).
fn spent(body: &mut Value) {
    if let Some(body) = body.as_object_mut() {
        body.remove("text");
        body.insert("errorCode".to_owned(), "20001".into());
        body.insert("errorMessage".to_owned(), "本月消息量已用完".into());
    }
}

/// Id of somebody's chat with the robot.
pub fn conversation_of(userid: &str) -> String {
    format!("cid{}==", digest(userid))
}

/// An id that tells nothing, as the platform gives for people and robots.
fn opaque(id: &str) -> String {
    format!("$:LWCP_v1:${}", digest(id))
}

fn digest(id: &str) -> String {
    let digest = Sha256::digest(id.as_bytes());
    let hex = digest.iter().take(12).map(|byte| format!("{byte:02x}"));
    hex.collect()
}
