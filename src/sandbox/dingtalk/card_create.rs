//! `POST /v1.0/card/instances` (§5.2): makes a card and delivers it nowhere.

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use serde_json::json;

use super::answer::{Answer, parse};
use super::card_new::NewCard;
use super::gate::{self, Api};
use super::platform::Platform;
use super::refusal::Refusal;

/// Answers with the id.
pub async fn create(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    gate::enter(&request, &platform, Api::CARD)?;
    let card: NewCard = parse(&body)?;
    card.check()?;
    platform.change(|state, _| state.make_card(&platform.account, &card))?;
    let body = json!({"success": true, "result": card.out_track_id});
    Ok(Answer::new(body).about(&card.out_track_id))
}
