//! `GET /api/v1/reps/{staff_id}/ledger`: what somebody was due and got, and why.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse, get};
use paidan_domain::ids::StaffId;
use serde::Deserialize;

use super::auth::Keyring;
use super::page;
use super::problem::Problem;
use crate::app::ledger::Ledger;
use crate::app::people::WrongField;
use crate::words::ProblemKind;

/// Which page.
#[derive(Deserialize)]
pub(crate) struct Asked {
    cursor: Option<String>,
    limit: Option<String>,
}

/// A person's accounts of shares, this week's and in all, and what was posted, newest first.
#[utoipa::path(
    tag = "reps",
    params(
        ("staff_id" = String, Path, description = "Staff id"),
        ("cursor" = Option<String>, Query, description = "next_cursor of the page before"),
        ("limit" = Option<String>, Query, description = "1 to 200, default 50"),
    ),
    responses(
        (status = 200, description = "week, total, items and next_cursor", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 404, description = "Nobody of that id, or not of your team"),
        (status = 422, description = "A parameter is wrong"),
        (status = 503, description = "The store does not answer"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/reps/{staff_id}/ledger")]
pub(crate) async fn ledger(
    request: HttpRequest,
    id: Path<String>,
    asked: Query<Asked>,
    keys: Data<Keyring>,
    ledger: Data<Ledger>,
) -> Result<HttpResponse, Problem> {
    let caller = keys.reader(&request)?;
    let id = StaffId::parse(&id).map_err(|_| Problem::new(&request, ProblemKind::NotFound))?;
    let (before, most) = page(&asked).map_err(|wrong| Problem::wrong(&request, &wrong))?;
    let told = ledger
        .of(&caller, &id, before, most)
        .await
        .map_err(|no| Problem::of(&request, no))?;
    Ok(HttpResponse::Ok().json(told))
}

fn page(asked: &Asked) -> Result<(Option<i64>, u32), Vec<WrongField>> {
    let mut wrong = Vec::new();
    let before = page::cursor(asked.cursor.as_deref(), &mut wrong);
    let most = page::limit(asked.limit.as_deref(), &mut wrong);
    page::unless_wrong((before, most), wrong)
}
