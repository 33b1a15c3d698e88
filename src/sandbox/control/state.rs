//! `GET /sandbox/state`: every phone with its messages, the faults and the story.

use actix_web::web::Data;
use actix_web::{HttpResponse, Responder};

use super::snapshot::{Seen, look};
use crate::sandbox::dingtalk::Dingtalk;
use crate::sandbox::wecom::Platform;

/// The whole state.
pub async fn state(platform: Data<Platform>, dingtalk: Data<Dingtalk>) -> impl Responder {
    let (snapshot, _) = look(&platform, &dingtalk, Seen::default(), usize::MAX);
    HttpResponse::Ok().json(snapshot)
}
