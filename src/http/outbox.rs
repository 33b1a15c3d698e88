//! `/api/v1/outbox`: what waits to be sent and why; what was given up, and again.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::auth::Keyring;
use super::page;
use super::problem::Problem;
use crate::app::backlog::Waiting;
use crate::app::failure::Failure;
use crate::app::people::WrongField;
use crate::words::{ProblemKind, Wrong};

/// What is listed.
#[derive(Deserialize)]
pub(crate) struct Asked {
    state: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
}

/// What waits to be sent, oldest first, with why; or what was given up.
#[utoipa::path(
    tag = "operation",
    params(
        ("state" = Option<String>, Query, description = "pending (default) or dead"),
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
#[get("/api/v1/outbox")]
pub(crate) async fn list(
    request: HttpRequest,
    asked: Query<Asked>,
    keys: Data<Keyring>,
    waiting: Data<Waiting>,
) -> Result<HttpResponse, Problem> {
    keys.admin(&request)?;
    let (given_up, after, most) =
        filter(&asked).map_err(|wrong| Problem::wrong(&request, &wrong))?;
    let (items, next) = waiting
        .list(given_up, after, most)
        .await
        .map_err(|no| Problem::of(&request, Failure::Store(no)))?;
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next_cursor": next })))
}

/// Sends something again that was given up.
#[utoipa::path(
    tag = "operation",
    params(("row" = String, Path, description = "Id of the row")),
    responses(
        (status = 204, description = "It is due again"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 404, description = "Nothing of that id was given up"),
        (status = 503, description = "Cannot be stored now"),
    ),
    security(("token" = []))
)]
#[post("/api/v1/outbox/{row}/replay")]
pub(crate) async fn replay(
    request: HttpRequest,
    row: Path<String>,
    keys: Data<Keyring>,
    waiting: Data<Waiting>,
) -> Result<HttpResponse, Problem> {
    keys.admin(&request)?;
    let row = Uuid::try_parse(&row).map_err(|_| Problem::new(&request, ProblemKind::NotFound))?;
    waiting
        .replay(row)
        .await
        .map_err(|no| Problem::of(&request, no))?;
    Ok(HttpResponse::NoContent().finish())
}

fn filter(asked: &Asked) -> Result<(bool, Option<Uuid>, u32), Vec<WrongField>> {
    let mut wrong = Vec::new();
    let given_up = match asked.state.as_deref() {
        None | Some("pending") => false,
        Some("dead") => true,
        Some(_) => {
            wrong.push(WrongField::new("/state", Wrong::State));
            false
        }
    };
    let after = page::cursor(asked.cursor.as_deref(), &mut wrong);
    let most = page::limit(asked.limit.as_deref(), &mut wrong);
    page::unless_wrong((given_up, after, most), wrong)
}
