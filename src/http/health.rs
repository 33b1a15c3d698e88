//! `/healthz`, `/readyz`, `/metrics`.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::web::Data;
use actix_web::{HttpResponse, get};
use metrics_exporter_prometheus::PrometheusHandle;
use paidan_domain::people::Platform;
use serde_json::{Value, json};

use crate::app::deliver::Channel;
use crate::app::ports::{Backlog, Clock, Connections, Reads, Tally};
use crate::words;

/// What health is judged by.
pub struct Probe {
    /// The store.
    pub reads: Arc<dyn Reads>,
    /// What waits.
    pub backlog: Arc<dyn Backlog>,
    /// The platforms.
    pub channels: HashMap<Platform, Arc<Channel>>,
    /// The connections that we keep to a platform, where there are any.
    pub connections: HashMap<Platform, Arc<dyn Connections>>,
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
        let mut told = health(channel);
        if let Some(connections) = probe.connections.get(platform) {
            told["connections"] = json!(connections.up());
            told["trouble"] = json!(connections.trouble());
        }
        platforms.insert(platform.name().to_owned(), told);
    }
    let store = probe.reads.ping().await;
    let stopping = probe.stopping.load(Ordering::Relaxed);
    match store {
        Ok(()) if !stopping => {
            let tally = probe.backlog.tally().await.unwrap_or_default();
            HttpResponse::Ok().json(json!({
                "status": "ready",
                "store": "ok",
                "platforms": platforms,
                "outbox": probe.outbox(&tally),
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

impl Probe {
    /// How long the oldest row has waited.
    fn age(&self, tally: &Tally) -> Duration {
        let now = self.clock.now();
        tally.oldest.map_or(Duration::ZERO, |made| now.since(made))
    }

    /// What waits and why; the rows themselves are at `/api/v1/outbox`.
    fn outbox(&self, tally: &Tally) -> Value {
        let waits = tally.why.iter().map(|(why, count)| {
            json!({ "why": why, "text": words::parked(why.as_deref(), false), "count": count })
        });
        json!({
            "pending": tally.pending,
            "oldest_seconds": self.age(tally).as_secs(),
            "waits": waits.collect::<Vec<_>>(),
            "given_up": tally.dead,
        })
    }
}

fn health(channel: &Channel) -> Value {
    let state = channel.state();
    let mut told = match (state.open, state.paused) {
        (true, _) => json!({ "status": "away", "failures": state.failures }),
        (false, Some((_, why))) => json!({ "status": "paused", "why": why }),
        (false, None) => json!({ "status": "ok" }),
    };
    if let Some(quota) = channel.quota() {
        told["quota"] = quota.shown();
    }
    told
}

/// Figures for Prometheus.
#[utoipa::path(
    tag = "operation",
    responses((status = 200, description = "Prometheus text", content_type = "text/plain"))
)]
#[get("/metrics")]
pub(crate) async fn metrics(probe: Data<Probe>) -> HttpResponse {
    if let Ok(tally) = probe.backlog.tally().await {
        let figure = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        ::metrics::gauge!("paidan_outbox_oldest_seconds").set(probe.age(&tally).as_secs_f64());
        ::metrics::gauge!("paidan_outbox_pending").set(figure(tally.pending));
        ::metrics::gauge!("paidan_outbox_dead").set(figure(tally.dead));
    }
    if let Ok(states) = probe.reads.open_leads().await {
        for (state, count) in states {
            let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
            ::metrics::gauge!("paidan_open_leads", "state" => state.name()).set(count);
        }
    }
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(probe.metrics.render())
}
