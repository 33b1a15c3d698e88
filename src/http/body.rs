//! Reads request bodies: bounded in size and time, JSON in UTF-8.

use std::time::Duration;

use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Bytes, BytesMut, Payload};
use actix_web::{HttpMessage, HttpRequest};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::problem::Problem;
use crate::app::people::WrongField;
use crate::words::{ProblemKind, Wrong};

/// Bytes of a lead at most.
pub(super) const LEAD: usize = 64 * 1024;
/// Bytes of a document (catalogue, rep) at most.
pub(super) const DOCUMENT: usize = 4 * 1024 * 1024;
/// A body that dribbles in holds its connection no longer than this.
const PATIENCE: Duration = Duration::from_secs(15);

/// The same for a bulk, which is some hundred times as large.
const LONG_PATIENCE: Duration = Duration::from_secs(60);

/// A body of JSON, at most `limit` bytes.
pub(super) async fn read(
    request: &HttpRequest,
    payload: Payload,
    limit: usize,
) -> Result<Bytes, Problem> {
    let media = request.content_type();
    let is_json = media.is_empty() || media == "application/json" || media.ends_with("+json");
    if request.headers().contains_key(CONTENT_TYPE) && !is_json {
        let wanted = "application/json";
        return Err(Problem::new(request, ProblemKind::MediaType { wanted }));
    }
    gather(request, payload, limit, PATIENCE).await
}

/// A body of JSON lines, at most `limit` bytes; it has to say that it is one.
pub(super) async fn lines(
    request: &HttpRequest,
    payload: Payload,
    limit: usize,
) -> Result<Bytes, Problem> {
    let wanted = "application/x-ndjson";
    if request.content_type() != wanted {
        return Err(Problem::new(request, ProblemKind::MediaType { wanted }));
    }
    gather(request, payload, limit, LONG_PATIENCE).await
}

async fn gather(
    request: &HttpRequest,
    mut payload: Payload,
    limit: usize,
    patience: Duration,
) -> Result<Bytes, Problem> {
    let mut body = BytesMut::new();
    let gather = async {
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| Problem::new(request, ProblemKind::NotJson))?;
            if body.len() + chunk.len() > limit {
                return Err(Problem::new(request, ProblemKind::TooLarge { limit }));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(())
    };
    match tokio::time::timeout(patience, gather).await {
        Ok(end) => end?,
        Err(_) => return Err(Problem::new(request, ProblemKind::NotJson)),
    }
    Ok(body.freeze())
}

/// The body as JSON.
pub(super) fn json(request: &HttpRequest, body: &[u8]) -> Result<Value, Problem> {
    serde_json::from_slice(body).map_err(|_| Problem::new(request, ProblemKind::NotJson))
}

/// The body as a typed document: what is no JSON and what has wrong fields are told apart.
pub(super) fn typed<T: DeserializeOwned>(request: &HttpRequest, body: &[u8]) -> Result<T, Problem> {
    let value = if body.is_empty() {
        Value::Object(serde_json::Map::new())
    } else {
        json(request, body)?
    };
    serde_json::from_value(value).map_err(|error| {
        // What serde says names fields and kinds, and quotes short values of the
        // sender's own request back to the sender only.
        let wrong = WrongField::new("", Wrong::Form(error.to_string()));
        Problem::wrong(request, &[wrong])
    })
}
