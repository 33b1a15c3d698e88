//! The planted faults as a call meets them, and the entry of each call in the log.

use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, ResponseError, web};

use super::answer::Outcome;
use super::errcode;
use super::platform::Platform;
use crate::sandbox::call_log::Call;
use crate::sandbox::cut;

/// Lets a call through the faults of the moment.
///
/// The delay is spent half before and half after the work, so that a caller who gives up cannot
/// know whether it was done. An answer is lost only for calls that change something.
pub async fn weather(
    platform: web::Data<Platform>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let api = request.path().trim_start_matches("/cgi-bin/").to_owned();
    let changes = request.method() == Method::POST;
    let faults = platform.read(|state| state.faults.clone());

    if faults.down {
        note(&platform, api, None, Some("down"));
        let answer = HttpResponse::ServiceUnavailable().body("down");
        return Ok(request.into_response(answer));
    }
    let half = Duration::from_millis(faults.slow_ms / 2);
    tokio::time::sleep(half).await;
    if faults.throttle && api != "gettoken" {
        let answer = errcode::throttled().error_response();
        let outcome = answer.extensions().get::<Outcome>().cloned();
        note(&platform, api, outcome, Some("throttle"));
        return Ok(request.into_response(answer));
    }
    let answer = next.call(request).await?.map_into_boxed_body();
    let outcome = answer.response().extensions().get::<Outcome>().cloned();
    tokio::time::sleep(half).await;
    let lost = faults.lose_answer && changes;
    if lost {
        cut::connection_of(answer.request());
    }
    note(&platform, api, outcome, lost.then_some("lose_answer"));
    Ok(answer)
}

fn note(platform: &Platform, api: String, outcome: Option<Outcome>, fault: Option<&'static str>) {
    let (errcode, task_id) = outcome.map_or((None, None), |o| (Some(o.errcode), o.task_id));
    platform.log_call(Call {
        api,
        errcode,
        task_id,
        fault,
        ..Call::default()
    });
}
