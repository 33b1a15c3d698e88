//! `GET|POST /callbacks/wecom`: the platform's calls, over HTTP.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::{Data, Payload, ServiceConfig, resource};
use actix_web::{HttpRequest, HttpResponse};

use super::callback::{Callback, Refused};
use crate::app::inbox::{Answer, Desk};
use crate::app::ports::{Clock, Inbound, Reply, StoreError};
use crate::protocol::gather;

/// The platform drops a call after 5 s and delivers it again (document 90930).
const PLATFORM_WAITS: Duration = Duration::from_secs(5);

/// What the endpoint needs.
pub struct Endpoint {
    /// Opens and seals.
    pub callback: Callback,
    /// Takes what people do.
    pub desk: Arc<Desk>,
    /// For freshness.
    pub clock: Arc<dyn Clock>,
}

/// Adds the routes; with and without a slash at the end, since proxies add one.
pub fn endpoint(endpoint: &Data<Endpoint>, config: &mut ServiceConfig) {
    for path in ["/callbacks/wecom", "/callbacks/wecom/"] {
        config.service(
            resource(path)
                .app_data(endpoint.clone())
                .route(actix_web::web::get().to(verify))
                .route(actix_web::web::post().to(receive)),
        );
    }
}

/// The URL check: the decrypted text alone, nothing around it.
async fn verify(request: HttpRequest, endpoint: Data<Endpoint>) -> HttpResponse {
    match endpoint.callback.verify_url(request.query_string()) {
        Ok(plain) => HttpResponse::Ok().content_type("text/plain").body(plain),
        Err(refused) => refuse(refused),
    }
}

async fn receive(request: HttpRequest, payload: Payload, endpoint: Data<Endpoint>) -> HttpResponse {
    let begun = std::time::Instant::now();
    let answer = match gather(payload, PLATFORM_WAITS).await {
        Some(body) => handle(&request, &body, &endpoint).await,
        None => refuse(Refused::Envelope),
    };
    metrics::histogram!("paidan_callback_seconds", "platform" => "wecom")
        .record(begun.elapsed().as_secs_f64());
    answer
}

async fn handle(request: &HttpRequest, body: &[u8], endpoint: &Endpoint) -> HttpResponse {
    let now = endpoint.clock.now().0 / 1_000_000;
    let inbound = match endpoint.callback.open(request.query_string(), body, now) {
        Ok(inbound) => inbound,
        Err(refused) => return refuse(refused),
    };
    let user = inbound.user.clone();
    match store_within_the_wait(endpoint, inbound).await {
        Ok(reply) => answer(endpoint, &user, &reply),
        Err(error) => {
            // By now the platform has hung up and will deliver it again; a status
            // in time would have told it not to.
            tracing::error!(%error, "a callback could not be stored");
            HttpResponse::ServiceUnavailable().finish()
        }
    }
}

/// Tries to make the act durable for as long as the platform waits.
async fn store_within_the_wait(endpoint: &Endpoint, inbound: Inbound) -> Result<Reply, StoreError> {
    let begun = tokio::time::Instant::now();
    loop {
        match endpoint
            .desk
            .receive(inbound.clone(), Answer::ChangesCard)
            .await
        {
            Ok(reply) => return Ok(reply),
            Err(error) if begun.elapsed() > PLATFORM_WAITS + Duration::from_millis(500) => {
                return Err(error);
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(250)).await,
        }
    }
}

fn answer(endpoint: &Endpoint, user: &str, reply: &Reply) -> HttpResponse {
    let now = endpoint.clock.now().0 / 1_000_000;
    match endpoint.callback.reply(user, reply, now) {
        Some(xml) => HttpResponse::Ok()
            .content_type("application/xml; charset=utf-8")
            .body(xml),
        None => HttpResponse::Ok().finish(),
    }
}

/// The same for every failure: nothing says which check it was.
fn refuse(refused: Refused) -> HttpResponse {
    tracing::warn!(code = refused.code(), why = %refused, "security: a callback was refused");
    HttpResponse::Forbidden().finish()
}
