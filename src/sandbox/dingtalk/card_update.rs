//! `PUT /v1.0/card/instances` (§5.3): changes a card wherever it stands.

use std::collections::BTreeMap;

use actix_web::web::{Bytes, Data};
use actix_web::{HttpMessage, HttpRequest};
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse};
use super::card::{self, Params, UpdateOptions};
use super::gate::{self, Api};
use super::platform::Platform;
use super::refusal::Refusal;
use super::weather::DuringPress;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    #[serde(default)]
    out_track_id: String,
    user_id_type: Option<i64>,
    card_data: Option<Params>,
    #[serde(default)]
    private_data: BTreeMap<String, Params>,
    #[serde(default)]
    card_update_options: UpdateOptions,
}

/// By key with the options, as a whole without. While a press of the card is open the call must not
/// be made (§5.5); it works here, and the call log says so.
pub async fn update(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    gate::enter(&request, &platform, Api::CARD)?;
    let wanted: Request = parse(&body)?;
    let id = &wanted.out_track_id;
    let open = platform.change(|state, now| {
        let data = card::Data::read(
            wanted.card_data.as_ref(),
            &wanted.private_data,
            &state.people,
            wanted.user_id_type.unwrap_or(1),
        )?;
        let card = state.cards.get_mut(id);
        let card = card.ok_or_else(|| Refusal::bad("param.cardNotExist"))?;
        card.update(data, wanted.card_update_options)?;
        let open = card.presses > 0;
        state.touch_card(id, now);
        Ok(open)
    })?;
    if open {
        request.extensions_mut().insert(DuringPress);
    }
    Ok(Answer::new(json!({"success": true, "result": true})).about(id))
}
