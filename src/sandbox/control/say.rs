//! `POST /sandbox/say`: somebody writes to the app.

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde::Deserialize;
use serde_json::json;

use crate::sandbox::wecom::Callbacks;

/// Who says what.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    userid: String,
    text: String,
    /// Answer only when the delivery has ended.
    #[serde(default)]
    wait: bool,
}

/// 202 at once, or 200 with the end of the delivery when `wait` is set.
pub async fn say(callbacks: Data<Callbacks>, said: Json<Said>) -> impl Responder {
    let text = said.text.trim();
    if text.is_empty() {
        return HttpResponse::BadRequest().json(json!({"error": "text is empty"}));
    }
    match callbacks.say(&said.userid, text) {
        Ok(delivery) if said.wait => match delivery.await {
            Ok(ended) => HttpResponse::Ok().json(ended),
            Err(_) => HttpResponse::InternalServerError().finish(),
        },
        Ok(_) => HttpResponse::Accepted().json(json!({})),
        Err(error) => HttpResponse::NotFound().json(json!({ "error": error.to_string() })),
    }
}
