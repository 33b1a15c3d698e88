//! `GET|PUT /sandbox/wecom/setup`: what the admin set up, rightly or wrongly.

use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, Responder};
use serde_json::json;

use crate::sandbox::wecom::{Platform, SetupChange};

/// The set-up.
pub async fn show(platform: Data<Platform>) -> impl Responder {
    HttpResponse::Ok().json(platform.read(|state| state.setup.clone()))
}

/// Changes what is given; answers with all of it.
pub async fn set(platform: Data<Platform>, body: Bytes) -> impl Responder {
    match serde_json::from_slice::<SetupChange>(&body) {
        Ok(change) => HttpResponse::Ok().json(platform.change(|state, _| {
            state.setup.apply(change);
            state.setup.clone()
        })),
        Err(error) => HttpResponse::BadRequest().json(json!({"error": error.to_string()})),
    }
}
