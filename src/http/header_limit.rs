//! Headers of more than 16 KiB are refused; the server's own buffer is larger and fixed.

use actix_web::HttpResponse;
use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;

/// Bytes of all header names and values together.
const LIMIT: usize = 16 * 1024;

/// Answers 431 to a request whose headers are too large.
///
/// # Errors
/// Those of the handler.
pub async fn header_limit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let size: usize = request
        .headers()
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    if size > LIMIT {
        let answer = HttpResponse::build(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE).finish();
        return Ok(request.into_response(answer).map_into_right_body());
    }
    Ok(next.call(request).await?.map_into_left_body())
}
