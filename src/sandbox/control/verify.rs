//! `POST /sandbox/verify`: checks the callback address as the platform does when it is saved.

use actix_web::web::Data;
use actix_web::{HttpResponse, Responder};
use serde_json::json;

use crate::sandbox::wecom::{Callbacks, Platform, url_check};

/// Checks once.
pub async fn verify(platform: Data<Platform>, callbacks: Data<Callbacks>) -> impl Responder {
    let verified = url_check(&platform, &callbacks).await;
    HttpResponse::Ok().json(json!({ "verified": verified }))
}
