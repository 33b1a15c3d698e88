//! A name for each request, in its answer and in the log.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use tracing::Instrument;

/// Gives every answer its `x-request-id` and writes one line about it. The line has
/// the route, never the address as it came: links and queries carry signatures.
///
/// # Errors
/// Those of the handler.
pub async fn request_id<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let id = uuid::Uuid::now_v7().to_string();
    let span = tracing::info_span!("request", request.id = %id);
    let method = request.method().clone();
    let begun = std::time::Instant::now();
    let mut answer = next.call(request).instrument(span.clone()).await?;
    let route = answer
        .request()
        .match_pattern()
        .unwrap_or_else(|| "none".to_owned());
    let status = answer.status().as_u16();
    let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::debug!(%method, route, status, duration_ms, "answered"));
    if let Ok(value) = HeaderValue::from_str(&id) {
        answer
            .headers_mut()
            .insert(HeaderName::from_static("x-request-id"), value);
    }
    Ok(answer)
}
