//! `POST /sandbox/time {"advance_ms": n}`: moves the platform's clock, for tests.

use std::time::Duration;

use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, Responder};
use serde::Deserialize;
use serde_json::json;

use crate::sandbox::wecom::Platform;

/// How far.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    advance_ms: u64,
}

/// Moves, and answers with the new time.
pub async fn advance(platform: Data<Platform>, step: Json<Step>) -> impl Responder {
    platform
        .clock
        .advance(Duration::from_millis(step.advance_ms));
    HttpResponse::Ok().json(json!({ "now": platform.clock.now().to_string() }))
}
