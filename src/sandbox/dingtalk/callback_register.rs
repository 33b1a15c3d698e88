//! `POST /v1.0/card/callbacks/register` (§5.6): where presses of cards go in mode `http`.

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse};
use super::gate::{self, Api};
use super::platform::Platform;
use super::refusal::Refusal;
use super::state::Route;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    #[serde(default)]
    callback_route_key: String,
    #[serde(default)]
    callback_url: String,
    #[serde(default)]
    api_secret: String,
    #[serde(default)]
    force_update: bool,
}

/// An existing key keeps what it has, unless the update is forced; the answer shows what holds.
pub async fn register(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    gate::enter(&request, &platform, Api::CARD)?;
    let wanted: Request = parse(&body)?;
    let url_fits = ["http://", "https://"]
        .iter()
        .any(|scheme| wanted.callback_url.starts_with(scheme));
    if wanted.callback_route_key.is_empty() || !url_fits {
        return Err(Refusal::bad("param.callbackUrlIllegal"));
    }
    let route = platform.change(|state, _| {
        let new = Route {
            url: wanted.callback_url,
            secret: wanted.api_secret,
        };
        let entry = state.routes.entry(wanted.callback_route_key);
        let held = entry.or_insert_with(|| new.clone());
        if wanted.force_update {
            *held = new;
        }
        held.clone()
    });
    let result = json!({"callbackUrl": route.url, "apiSecret": route.secret});
    Ok(Answer::new(json!({"success": true, "result": result})))
}
