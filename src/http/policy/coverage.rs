//! `GET /api/v1/policy/coverage`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, get};

use crate::app::policy::Rulebook;
use crate::http::auth::Keyring;
use crate::http::problem::{Problem, lang};

/// Regions, products and tiers that no rep covers under the rules in force.
#[utoipa::path(
    tag = "policy",
    responses(
        (status = 200, description = "cells, open, holes, sentence", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 503, description = "Cannot be worked out now"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/policy/coverage")]
pub(crate) async fn coverage(
    request: HttpRequest,
    keys: Data<Keyring>,
    rulebook: Data<Rulebook>,
) -> Result<HttpResponse, Problem> {
    keys.reader(&request)?;
    let done = rulebook.coverage(lang(&request)).await;
    let told = done.map_err(|no| Problem::rules(&request, no))?;
    Ok(HttpResponse::Ok().json(told))
}
