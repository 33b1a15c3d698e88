//! `GET /api/v1/leads/{id}/explanation`.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse, get};

use paidan_domain::ids::StaffId;
use serde::Deserialize;

use super::lead_ref;
use crate::app::failure::Failure;
use crate::app::lookup::Lookup;
use crate::http::auth::Keyring;
use crate::http::problem::Problem;

/// What is asked of the decision.
#[derive(Deserialize)]
pub(crate) struct Asked {
    rep: Option<String>,
}

/// Why it went where it went.
#[utoipa::path(
    tag = "leads",
    params(
        ("id" = String, Path, description = "Id or number"),
        ("rep" = Option<String>, Query, description = "Why this one rep was or was not chosen; as of now when it was not stored"),
    ),
    responses(
        (status = 200, description = "The decision", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 404, description = "Not there, not yours, or never matched"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/leads/{id}/explanation")]
pub(crate) async fn explanation(
    request: HttpRequest,
    id: Path<String>,
    keys: Data<Keyring>,
    lookup: Data<Lookup>,
    asked: Query<Asked>,
) -> Result<HttpResponse, Problem> {
    let caller = keys.reader(&request)?;
    let lead = lead_ref(&request, &id)?;
    let why = match &asked.rep {
        None => lookup.explanation(&caller, lead).await,
        Some(rep) => match StaffId::parse(rep) {
            Ok(rep) => lookup.why(&caller, lead, &rep).await,
            Err(_) => Err(Failure::NotFound),
        },
    };
    let why = why.map_err(|no| Problem::of(&request, no))?;
    Ok(HttpResponse::Ok().json(why))
}
