//! `POST /v1.0/robot/otoMessages/batchRecall` and `/v1.0/robot/groupMessages/recall` (§4.3):
//! withdraws messages; they leave no trace in the chat.

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use serde::Deserialize;
use serde_json::{Map, json};

use super::answer::{Answer, parse};
use super::batch_send::check_robot;
use super::gate::{self, Api};
use super::platform::Platform;
use super::refusal::Refusal;
use crate::sandbox::clock::seconds_between;

/// A message can be withdrawn for a day.
const LATEST_SECONDS: i64 = 24 * 3600;
const MOST_KEYS: usize = 20;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    #[serde(default)]
    robot_code: String,
    open_conversation_id: Option<String>,
    #[serde(default)]
    process_query_keys: Vec<String>,
}

/// Each key on one of two lists.
pub async fn recall(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    gate::enter(&request, &platform, Api::ROBOT)?;
    let wanted: Request = parse(&body)?;
    check_robot(&platform, &wanted.robot_code)?;
    match wanted.process_query_keys.len() {
        0 => return Err(Refusal::bad("miss.param.processQueryKeys")),
        n if n > MOST_KEYS => return Err(Refusal::bad("batch.toolarge")),
        _ => {}
    }
    let of_group = request.path().contains("groupMessages");
    let group = wanted.open_conversation_id.filter(|_| of_group);
    let (mut done, mut failed) = (Vec::new(), Map::new());
    platform.change(|state, now| {
        for key in &wanted.process_query_keys {
            let fits = |sent: &&super::state::Sent| {
                sent.group == group && seconds_between(sent.at, now) < LATEST_SECONDS
            };
            if state.sent.get(key).filter(fits).is_some() {
                state.recall(key);
                done.push(key.clone());
            } else {
                failed.insert(key.clone(), "processQueryKey.invalid".into());
            }
        }
    });
    let body = json!({"successResult": done, "failedResult": failed});
    Ok(Answer::new(body))
}
