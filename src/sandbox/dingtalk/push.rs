//! Pushing to the service what people do: over the WebSocket or over HTTP, again where the
//! platform would try again; `protocols/dingtalk.md` §6.3 and §12.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::card::Callback;
use super::frame::{self, Frame};
use super::gateway::Ack;
use super::http_push::{CARD_PATIENCE, HttpPush};
use super::platform::Platform;
use crate::sandbox::DingtalkMode;
use crate::sandbox::call_log::{Call, DeliveryNote};

/// A robot message that was not acknowledged comes again, as users saw.
const ROBOT_AGAIN: Duration = Duration::from_secs(60);
const ROBOT_DELIVERIES: u32 = 3;
/// An event that was not acknowledged, or put off by `LATER`.
const EVENT_AGAIN: Duration = Duration::from_secs(3);
const EVENT_DELIVERIES: u32 = 200;

/// How a push ended.
#[derive(Debug, Clone, Serialize)]
pub struct Pushed {
    /// How often it was delivered.
    pub deliveries: u32,
    /// HTTP status or the code of the ack; none when nobody answered.
    pub status: Option<u16>,
    /// What became of the answer.
    pub reply: String,
    /// Milliseconds until the answer.
    pub ack_ms: Option<u64>,
}

/// What is pushed and by whom it was caused, for the log.
#[derive(Debug, Clone)]
pub struct Cause {
    /// `robot`, `card` or the type of the event.
    pub event: String,
    /// Who did it.
    pub userid: String,
    /// Whether it took one of the month's messages.
    pub counted: bool,
}

/// An event in both of its forms (§3.4).
pub struct Event {
    /// What goes over HTTP.
    pub message: Value,
    /// What goes over the WebSocket.
    pub frame: Frame,
}

/// The sender.
pub struct Pusher {
    platform: Arc<Platform>,
    http: HttpPush,
    runtime: Handle,
}

impl Pusher {
    /// Pushes run on `runtime`, whoever asks for them.
    pub fn new(platform: Arc<Platform>, http: HttpPush, runtime: Handle) -> Self {
        Self {
            platform,
            http,
            runtime,
        }
    }

    /// The platform that pushes.
    pub fn platform(&self) -> &Arc<Platform> {
        &self.platform
    }

    /// The main runtime.
    pub fn runtime(&self) -> &Handle {
        &self.runtime
    }

    /// Pushes a robot message in the background; what is told is the end of its first delivery.
    pub fn robot(self: &Arc<Self>, body: Value, cause: Cause) -> oneshot::Receiver<Pushed> {
        let (tell, told) = oneshot::channel();
        let pusher = Arc::clone(self);
        self.runtime.spawn(async move {
            let frame = Frame::callback(frame::ROBOT, &body);
            let mut tell = Some(tell);
            for attempt in 1..=ROBOT_DELIVERIES {
                let pushed = pusher.robot_once(&body, &frame, attempt).await;
                pusher.log(&cause, &pushed);
                let done = pushed.status == Some(200);
                if let Some(tell) = tell.take() {
                    // Nobody may wait for it.
                    let _ = tell.send(pushed);
                }
                if done {
                    return;
                }
                pusher.pause(ROBOT_AGAIN).await;
            }
        });
        told
    }

    async fn robot_once(&self, body: &Value, frame: &Frame, attempt: u32) -> Pushed {
        let began = Instant::now();
        let (status, reply) = match self.platform.account.mode {
            DingtalkMode::Http => {
                let now_ms = self.platform.now().as_millisecond();
                (self.http.robot(body, now_ms).await, "none")
            }
            DingtalkMode::Stream => {
                let over = self.platform.now().checked_add(ROBOT_AGAIN);
                let over = over.unwrap_or_else(|_| self.platform.now());
                match self.push(frame) {
                    None => (None, "no connection"),
                    Some(ack) => tokio::select! {
                        ack = ack => (ack.ok().and_then(code), "none"),
                        () = self.platform.wait_until(over) => (None, "none"),
                    },
                }
            }
        };
        pushed(attempt, status, reply, began)
    }

    /// Pushes an event in the background until it is acknowledged.
    pub fn event(self: &Arc<Self>, event: Event, cause: Cause) {
        let pusher = Arc::clone(self);
        self.runtime.spawn(async move {
            for attempt in 1..=EVENT_DELIVERIES {
                let (pushed, done) = pusher.event_once(&event, attempt).await;
                // Nobody there to deliver to is no delivery.
                if pushed.reply != "no connection" {
                    pusher.log(&cause, &pushed);
                }
                if done {
                    return;
                }
                pusher.pause(EVENT_AGAIN).await;
            }
        });
    }

    async fn event_once(&self, event: &Event, attempt: u32) -> (Pushed, bool) {
        let began = Instant::now();
        let (status, reply, done) = match self.platform.account.mode {
            DingtalkMode::Http => {
                let now_ms = self.platform.now().as_millisecond();
                match self.http.event(&event.message, now_ms).await {
                    None => (None, "none".to_owned(), false),
                    Some((status, true)) => (Some(status), "success".to_owned(), true),
                    Some((status, false)) => (Some(status), "no success".to_owned(), false),
                }
            }
            DingtalkMode::Stream => match self.push(&event.frame) {
                None => (None, "no connection".to_owned(), false),
                Some(ack) => match tokio::time::timeout(EVENT_AGAIN, ack).await {
                    Ok(Ok(ack)) => {
                        let word = ack.data["status"].as_str().unwrap_or_default().to_owned();
                        let done = ack.code == 200 && word != "LATER";
                        (code(ack), word, done)
                    }
                    _ => (None, "none".to_owned(), false),
                },
            },
        };
        (pushed(attempt, status, &reply, began), done)
    }

    /// Pushes a press once: the answer, when one came within 2 s.
    pub async fn press(&self, callback: &Callback, body: &Value) -> (Pushed, Option<Value>) {
        let began = Instant::now();
        let (status, reply, answer) = match callback {
            Callback::None => (None, "no callback", None),
            Callback::Route(key) => {
                let route = self.platform.read(|state| state.routes.get(key).cloned());
                let now_ms = self.platform.now().as_millisecond();
                match route {
                    None => (None, "no route", None),
                    Some(route) => match self.http.card(&route, body, now_ms).await {
                        None => (None, "late", None),
                        Some((200, text)) => {
                            let answer = serde_json::from_str(&text).unwrap_or_default();
                            (Some(200), "none", Some(answer))
                        }
                        Some((status, _)) => (Some(status), "refused", None),
                    },
                }
            }
            Callback::Stream => match self.push(&Frame::callback(frame::CARD, body)) {
                None => (None, "no connection", None),
                Some(ack) => match tokio::time::timeout(CARD_PATIENCE, ack).await {
                    Ok(Ok(ack)) if ack.code == 200 => {
                        (Some(200), "none", Some(ack.data["response"].clone()))
                    }
                    Ok(Ok(ack)) => (code(ack), "refused", None),
                    _ => (None, "late", None),
                },
            },
        };
        (pushed(1, status, reply, began), answer)
    }

    /// Checks the event address as the platform does when it is saved (§3.1); the state remembers
    /// the result.
    pub async fn check_url(&self) -> bool {
        let message = serde_json::json!({"EventType": "check_url"});
        let now_ms = self.platform.now().as_millisecond();
        let answer = self.http.event(&message, now_ms).await;
        let verified = answer.is_some_and(|(_, success)| success);
        self.platform
            .change(|state, _| state.verified = Some(verified));
        verified
    }

    /// Notes a delivery in the call log.
    pub fn log(&self, cause: &Cause, pushed: &Pushed) {
        self.platform.log_call(Call {
            api: "push".to_owned(),
            counted: Some(false),
            delivery: Some(DeliveryNote {
                event: cause.event.clone(),
                userid: cause.userid.clone(),
                attempt: pushed.deliveries,
                status: pushed.status,
                reply: pushed.reply.clone(),
                counted: Some(cause.counted && pushed.deliveries == 1),
                ack_ms: pushed.ack_ms,
            }),
            ..Call::default()
        });
    }

    fn push(&self, frame: &Frame) -> Option<oneshot::Receiver<Ack>> {
        self.platform
            .note(|state, now| state.gateway.push(frame, now))
    }

    async fn pause(&self, pause: Duration) {
        let now = self.platform.now();
        let until = now.checked_add(pause).unwrap_or(now);
        self.platform.wait_until(until).await;
    }
}

fn code(ack: Ack) -> Option<u16> {
    u16::try_from(ack.code).ok()
}

fn pushed(deliveries: u32, status: Option<u16>, reply: &str, began: Instant) -> Pushed {
    let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Pushed {
        deliveries,
        status,
        reply: reply.to_owned(),
        ack_ms: status.map(|_| ms),
    }
}
