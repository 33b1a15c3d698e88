//! `POST /v1.0/robot/groupMessages/send` (§4.2): a message to the group.

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse};
use super::batch_send::check_robot;
use super::chat::{Author, Place};
use super::gate::{self, Api};
use super::message_content;
use super::platform::Platform;
use super::refusal::Refusal;
use super::setup::Group;
use super::state::Sent;
use super::story;
use crate::sandbox::random_text::random_text;
use crate::sandbox::story::Tone;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    #[serde(default)]
    robot_code: String,
    #[serde(default)]
    open_conversation_id: String,
    #[serde(default)]
    msg_key: String,
    #[serde(default)]
    msg_param: String,
}

/// Answers with the key for a recall.
pub async fn send(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    gate::enter(&request, &platform, Api::ROBOT)?;
    let wanted: Request = parse(&body)?;
    check_robot(&platform, &wanted.robot_code)?;
    let group = platform.account.group(&wanted.open_conversation_id);
    let there = platform.read(|state| state.setup.group == Group::Ok);
    let group = group.filter(|_| there);
    let group = group.ok_or_else(|| Refusal::bad("invalid.openConversationId"))?;
    let body = message_content::body(&wanted.msg_key, &wanted.msg_param)?;
    let lead = story::lead_of(&body);
    let key = random_text(32);
    platform.change(|state, now| {
        let place = Place::Group(group.id.clone());
        state.show(place, now, Author::App, &key, body);
        let group = Some(group.id.clone());
        state.sent.insert(key.clone(), Sent { at: now, group });
    });
    let text = format!("{}在钉钉收到一条消息", group.name);
    platform.tell(Tone::Plain, lead, text);
    Ok(Answer::new(json!({ "processQueryKey": key })))
}
