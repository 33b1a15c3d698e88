//! `POST /v1.0/robot/oToMessages/batchSend` (§4.1): a message to people, one to one.

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse};
use super::chat::{Author, Place};
use super::gate::{self, Api};
use super::message_content;
use super::platform::Platform;
use super::refusal::Refusal;
use super::state::Sent;
use super::story;
use super::trouble::Trouble;
use crate::sandbox::address_book::AddressBook;
use crate::sandbox::random_text::random_text;
use crate::sandbox::story::Tone;

const MOST_PEOPLE: usize = 20;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    #[serde(default)]
    robot_code: String,
    #[serde(default)]
    user_ids: Vec<String>,
    #[serde(default)]
    msg_key: String,
    #[serde(default)]
    msg_param: String,
}

/// Answers with the key for a recall and with the lists of who did not get it.
pub async fn send(
    request: HttpRequest,
    platform: Data<Platform>,
    book: Data<AddressBook>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    gate::enter(&request, &platform, Api::ROBOT)?;
    let wanted: Request = parse(&body)?;
    check_robot(&platform, &wanted.robot_code)?;
    match wanted.user_ids.len() {
        0 => return Err(Refusal::bad("miss.param.userIds")),
        n if n > MOST_PEOPLE => return Err(Refusal::bad("batch.toolarge")),
        _ => {}
    }
    let body = message_content::body(&wanted.msg_key, &wanted.msg_param)?;
    let known = |state: &super::state::State| {
        let mut ids = wanted.user_ids.iter();
        ids.all(|id| state.people.known(id).is_some())
    };
    if !platform.read(known) {
        let looked = book.refresh_for_stranger().await;
        looked.map_err(|_| Trouble::Busy.on_new_api())?;
    }
    let key = random_text(32);
    let (invalid, slowed, names) = platform.change(|state, now| {
        let (mut invalid, mut slowed, mut names) = (Vec::new(), Vec::new(), Vec::new());
        for id in &wanted.user_ids {
            if state.people.find(id).is_none() || !state.setup.shows(id) {
                invalid.push(id.clone());
            } else if state.setup.flow_controlled.contains(id) {
                slowed.push(id.clone());
            } else {
                let place = Place::Robot(id.clone());
                state.show(place, now, Author::App, &key, body.clone());
                names.push(state.name_of(id));
            }
        }
        let group = None;
        state.sent.insert(key.clone(), Sent { at: now, group });
        (invalid, slowed, names)
    });
    if !names.is_empty() {
        let text = format!("{}在钉钉收到一条消息", names.join("、"));
        platform.tell(Tone::Plain, story::lead_of(&body), text);
    }
    Ok(Answer::new(json!({
        "processQueryKey": key,
        "invalidStaffIdList": invalid,
        "flowControlledStaffIdList": slowed,
    })))
}

/// Whether this is the app's robot, and works.
pub fn check_robot(platform: &Platform, code: &str) -> Result<(), Refusal> {
    if code.is_empty() {
        return Err(Refusal::bad("miss.param.robotCode"));
    }
    if !platform.account.is_robot(code) {
        return Err(Refusal::bad("invalidParameter.robotCode.notExist"));
    }
    match platform.read(|state| state.setup.robot_trouble()) {
        Some(trouble) => Err(Refusal::bad(trouble)),
        None => Ok(()),
    }
}
