//! `POST /callbacks/dingtalk/robot|card|events`: the platform's calls in HTTP mode.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::web::{self, Data, Payload, ServiceConfig, resource};
use actix_web::{HttpRequest, HttpResponse};
use secrecy::SecretString;

use super::click::{self, Click};
use super::events::Events;
use super::reception::Reception;
use super::robot;
use super::signed::Refused;
use crate::protocol::gather;

/// Where presses of cards come.
pub const CARD_PATH: &str = "/callbacks/dingtalk/card";
/// How long a body may take; a press must be answered within 2 s.
const BODY_WITHIN: Duration = Duration::from_secs(2);

/// What the endpoint needs.
pub struct Endpoint {
    /// Keeps, decides, answers.
    pub reception: Arc<Reception>,
    /// Opens events and seals the answer to them.
    pub events: Events,
    /// Signs what comes to the robot.
    pub client_secret: SecretString,
    /// Signs presses on cards.
    pub card_secret: SecretString,
}

/// Adds the routes; with and without a slash at the end, since proxies add one.
pub fn endpoint(endpoint: &Data<Endpoint>, config: &mut ServiceConfig) {
    let mut add = |path: &str, route: fn() -> actix_web::Route| {
        for path in [path.to_owned(), format!("{path}/")] {
            let one = resource(path).app_data(endpoint.clone()).route(route());
            config.service(one);
        }
    };
    add("/callbacks/dingtalk/robot", || web::post().to(robot));
    add(CARD_PATH, || web::post().to(card));
    add("/callbacks/dingtalk/events", || web::post().to(events));
}

async fn robot(request: HttpRequest, body: Payload, endpoint: Data<Endpoint>) -> HttpResponse {
    let begun = std::time::Instant::now();
    let answer = take_message(&request, body, &endpoint).await;
    told(begun, answer)
}

async fn take_message(
    request: &HttpRequest,
    body: Payload,
    endpoint: &Endpoint,
) -> Result<HttpResponse, StatusCode> {
    let header = |name| one_header(request, name);
    let (at, sign) = (header("timestamp"), header("sign"));
    robot::check(&endpoint.client_secret, at, sign, now_ms(endpoint)).map_err(forbidden)?;
    let body = gather(body, BODY_WITHIN)
        .await
        .ok_or(StatusCode::BAD_REQUEST)?;
    let heard = robot::read(&body).map_err(forbidden)?;
    // Unanswered it may come again; its answer goes another way.
    let kept = endpoint.reception.heard(heard).await;
    kept.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    Ok(HttpResponse::Ok().json(serde_json::json!({})))
}

async fn card(request: HttpRequest, body: Payload, endpoint: Data<Endpoint>) -> HttpResponse {
    let begun = std::time::Instant::now();
    let answer = take_press(&request, body, &endpoint).await;
    told(begun, answer)
}

async fn take_press(
    request: &HttpRequest,
    body: Payload,
    endpoint: &Endpoint,
) -> Result<HttpResponse, StatusCode> {
    let header = |name| one_header(request, name);
    let at = header("x-ddpaas-signature-timestamp");
    let sign = header("x-ddpaas-signature");
    click::check(&endpoint.card_secret, at, sign, now_ms(endpoint)).map_err(forbidden)?;
    let body = gather(body, BODY_WITHIN)
        .await
        .ok_or(StatusCode::BAD_REQUEST)?;
    let click = Click::read(&body).map_err(forbidden)?;
    // What could not be stored changes nothing on the card, and is pressed again.
    let changes = endpoint.reception.clicked(&click).await;
    Ok(HttpResponse::Ok().json(changes.unwrap_or_else(|_| serde_json::json!({}))))
}

async fn events(request: HttpRequest, body: Payload, endpoint: Data<Endpoint>) -> HttpResponse {
    let begun = std::time::Instant::now();
    let answer = take_event(&request, body, &endpoint).await;
    told(begun, answer)
}

async fn take_event(
    request: &HttpRequest,
    body: Payload,
    endpoint: &Endpoint,
) -> Result<HttpResponse, StatusCode> {
    let body = gather(body, BODY_WITHIN)
        .await
        .ok_or(StatusCode::BAD_REQUEST)?;
    let now = now_ms(endpoint);
    let opened = endpoint.events.open(request.query_string(), &body, now);
    let (opened, event) = opened.map_err(|refused| {
        tracing::warn!(why = %refused, "security: an event was refused");
        StatusCode::FORBIDDEN
    })?;
    let kept = endpoint.reception.happened(&event).await;
    kept.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let body = endpoint.events.success(&opened, now);
    let mut answer = HttpResponse::Ok();
    Ok(answer.content_type("application/json").body(body))
}

fn now_ms(endpoint: &Endpoint) -> i64 {
    endpoint.reception.clock.now().0 / 1000
}

/// A header that came once; twice it is nobody's.
fn one_header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    let mut all = request.headers().get_all(name);
    let first = all.next()?;
    if all.next().is_some() {
        return None;
    }
    first.to_str().ok()
}

/// The same for every failure of one kind: nothing says which check it was.
fn forbidden(refused: Refused) -> StatusCode {
    tracing::warn!(why = %refused, "security: a callback was refused");
    match refused {
        Refused::Body => StatusCode::BAD_REQUEST,
        _ => StatusCode::FORBIDDEN,
    }
}

fn told(begun: std::time::Instant, answer: Result<HttpResponse, StatusCode>) -> HttpResponse {
    metrics::histogram!("paidan_callback_seconds", "platform" => "dingtalk")
        .record(begun.elapsed().as_secs_f64());
    answer.unwrap_or_else(|status| HttpResponse::build(status).finish())
}
