//! `POST /api/v1/policy/versions/{version}/restore`.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use serde::Deserialize;

use super::tag::{revision, tagged};
use super::versions::number;
use crate::app::policy::Rulebook;
use crate::http::auth::Keyring;
use crate::http::body;
use crate::http::problem::{Problem, lang};

/// Over which draft an older version is laid.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RestoreBody {
    revision: Option<u32>,
}

/// Makes an older version the draft; revision (or If-Match) is the draft that it may replace.
#[utoipa::path(
    tag = "policy",
    params(("version" = String, Path, description = "Number of the version")),
    request_body(content_type = "application/json", content = serde_json::Value),
    responses(
        (status = 200, description = "It is the draft now", content_type = "application/json"),
        (status = 400, description = "Not JSON"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 404, description = "No such version"),
        (status = 409, description = "There is a draft in work: whose and since when"),
        (status = 413, description = "Too large"),
        (status = 415, description = "Not application/json"),
        (status = 422, description = "Fields are wrong"),
        (status = 503, description = "Cannot be stored now"),
    ),
    security(("token" = []))
)]
#[post("/api/v1/policy/versions/{version}/restore")]
pub(crate) async fn restore(
    request: HttpRequest,
    path: Path<String>,
    payload: Payload,
    keys: Data<Keyring>,
    rulebook: Data<Rulebook>,
) -> Result<HttpResponse, Problem> {
    let caller = keys.admin(&request)?;
    let number = number(&request, &path)?;
    let bytes = body::read(&request, payload, body::LEAD).await?;
    let sent: RestoreBody = body::typed(&request, &bytes)?;
    let revision = revision(&request, sent.revision)?;
    let done = rulebook
        .restore(&caller, number, revision, lang(&request))
        .await;
    let draft = done.map_err(|no| Problem::rules(&request, no))?;
    Ok(tagged(&draft))
}
