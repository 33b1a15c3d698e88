//! `/api/v1/catalogue`: the product catalogue.

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, get, put};
use paidan_domain::catalogue::Category;

use super::auth::Keyring;
use super::body;
use super::problem::Problem;
use crate::app::people::Personnel;

/// The catalogue as it was put.
#[utoipa::path(
    tag = "catalogue",
    responses(
        (status = 200, description = "Categories", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/catalogue")]
pub(crate) async fn get(
    request: HttpRequest,
    keys: Data<Keyring>,
    personnel: Data<Personnel>,
) -> Result<HttpResponse, Problem> {
    keys.reader(&request)?;
    let categories = personnel
        .catalogue()
        .await
        .map_err(|no| Problem::of(&request, no))?;
    Ok(HttpResponse::Ok().json(categories))
}

/// Replaces the catalogue.
#[utoipa::path(
    tag = "catalogue",
    request_body(content_type = "application/json", content = serde_json::Value),
    responses(
        (status = 200, description = "Replaced", content_type = "application/json"),
        (status = 400, description = "Not JSON"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 413, description = "Too large"),
        (status = 415, description = "Not application/json"),
        (status = 422, description = "Categories are wrong"),
        (status = 503, description = "Cannot be stored now"),
    ),
    security(("token" = []))
)]
#[put("/api/v1/catalogue")]
pub(crate) async fn put(
    request: HttpRequest,
    payload: Payload,
    keys: Data<Keyring>,
    personnel: Data<Personnel>,
) -> Result<HttpResponse, Problem> {
    let caller = keys.admin(&request)?;
    let bytes = body::read(&request, payload, body::DOCUMENT).await?;
    let categories: Vec<Category> = body::typed(&request, &bytes)?;
    personnel
        .put_catalogue(&caller, categories.clone())
        .await
        .map_err(|no| Problem::not_put(&request, no))?;
    Ok(HttpResponse::Ok().json(categories))
}
