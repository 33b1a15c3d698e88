//! Keeps other web sites, open in the same browser, from pressing buttons here.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HOST, ORIGIN};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};
use serde_json::json;

/// Refuses a change whose `Origin`, where a browser sends one, is not the address it came to.
pub async fn own_pages_only(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.method() == Method::GET || is_own(&request) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let refusal = json!({"error": "this page may not change the sandbox"});
    Ok(request.into_response(HttpResponse::Forbidden().json(refusal)))
}

fn is_own(request: &ServiceRequest) -> bool {
    let text = |name| request.headers().get(name).map(|value| value.to_str().ok());
    match (text(ORIGIN), text(HOST)) {
        (None, _) => true,
        (Some(Some(origin)), Some(Some(host))) => {
            origin.split_once("://").is_some_and(|(_, own)| own == host)
        }
        _ => false,
    }
}
