//! `POST /api/v1/leads`: takes one lead; answers when it is durable.

use actix_web::web::{Data, Payload, Query};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, post};
use paidan_domain::understand::validate;
use serde::Deserialize;

use crate::app::intake::Intake;
use crate::app::people::WrongField;
use crate::app::ports::Clock;
use crate::http::auth::Keyring;
use crate::http::problem::Problem;
use crate::http::{body, webhook};
use crate::words::Wrong;

/// `?source=NAME`.
#[derive(Deserialize)]
pub(crate) struct Named {
    pub(super) source: Option<String>,
}

/// Takes one lead.
#[utoipa::path(
    tag = "leads",
    params(
        ("source" = Option<String>, Query, description = "Name of the source, for signed requests"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat safe"),
    ),
    request_body(content_type = "application/json", content = serde_json::Value),
    responses(
        (status = 201, description = "Taken, durable", content_type = "application/json"),
        (status = 200, description = "Repeated (Idempotency-Replayed) or merged"),
        (status = 400, description = "Not JSON"),
        (status = 401, description = "No token or signature"),
        (status = 403, description = "The role may not"),
        (status = 409, description = "Key used with another body"),
        (status = 413, description = "Over 64 KiB"),
        (status = 415, description = "Not application/json"),
        (status = 422, description = "Fields are wrong"),
        (status = 503, description = "Cannot be stored now"),
    ),
    security(("token" = []))
)]
#[post("/api/v1/leads")]
pub(crate) async fn create(
    request: HttpRequest,
    payload: Payload,
    named: Query<Named>,
    keys: Data<Keyring>,
    intake: Data<Intake>,
    clock: Data<dyn Clock>,
) -> Result<HttpResponse, Problem> {
    let bytes = body::read(&request, payload, body::LEAD).await?;
    let source = keys.source(&request, named.source.as_deref(), &bytes, clock.now())?;
    let value = body::json(&request, &bytes)?;
    let said = validate(&value).map_err(|errors| Problem::fields(&request, &errors))?;
    let key = idempotency_key(&request)?;
    let taken = intake
        .take(&source, said, key.map(|key| (key, bytes.to_vec())))
        .await
        .map_err(|failure| Problem::of(&request, failure))?;
    let status = StatusCode::from_u16(taken.status).unwrap_or(StatusCode::OK);
    let mut answer = HttpResponse::build(status);
    answer.content_type("application/json");
    if taken.replayed {
        answer.insert_header(("Idempotency-Replayed", "true"));
    }
    Ok(answer.body(taken.body))
}

/// The sender's key: `Idempotency-Key`, else the id of a signed request.
pub(super) fn idempotency_key(request: &HttpRequest) -> Result<Option<String>, Problem> {
    let wrong = || Problem::wrong(request, &[WrongField::new("", Wrong::IdempotencyKey)]);
    let header = match request.headers().get("idempotency-key") {
        Some(value) => Some(value.to_str().map_err(|_| wrong())?),
        None if webhook::is_signed(request) => webhook::id(request),
        None => None,
    };
    let Some(key) = header.map(str::trim) else {
        return Ok(None);
    };
    let fits = (1..=255).contains(&key.len()) && key.bytes().all(|b| (0x20..0x7f).contains(&b));
    if fits {
        Ok(Some(key.to_owned()))
    } else {
        Err(wrong())
    }
}
