//! `GET /api/v1/leads/{id}`.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse, get};

use super::lead_ref;
use crate::app::lookup::Lookup;
use crate::http::auth::Keyring;
use crate::http::problem::Problem;

/// One lead; the contact as far as the caller may see it.
#[utoipa::path(
    tag = "leads",
    params(("id" = String, Path, description = "Id or number")),
    responses(
        (status = 200, description = "The lead", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 404, description = "Not there or not yours"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/leads/{id}")]
pub(crate) async fn one(
    request: HttpRequest,
    id: Path<String>,
    keys: Data<Keyring>,
    lookup: Data<Lookup>,
) -> Result<HttpResponse, Problem> {
    let caller = keys.reader(&request)?;
    let lead = lead_ref(&request, &id)?;
    let lead = lookup
        .lead(&caller, lead)
        .await
        .map_err(|no| Problem::of(&request, no))?;
    Ok(HttpResponse::Ok().json(lead))
}
