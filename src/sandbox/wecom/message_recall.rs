//! `POST /cgi-bin/message/recall` (document 94867): withdraws a message from all its phones.

use actix_web::web::{Bytes, Data, Query};
use serde::Deserialize;

use super::answer::{Answer, parse};
use super::auth::Auth;
use super::errcode::{self, Refusal};
use super::platform::Platform;
use crate::sandbox::clock::seconds_between;

/// A message can be withdrawn for a day.
const LATEST_SECONDS: i64 = 24 * 3600;

#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    msgid: String,
}

/// The phones then say that a message was withdrawn.
pub async fn recall(
    platform: Data<Platform>,
    auth: Query<Auth>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    auth.check(&platform)?;
    let Request { msgid } = parse(&body)?;
    if msgid.is_empty() {
        return Err(errcode::missing_parameter("msgid"));
    }
    platform.change(|state, now| {
        let fresh = |at| seconds_between(at, now) < LATEST_SECONDS;
        let recipients = match state.sent.get(&msgid) {
            Some(sent) if fresh(sent.at) => sent.recipients.clone(),
            _ => return Err(errcode::bad_parameter("msgid")),
        };
        let version = state.version;
        for userid in recipients {
            let phone = state.phones.get_mut(&userid);
            if let Some(message) = phone.and_then(|phone| phone.message_mut(&msgid)) {
                message.recalled = true;
                message.version = version;
            }
        }
        Ok(Answer::ok())
    })
}
