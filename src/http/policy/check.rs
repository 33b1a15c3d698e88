//! `POST /api/v1/policy/draft/check`.

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, post};

use super::sent::DraftBody;
use crate::app::policy::Rulebook;
use crate::http::auth::Keyring;
use crate::http::body;
use crate::http::problem::{Problem, lang};

/// Looks the draft through, or the policy that is sent, and changes nothing.
#[utoipa::path(
    tag = "policy",
    request_body(content_type = "application/json", content = serde_json::Value),
    responses(
        (status = 200, description = "publishable, errors, warnings, changes, sentences, coverage", content_type = "application/json"),
        (status = 400, description = "Not JSON"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 413, description = "Too large"),
        (status = 415, description = "Not application/json"),
        (status = 503, description = "The store does not answer"),
    ),
    security(("token" = []))
)]
#[post("/api/v1/policy/draft/check")]
pub(crate) async fn check(
    request: HttpRequest,
    payload: Payload,
    keys: Data<Keyring>,
    rulebook: Data<Rulebook>,
) -> Result<HttpResponse, Problem> {
    keys.admin(&request)?;
    let bytes = body::read(&request, payload, body::DOCUMENT).await?;
    let sent: DraftBody = body::typed(&request, &bytes)?;
    let done = rulebook.check(sent.policy, lang(&request)).await;
    let told = done.map_err(|no| Problem::rules(&request, no))?;
    Ok(HttpResponse::Ok().json(told))
}
