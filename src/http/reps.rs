//! `/api/v1/reps`: who works here.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, get, post, put};
use paidan_domain::ids::StaffId;
use serde::Deserialize;
use serde_json::json;

use super::auth::Keyring;
use super::body;
use super::page;
use super::problem::Problem;
use crate::app::directory::StaffSync;
use crate::app::failure::Failure;
use crate::app::people::{NewRep, Personnel, WrongField};
use crate::words::{ProblemKind, Wrong};

/// Everybody.
#[utoipa::path(
    tag = "reps",
    responses(
        (status = 200, description = "items and next_cursor", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/reps")]
pub(crate) async fn list(
    request: HttpRequest,
    keys: Data<Keyring>,
    personnel: Data<Personnel>,
) -> Result<HttpResponse, Problem> {
    keys.reader(&request)?;
    let items = personnel.all();
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next_cursor": null })))
}

/// One person.
#[utoipa::path(
    tag = "reps",
    params(("staff_id" = String, Path, description = "Staff id")),
    responses(
        (status = 200, description = "The person", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 404, description = "Nobody of that id"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/reps/{staff_id}")]
pub(crate) async fn one(
    request: HttpRequest,
    id: Path<String>,
    keys: Data<Keyring>,
    personnel: Data<Personnel>,
) -> Result<HttpResponse, Problem> {
    let caller = keys.reader(&request)?;
    let id = StaffId::parse(&id).map_err(|_| Problem::new(&request, ProblemKind::NotFound))?;
    let rep = personnel
        .one(&caller, &id)
        .await
        .map_err(|no| Problem::of(&request, no))?;
    Ok(HttpResponse::Ok().json(rep))
}

/// Creates or replaces a person.
#[utoipa::path(
    tag = "reps",
    params(("staff_id" = String, Path, description = "Staff id")),
    request_body(content_type = "application/json", content = serde_json::Value),
    responses(
        (status = 200, description = "Replaced", content_type = "application/json"),
        (status = 201, description = "Created", content_type = "application/json"),
        (status = 400, description = "Not JSON"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 404, description = "Not of your team"),
        (status = 409, description = "Platform id taken"),
        (status = 413, description = "Too large"),
        (status = 415, description = "Not application/json"),
        (status = 422, description = "Fields are wrong"),
        (status = 503, description = "Cannot be stored now"),
    ),
    security(("token" = []))
)]
#[put("/api/v1/reps/{staff_id}")]
pub(crate) async fn put(
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
    keys: Data<Keyring>,
    personnel: Data<Personnel>,
) -> Result<HttpResponse, Problem> {
    let caller = keys.changer(&request)?;
    let id = StaffId::parse(&id).map_err(|_| {
        let field = WrongField::new("", Wrong::StaffId);
        Problem::wrong(&request, &[field])
    })?;
    let bytes = body::read(&request, payload, body::DOCUMENT).await?;
    let new: NewRep = body::typed(&request, &bytes)?;
    let is_new = personnel
        .put(&caller, id.clone(), new)
        .await
        .map_err(|no| Problem::not_put(&request, no))?;
    let rep = personnel
        .one(&caller, &id)
        .await
        .map_err(|no| Problem::of(&request, no))?;
    let mut answer = if is_new {
        HttpResponse::Created()
    } else {
        HttpResponse::Ok()
    };
    Ok(answer.json(rep))
}

/// Who may be looked for by phone.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sought {
    #[serde(default)]
    by_mobile: Vec<String>,
}

/// Compares everybody with the platforms' directories: fills in accounts, marks leavers.
#[utoipa::path(
    tag = "reps",
    description = "Takes `{\"by_mobile\": [staff id, …]}` (optional): whom to look for by phone \
        in WeCom as well, which stops answering for a day after too many misses; three a day are \
        risked. Answers for each platform: `here`, `filled`, `left` (with the numbers of the \
        leads that a leaver owns), `not_found`, `troubles`. Somebody who is merely missing from \
        a directory is never taken for a leaver. May be repeated at any time.",
    request_body(content_type = "application/json", content = serde_json::Value),
    responses(
        (status = 200, description = "What it came to", content_type = "application/json"),
        (status = 400, description = "Not JSON"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 413, description = "Too large"),
        (status = 415, description = "Not application/json"),
        (status = 422, description = "Fields are wrong"),
        (status = 503, description = "The store does not answer"),
    ),
    security(("token" = []))
)]
#[post("/api/v1/reps/sync")]
pub(crate) async fn sync(
    request: HttpRequest,
    payload: Payload,
    keys: Data<Keyring>,
    sync: Data<StaffSync>,
) -> Result<HttpResponse, Problem> {
    keys.admin(&request)?;
    let bytes = body::read(&request, payload, body::DOCUMENT).await?;
    let sought: Sought = body::typed(&request, &bytes)?;
    let mut wrong = Vec::new();
    let mut by_mobile = Vec::new();
    for (at, id) in sought.by_mobile.iter().enumerate() {
        match StaffId::parse(id) {
            Ok(id) => by_mobile.push(id),
            Err(_) => wrong.push(WrongField::new(format!("/by_mobile/{at}"), Wrong::StaffId)),
        }
    }
    let by_mobile =
        page::unless_wrong(by_mobile, wrong).map_err(|wrong| Problem::wrong(&request, &wrong))?;
    let report = sync
        .run(&by_mobile)
        .await
        .map_err(|no| Problem::of(&request, Failure::Store(no)))?;
    Ok(HttpResponse::Ok().json(report.json()))
}
