//! `GET /api/v1/policy/versions`: the rules in force. Drafts come with the rules page.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};
use serde_json::json;

use super::auth::Keyring;
use super::problem::Problem;
use crate::app::ports::Shelf;

/// The versions of the rules.
#[utoipa::path(
    tag = "policy",
    responses(
        (status = 200, description = "items and next_cursor", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/policy/versions")]
pub(crate) async fn versions(
    request: HttpRequest,
    keys: Data<Keyring>,
    shelf: Data<dyn Shelf>,
) -> Result<HttpResponse, Problem> {
    keys.reader(&request)?;
    let floor = shelf.floor();
    let policy = &floor.policy;
    let item = json!({
        "version": policy.version,
        "weights": policy.weights,
        "claim_within_seconds": policy.offer.claim_within.as_secs(),
        "max_offers": policy.offer.max_offers,
        "escalate_within_seconds": policy.offer.escalate_within.as_secs(),
    });
    Ok(HttpResponse::Ok().json(json!({ "items": [item], "next_cursor": null })))
}
