//! `POST /v1.0/card/instances/deliver` (§5.2): delivers a card that was made before.

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse};
use super::card_space::{self, Models};
use super::gate::{self, Api};
use super::platform::Platform;
use super::refusal::Refusal;
use super::story;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    #[serde(default)]
    out_track_id: String,
    #[serde(default)]
    open_space_id: String,
    user_id_type: Option<i64>,
    #[serde(flatten)]
    models: Models,
}

/// One result for each space.
pub async fn deliver(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    gate::enter(&request, &platform, Api::CARD)?;
    let wanted: Request = parse(&body)?;
    let spaces = card_space::spaces(&wanted.open_space_id)?;
    wanted.models.check(&spaces, false)?;
    let id_type = wanted.user_id_type.unwrap_or(1);
    let id = &wanted.out_track_id;
    let results = platform.change(|state, now| {
        if !state.cards.contains_key(id) {
            return Err(Refusal::bad("param.cardNotExist"));
        }
        if !spaces.iter().all(|space| state.knows(space, id_type)) {
            return Err(Refusal::bad("param.userIdNotExist"));
        }
        let to = (spaces.as_slice(), id_type);
        Ok(state.deliver(&platform.account, now, id, to, &wanted.models))
    })?;
    story::card_arrived(&platform, id, &results);
    Ok(Answer::new(json!({"success": true, "result": results})).about(id))
}
