//! `POST /v1.0/gateway/connections/open` (§6.1): a ticket for one connection.

use std::collections::HashSet;

use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, Responder};
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse};
use super::platform::Platform;
use super::refusal::Refusal;
use super::setup::Secret;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Request {
    client_id: String,
    client_secret: String,
    subscriptions: Vec<Subscription>,
}

#[derive(Deserialize)]
struct Subscription {
    #[serde(rename = "type")]
    kind: String,
    topic: String,
}

/// The endpoint stands under the name by which the caller came.
pub async fn open(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<impl Responder, Refusal> {
    platform.note(|state, _| state.gateway.opens += 1);
    let wanted: Request = parse(&body)?;
    let (down, planted) =
        platform.read(|state| (state.gateway.down, state.setup.secret == Secret::Wrong));
    if down {
        return Err(Refusal::new(503, "ServiceUnavailable"));
    }
    if planted
        || !platform
            .account
            .has(&wanted.client_id, &wanted.client_secret)
    {
        return Err(Refusal::new(401, "authFailed"));
    }
    let topics: HashSet<String> = wanted
        .subscriptions
        .iter()
        .map(|one| format!("{} {}", one.kind, one.topic))
        .collect();
    if topics.is_empty() {
        return Err(Refusal::bad("invalidParameter.subscriptions"));
    }
    let ticket = platform.note(|state, now| state.gateway.ticket(topics, now));
    let endpoint = format!("ws://{}/connect", request.connection_info().host());
    Ok(Answer::new(json!({"endpoint": endpoint, "ticket": ticket})))
}
