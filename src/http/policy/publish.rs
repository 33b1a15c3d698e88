//! `POST /api/v1/policy/draft/publish`.

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Deserialize;

use super::tag::revision;
use crate::app::policy::Rulebook;
use crate::http::auth::Keyring;
use crate::http::body;
use crate::http::problem::{Problem, lang};

/// What is published, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PublishBody {
    comment: Option<String>,
    revision: Option<u32>,
}

/// Puts the draft in force as the next version; comment says why, revision which was looked at.
#[utoipa::path(
    tag = "policy",
    request_body(content_type = "application/json", content = serde_json::Value),
    responses(
        (status = 200, description = "version, at, by, comment, changes", content_type = "application/json"),
        (status = 400, description = "Not JSON"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 409, description = "Somebody else wrote or published: who and when"),
        (status = 413, description = "Too large"),
        (status = 415, description = "Not application/json"),
        (status = 422, description = "Every error, with its place and mend"),
        (status = 503, description = "Cannot be stored now"),
    ),
    security(("token" = []))
)]
#[post("/api/v1/policy/draft/publish")]
pub(crate) async fn publish(
    request: HttpRequest,
    payload: Payload,
    keys: Data<Keyring>,
    rulebook: Data<Rulebook>,
) -> Result<HttpResponse, Problem> {
    let caller = keys.admin(&request)?;
    let bytes = body::read(&request, payload, body::LEAD).await?;
    let sent: PublishBody = body::typed(&request, &bytes)?;
    let revision = revision(&request, sent.revision)?;
    let comment = sent.comment.unwrap_or_default();
    let done = rulebook
        .publish(&caller, revision, &comment, lang(&request))
        .await;
    let told = done.map_err(|no| Problem::rules(&request, no))?;
    Ok(HttpResponse::Ok().json(told))
}
