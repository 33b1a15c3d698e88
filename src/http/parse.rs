//! `POST /api/v1/parse`: what intake would understand, without taking anything.

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use paidan_domain::understand::validate_for_parse;
use serde_json::json;

use super::auth::Keyring;
use super::body;
use super::problem::Problem;
use crate::app::intake::Intake;

/// What would be understood of a lead.
#[utoipa::path(
    tag = "leads",
    request_body(content_type = "application/json", content = serde_json::Value),
    responses(
        (status = 200, description = "parsed", content_type = "application/json"),
        (status = 400, description = "Not JSON"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 413, description = "Over 64 KiB"),
        (status = 415, description = "Not application/json"),
        (status = 422, description = "Fields are wrong"),
    ),
    security(("token" = []))
)]
#[post("/api/v1/parse")]
pub(crate) async fn parse(
    request: HttpRequest,
    payload: Payload,
    keys: Data<Keyring>,
    intake: Data<Intake>,
) -> Result<HttpResponse, Problem> {
    keys.reader(&request)?;
    let bytes = body::read(&request, payload, body::LEAD).await?;
    let value = body::json(&request, &bytes)?;
    let said = validate_for_parse(&value).map_err(|errors| Problem::fields(&request, &errors))?;
    Ok(HttpResponse::Ok().json(json!({ "parsed": intake.parse(&said) })))
}
