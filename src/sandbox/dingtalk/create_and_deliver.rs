//! `POST /v1.0/card/instances/createAndDeliver` (§5.2): makes a card and delivers it.

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse};
use super::card_new::NewCard;
use super::card_space::{self, Models};
use super::gate::{self, Api};
use super::platform::Platform;
use super::refusal::Refusal;
use super::{story, trouble::Trouble};
use crate::sandbox::address_book::AddressBook;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    #[serde(default)]
    open_space_id: String,
    #[serde(flatten)]
    card: NewCard,
    #[serde(flatten)]
    models: Models,
}

/// A success at the top does not say that anybody got it: each space has its own result.
pub async fn create_and_deliver(
    request: HttpRequest,
    platform: Data<Platform>,
    book: Data<AddressBook>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    gate::enter(&request, &platform, Api::CARD)?;
    let wanted: Request = parse(&body)?;
    wanted.card.check()?;
    let spaces = card_space::spaces(&wanted.open_space_id)?;
    wanted.models.check(&spaces, true)?;
    let id_type = wanted.card.id_type();
    let stranger = || platform.read(|state| !spaces.iter().all(|one| state.knows(one, id_type)));
    if stranger() {
        // A rep made a moment ago is known to the service and not yet to us.
        let looked = book.refresh_for_stranger().await;
        looked.map_err(|_| Trouble::Busy.on_new_api())?;
        if stranger() {
            return Err(Refusal::bad("param.userIdNotExist"));
        }
    }
    let id = wanted.card.out_track_id.clone();
    let results = platform.change(|state, now| {
        state.make_card(&platform.account, &wanted.card)?;
        let to = (spaces.as_slice(), id_type);
        Ok(state.deliver(&platform.account, now, &id, to, &wanted.models))
    })?;
    story::card_arrived(&platform, &id, &results);
    let result = json!({"outTrackId": id, "deliverResults": results});
    Ok(Answer::new(json!({"success": true, "result": result})).about(&id))
}
