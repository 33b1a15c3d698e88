//! `GET /connect?ticket=`: the WebSocket itself (§6.2, §6.4).

use std::time::Duration;

use actix_web::web::{Data, Payload};
use actix_web::{Error, HttpRequest, HttpResponse};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, Session};
use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;

use super::frame::Frame;
use super::gate::from_query;
use super::gateway::{Ack, Order};
use super::platform::Platform;
use crate::sandbox::call_log::Call;
use crate::sandbox::cut::{self, Cutter};

/// How often a connection is asked whether it has to close.
const LOOK: Duration = Duration::from_millis(250);
/// Looks between two pings: 20 s.
const LOOKS_A_PING: u32 = 80;
/// Bytes of one message of the service.
const LARGEST: usize = 1 << 20;

/// Opens it when the ticket is good: within 90 s, and once.
pub async fn connect(
    request: HttpRequest,
    platform: Data<Platform>,
    payload: Payload,
) -> Result<HttpResponse, Error> {
    let ticket = from_query(request.query_string(), "ticket").unwrap_or_default();
    let down = platform.faults().down || platform.read(|state| state.gateway.down);
    let refuse = |status: u16| {
        log(&platform, status);
        let status = actix_web::http::StatusCode::from_u16(status).unwrap_or_default();
        Ok(HttpResponse::build(status).finish())
    };
    if down {
        return refuse(503);
    }
    let (answer, session, stream) = actix_ws::handle(&request, payload)?;
    let opened = platform.change(|state, now| state.gateway.connect(&ticket, now));
    let Some((id, orders)) = opened else {
        return refuse(401);
    };
    log(&platform, 101);
    let socket = Socket {
        id,
        session,
        platform: platform.clone(),
        cutter: cut::cutter_of(&request),
        frozen: false,
    };
    let stream = stream
        .max_frame_size(LARGEST)
        .aggregate_continuations()
        .max_continuation_size(LARGEST);
    actix_web::rt::spawn(socket.run(stream, orders));
    Ok(answer)
}

fn log(platform: &Platform, status: u16) {
    platform.log_call(Call {
        api: "GET /connect".to_owned(),
        status: Some(status),
        counted: Some(false),
        ..Call::default()
    });
}

struct Socket {
    id: String,
    session: Session,
    platform: Data<Platform>,
    cutter: Cutter,
    frozen: bool,
}

/// The connection has ended.
struct Ended;

impl Socket {
    async fn run(
        mut self,
        mut stream: AggregatedMessageStream,
        mut orders: UnboundedReceiver<Order>,
    ) {
        let mut looks = tokio::time::interval(LOOK);
        let mut looked = 0;
        let mut going = self.send(&Frame::registered()).await;
        while going.is_ok() {
            going = tokio::select! {
                order = orders.recv() => match order {
                    Some(order) => self.obey(order).await,
                    None => Err(Ended),
                },
                message = stream.recv() => match message {
                    Some(Ok(message)) => self.hear(message).await,
                    _ => Err(Ended),
                },
                _ = looks.tick() => {
                    looked += 1;
                    self.look(looked).await
                }
            };
        }
        self.platform
            .change(|state, _| state.gateway.gone(&self.id));
        // Closing twice is no harm.
        let _ = self.session.close(None).await;
    }

    async fn obey(&mut self, order: Order) -> Result<(), Ended> {
        match order {
            Order::Text(_) if self.frozen => Ok(()),
            Order::Text(text) => self.session.text(text).await.map_err(|_| Ended),
            Order::Close => self.close().await,
            Order::Cut => {
                self.cutter.cut();
                Err(Ended)
            }
            Order::Freeze => {
                self.frozen = true;
                Ok(())
            }
        }
    }

    async fn hear(&mut self, message: AggregatedMessage) -> Result<(), Ended> {
        match message {
            AggregatedMessage::Close(_) => Err(Ended),
            _ if self.frozen => Ok(()),
            AggregatedMessage::Ping(bytes) => self.session.pong(&bytes).await.map_err(|_| Ended),
            AggregatedMessage::Text(text) => {
                self.take_ack(&text);
                Ok(())
            }
            AggregatedMessage::Pong(_) | AggregatedMessage::Binary(_) => Ok(()),
        }
    }

    async fn look(&mut self, looked: u32) -> Result<(), Ended> {
        let now = self.platform.now();
        let due = self.platform.read(|state| {
            let mut all = state.gateway.connections().iter();
            let own = all.find(|connection| connection.id == self.id);
            own.and_then(|connection| connection.closes_at)
        });
        if due.is_some_and(|due| due <= now) {
            return self.close().await;
        }
        if self.frozen || !looked.is_multiple_of(LOOKS_A_PING) {
            return Ok(());
        }
        self.session.ping(b"").await.map_err(|_| Ended)?;
        self.send(&Frame::ping()).await
    }

    async fn send(&mut self, frame: &Frame) -> Result<(), Ended> {
        let text = frame.text(&self.id, self.platform.now());
        self.session.text(text).await.map_err(|_| Ended)
    }

    async fn close(&mut self) -> Result<(), Ended> {
        let reason = CloseReason {
            code: CloseCode::Normal,
            description: None,
        };
        // Who is gone already needs no farewell.
        let _ = self.session.clone().close(Some(reason)).await;
        Err(Ended)
    }

    /// An ack names the message; its `data` is JSON in a text.
    fn take_ack(&self, text: &str) {
        let Ok(ack) = serde_json::from_str::<Value>(text) else {
            tracing::warn!("the service sent a text that is no frame");
            return;
        };
        let id = ack["headers"]["messageId"].as_str().unwrap_or_default();
        let data = ack["data"].as_str().unwrap_or_default();
        let heard = Ack {
            code: ack["code"].as_i64().unwrap_or_default(),
            data: serde_json::from_str(data).unwrap_or_default(),
        };
        self.platform
            .note(|state, _| state.gateway.acked(id, heard));
    }
}
