//! `/healthz`, `/readyz`, `/metrics`.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use metrics_exporter_prometheus::PrometheusHandle;
use paidan_domain::people::Platform;
use serde_json::{Value, json};

use crate::app::deliver::Channel;
use crate::app::ports::{Clock, Outbox, Reads};

/// What health is judged by.
pub struct Probe {
    /// The store.
    pub reads: Arc<dyn Reads>,
    /// What waits.
    pub outbox: Arc<dyn Outbox>,
    /// The platforms.
    pub channels: HashMap<Platform, Arc<Channel>>,
    /// For ages.
    pub clock: Arc<dyn Clock>,
    /// Set once the service is told to stop.
    pub stopping: Arc<AtomicBool>,
    /// What was counted.
    pub metrics: PrometheusHandle,
}

/// The process lives.
#[utoipa::path(tag = "operation", responses((status = 200, description = "Alive")))]
#[get("/healthz")]
pub(crate) async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "ok" }))
}

/// Leads can be taken. Only what stops intake is a 503; a platform that is away is
/// named, with 200.
#[utoipa::path(
    tag = "operation",
    responses(
        (status = 200, description = "Ready", content_type = "application/json"),
        (status = 503, description = "Intake is stopped", content_type = "application/json"),
    )
)]
#[get("/readyz")]
pub(crate) async fn readyz(probe: Data<Probe>) -> HttpResponse {
    let mut platforms = serde_json::Map::new();
    for (platform, channel) in &probe.channels {
        platforms.insert(platform.name().to_owned(), health(channel));
    }
    let store = probe.reads.ping().await;
    let stopping = probe.stopping.load(Ordering::Relaxed);
    match store {
        Ok(()) if !stopping => {
            let waiting = probe.outbox.waiting().await.unwrap_or_default();
            HttpResponse::Ok().json(json!({
                "status": "ready",
                "store": "ok",
                "platforms": platforms,
                "outbox": { "pending": waiting.count },
            }))
        }
        end => {
            tracing::warn!(stopping, store = end.is_ok(), "not ready");
            HttpResponse::ServiceUnavailable()
                .insert_header(("Retry-After", "1"))
                .json(json!({
                    "status": "not ready",
                    "store": if end.is_ok() { "ok" } else { "away" },
                "stopping": stopping,
                    "platforms": platforms,
                }))
        }
    }
}

fn health(channel: &Channel) -> Value {
    let state = channel.state();
    match (state.open, state.paused) {
        (true, _) => json!({ "status": "away", "failures": state.failures }),
        (false, Some((_, why))) => json!({ "status": "paused", "why": why }),
        (false, None) => json!({ "status": "ok" }),
    }
}

/// Figures for Prometheus.
#[utoipa::path(
    tag = "operation",
    responses((status = 200, description = "Prometheus text", content_type = "text/plain"))
)]
#[get("/metrics")]
pub(crate) async fn metrics(probe: Data<Probe>) -> HttpResponse {
    if let Ok(waiting) = probe.outbox.waiting().await {
        let age = waiting
            .oldest
            .map_or(0.0, |made| probe.clock.now().since(made).as_secs_f64());
        ::metrics::gauge!("paidan_outbox_oldest_seconds").set(age);
        let count = u32::try_from(waiting.count).unwrap_or(u32::MAX);
        ::metrics::gauge!("paidan_outbox_pending").set(f64::from(count));
    }
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(probe.metrics.render())
}
