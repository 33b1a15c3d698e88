//! `/api/v1/policy/draft`: the draft that all admins share.

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, get, put};

use super::sent::DraftBody;
use super::tag::{matched, tagged};
use crate::app::people::WrongField;
use crate::app::policy::{DraftAsked, Rulebook};
use crate::app::ports::Seen;
use crate::http::auth::Keyring;
use crate::http::body;
use crate::http::problem::{Problem, lang};
use crate::words::Wrong;

/// The draft with what it would change; the rules in force while nobody works on one.
#[utoipa::path(
    tag = "policy",
    responses(
        (status = 200, description = "revision, base_version, policy, sentences, changes; ETag for If-Match", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 503, description = "The store does not answer"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/policy/draft")]
pub(crate) async fn get(
    request: HttpRequest,
    keys: Data<Keyring>,
    rulebook: Data<Rulebook>,
) -> Result<HttpResponse, Problem> {
    keys.reader(&request)?;
    let done = rulebook.draft(lang(&request)).await;
    let draft = done.map_err(|no| Problem::rules(&request, no))?;
    Ok(tagged(&draft))
}

/// Writes the draft: policy, and as base_version and revision (or If-Match) what was seen.
#[utoipa::path(
    tag = "policy",
    params(("If-Match" = Option<String>, Header, description = "ETag of the draft that was seen")),
    request_body(content_type = "application/json", content = serde_json::Value),
    responses(
        (status = 200, description = "Kept; findings say what is wrong with it", content_type = "application/json"),
        (status = 400, description = "Not JSON"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 409, description = "Somebody else wrote or published: who and when"),
        (status = 413, description = "Too large"),
        (status = 415, description = "Not application/json"),
        (status = 422, description = "Every mistake of the document, with its place and mend"),
        (status = 503, description = "Cannot be stored now"),
    ),
    security(("token" = []))
)]
#[put("/api/v1/policy/draft")]
pub(crate) async fn put(
    request: HttpRequest,
    payload: Payload,
    keys: Data<Keyring>,
    rulebook: Data<Rulebook>,
) -> Result<HttpResponse, Problem> {
    let caller = keys.admin(&request)?;
    let bytes = body::read(&request, payload, body::DOCUMENT).await?;
    let sent: DraftBody = body::typed(&request, &bytes)?;
    let missing = || Problem::wrong(&request, &[WrongField::new("/policy", Wrong::Missing)]);
    let told = Seen {
        base: sent.base_version,
        revision: sent.revision,
    };
    let asked = DraftAsked {
        policy: sent.policy.ok_or_else(missing)?,
        seen: matched(&request)?.unwrap_or(told),
    };
    let done = rulebook.put(&caller, asked, lang(&request)).await;
    let kept = done.map_err(|no| Problem::rules(&request, no))?;
    Ok(tagged(&kept))
}
