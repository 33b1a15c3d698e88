//! `POST /sandbox/reset`: empties the phones and the story. What the service stored stays there.

use actix_web::web::Data;
use actix_web::{HttpResponse, Responder};

use crate::sandbox::wecom::{Platform, State};

/// Empties.
pub async fn reset(platform: Data<Platform>) -> impl Responder {
    platform.change(|state, _| State::reset(state));
    HttpResponse::NoContent().finish()
}
