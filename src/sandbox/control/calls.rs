//! `GET /sandbox/calls?after=`: the log of platform calls and callback deliveries.

use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, Responder};
use serde::Deserialize;
use serde_json::json;

use crate::sandbox::wecom::Platform;

/// Where to begin.
#[derive(Deserialize)]
pub struct After {
    #[serde(default)]
    after: u64,
}

/// The entries after a number, oldest first.
pub async fn calls(platform: Data<Platform>, after: Query<After>) -> impl Responder {
    let calls = platform.read(|state| state.calls.after(after.after));
    HttpResponse::Ok().json(json!({ "items": calls }))
}
