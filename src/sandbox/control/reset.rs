//! `POST /sandbox/reset`: empties the phones and the story. What the service stored stays there.

use actix_web::web::Data;
use actix_web::{HttpResponse, Responder};

use crate::sandbox::dingtalk::Dingtalk;
use crate::sandbox::wecom::{Platform, State};

/// Empties.
pub async fn reset(platform: Data<Platform>, dingtalk: Data<Dingtalk>) -> impl Responder {
    // Before the new epoch, so that nobody is shown the old messages under it.
    if let Some(dingtalk) = dingtalk.get() {
        dingtalk.change(|state, _| state.clear());
    }
    platform.change(|state, _| State::reset(state));
    HttpResponse::NoContent().finish()
}
