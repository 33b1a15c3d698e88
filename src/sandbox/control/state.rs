//! `GET /sandbox/state`: every phone with its messages, the faults and the story.

use actix_web::web::Data;
use actix_web::{HttpResponse, Responder};

use super::snapshot::{Seen, since};
use crate::sandbox::wecom::Platform;

/// The whole state.
pub async fn state(platform: Data<Platform>) -> impl Responder {
    let (snapshot, _) = platform.read(|state| since(state, Seen::default(), usize::MAX));
    HttpResponse::Ok().json(snapshot)
}
