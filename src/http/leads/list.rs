//! `GET /api/v1/leads`.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse, get};
use paidan_domain::ids::{LeadNumber, StaffId};
use paidan_domain::lead::State;
use serde::Deserialize;
use serde_json::json;

use crate::app::lookup::Lookup;
use crate::app::people::WrongField;
use crate::app::ports::LeadFilter;
use crate::http::auth::Keyring;
use crate::http::page;
use crate::http::problem::Problem;
use crate::words::Wrong;

/// What is listed.
#[derive(Deserialize)]
pub(crate) struct Asked {
    state: Option<String>,
    owner: Option<String>,
    cursor: Option<String>,
    limit: Option<String>,
}

/// Leads, newest first.
#[utoipa::path(
    tag = "leads",
    params(
        ("state" = Option<String>, Query, description = "One state, or several with commas"),
        ("owner" = Option<String>, Query, description = "Staff id"),
        ("cursor" = Option<String>, Query, description = "next_cursor of the page before"),
        ("limit" = Option<String>, Query, description = "1 to 200, default 50"),
    ),
    responses(
        (status = 200, description = "items and next_cursor", content_type = "application/json"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 422, description = "A parameter is wrong"),
    ),
    security(("token" = []))
)]
#[get("/api/v1/leads")]
pub(crate) async fn list(
    request: HttpRequest,
    asked: Query<Asked>,
    keys: Data<Keyring>,
    lookup: Data<Lookup>,
) -> Result<HttpResponse, Problem> {
    let caller = keys.reader(&request)?;
    let filter = filter(&asked).map_err(|wrong| Problem::wrong(&request, &wrong))?;
    let (items, next) = lookup
        .leads(&caller, filter)
        .await
        .map_err(|no| Problem::of(&request, no))?;
    Ok(HttpResponse::Ok().json(json!({ "items": items, "next_cursor": next })))
}

fn filter(asked: &Asked) -> Result<LeadFilter, Vec<WrongField>> {
    let mut wrong = Vec::new();
    let mut filter = LeadFilter {
        limit: page::limit(asked.limit.as_deref(), &mut wrong),
        before: page::cursor(asked.cursor.as_deref(), &mut wrong).map(LeadNumber),
        ..LeadFilter::default()
    };
    for name in asked.state.iter().flat_map(|text| text.split(',')) {
        match State::from_name(name.trim()) {
            Some(state) => filter.states.push(state),
            None => wrong.push(WrongField::new("/state", Wrong::State)),
        }
    }
    match asked.owner.as_deref().map(StaffId::parse) {
        Some(Ok(owner)) => filter.owner = Some(owner),
        Some(Err(_)) => wrong.push(WrongField::new("/owner", Wrong::StaffId)),
        None => {}
    }
    page::unless_wrong(filter, wrong)
}
