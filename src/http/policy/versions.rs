//! `/api/v1/policy/versions`: what is or was in force.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse, get};
use serde::Deserialize;
use serde_json::json;

use crate::app::people::WrongField;
use crate::app::policy::Rulebook;
use crate::http::auth::Keyring;
use crate::http::page;
use crate::http::problem::{Problem, lang};
use crate::words::ProblemKind;

/// Which page.
#[derive(Deserialize)]
pub(crate) struct Paged {
    cursor: Option<String>,
    limit: Option<String>,
}

/// The versions of the rules, the newest first, with what each changed.
#[utoipa::path(
    tag = "policy",
    params(
        ("cursor" = Option<String>, Query, description = "next_cursor of the page before"),
        ("limit" = Option<String>, Query, description = "1 to 200, default 50"),
    ),
    responses(
        (status = 200, description = "items and next_cursor", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 422, description = "A parameter is wrong"),
        (status = 503, description = "The store does not answer"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/policy/versions")]
pub(crate) async fn list(
    request: HttpRequest,
    paged: Query<Paged>,
    keys: Data<Keyring>,
    rulebook: Data<Rulebook>,
) -> Result<HttpResponse, Problem> {
    keys.reader(&request)?;
    let (before, most) = page(&paged).map_err(|wrong| Problem::wrong(&request, &wrong))?;
    let done = rulebook.versions(before, most, lang(&request)).await;
    let (items, next) = done.map_err(|no| Problem::rules(&request, no))?;
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next_cursor": next })))
}

/// One version, whole.
#[utoipa::path(
    tag = "policy",
    params(("version" = String, Path, description = "Number of the version")),
    responses(
        (status = 200, description = "policy, with version, at, by, comment, sentences, changes", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 404, description = "No such version"),
        (status = 503, description = "The store does not answer"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/policy/versions/{version}")]
pub(crate) async fn one(
    request: HttpRequest,
    path: Path<String>,
    keys: Data<Keyring>,
    rulebook: Data<Rulebook>,
) -> Result<HttpResponse, Problem> {
    keys.reader(&request)?;
    let number = number(&request, &path)?;
    let done = rulebook.version(number, lang(&request)).await;
    let told = done.map_err(|no| Problem::rules(&request, no))?;
    Ok(HttpResponse::Ok().json(told))
}

/// The version that a path names; what is no number names none.
pub(super) fn number(request: &HttpRequest, path: &str) -> Result<u32, Problem> {
    let none = || Problem::new(request, ProblemKind::NotFound);
    path.parse().map_err(|_| none())
}

fn page(paged: &Paged) -> Result<(Option<u32>, u32), Vec<WrongField>> {
    let mut wrong = Vec::new();
    let before = page::cursor(paged.cursor.as_deref(), &mut wrong);
    let most = page::limit(paged.limit.as_deref(), &mut wrong);
    page::unless_wrong((before, most), wrong)
}
