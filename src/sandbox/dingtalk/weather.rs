//! The planted faults as a call meets them, and the entry of each call in the log.

use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, ResponseError, web};

use super::answer::Outcome;
use super::gate::Counted;
use super::platform::Platform;
use super::trouble::Trouble;
use crate::sandbox::call_log::Call;
use crate::sandbox::cut;

/// Lets a call through the faults of the moment.
///
/// The delay is spent half before and half after the work, so that a caller who gives up cannot
/// know whether it was done. An answer is lost, and a call throttled, only where something is
/// changed; token and ticket can always be had.
pub async fn weather(
    platform: web::Data<Platform>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let path = request.path().to_owned();
    let way_in = ["/v1.0/oauth2/", "/v1.0/gateway/"];
    let way_in = way_in.iter().any(|start| path.starts_with(start));
    let changes = request.method() != Method::GET && !way_in;
    let mut call = Call {
        api: format!("{} {path}", request.method()),
        counted: Some(false),
        ..Call::default()
    };
    let host = request.connection_info().host().to_owned();
    if platform.read(|state| state.host != host) {
        platform.note(|state, _| state.host = host);
    }
    let faults = platform.faults();
    if faults.down {
        (call.status, call.fault) = (Some(503), Some("down"));
        platform.log_call(call);
        let answer = HttpResponse::ServiceUnavailable().body("down");
        return Ok(request.into_response(answer));
    }
    let half = Duration::from_millis(faults.slow_ms / 2);
    tokio::time::sleep(half).await;
    if faults.throttle && changes {
        let refusal = match path.starts_with("/v1.0/") {
            true => Trouble::TooFast.on_new_api(),
            false => Trouble::TooFast.on_old_api(),
        };
        call.fault = Some("throttle");
        call.code = Some(refusal.to_string());
        let answer = refusal.error_response();
        call.status = Some(answer.status().as_u16());
        platform.log_call(call);
        return Ok(request.into_response(answer));
    }
    let answer = next.call(request).await?.map_into_boxed_body();
    tokio::time::sleep(half).await;
    if faults.lose_answer && changes {
        cut::connection_of(answer.request());
        call.fault = Some("lose_answer");
    }
    let during = answer.request().extensions().get::<DuringPress>().is_some();
    if during && call.fault.is_none() {
        call.fault = Some("during_press");
    }
    call.counted = Some(answer.request().extensions().get::<Counted>().is_some());
    call.status = Some(answer.status().as_u16());
    if let Some(outcome) = answer.response().extensions().get::<Outcome>() {
        call.code.clone_from(&outcome.code);
        call.task_id.clone_from(&outcome.card);
    }
    platform.log_call(call);
    Ok(answer)
}

/// Left in a request's extensions when it changed a card while a press of it was open (§5.5).
pub struct DuringPress;
