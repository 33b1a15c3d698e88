//! `GET|PUT /sandbox/dingtalk/setup`: what the admin set up, rightly or wrongly.

use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, Responder};
use serde_json::json;

use crate::sandbox::dingtalk::{Platform, SetupChange};

/// The set-up with the month's volumes.
pub async fn show(platform: Data<Platform>) -> impl Responder {
    HttpResponse::Ok().json(platform.note(|state, _| state.setup_shown()))
}

/// Changes what is given; answers with all of it.
pub async fn set(platform: Data<Platform>, body: Bytes) -> impl Responder {
    match serde_json::from_slice::<SetupChange>(&body) {
        Ok(change) => HttpResponse::Ok().json(platform.change(|state, _| {
            state.set_up(change);
            state.setup_shown()
        })),
        Err(error) => HttpResponse::BadRequest().json(json!({"error": error.to_string()})),
    }
}
