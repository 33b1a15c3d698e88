//! Stream mode (`protocols/dingtalk.md` §6): connections that paidan opens itself, so no
//! public address is needed. The platform sends each frame over one of them, chosen at
//! random.
//!
//! *Invariants:* a frame is answered once it is safe on disk, never before; a ping is
//! answered whatever else goes on; a lost connection is always followed by another, at
//! the pace of [`pace`]; no secret and no ticket enters a log line.

mod frame;
mod line;
mod open;
mod pace;
mod wire;
mod work;

#[cfg(test)]
mod gateway;
#[cfg(test)]
mod gateway_tests;
#[cfg(test)]
mod line_tests;
#[cfg(test)]
mod stand_in;
#[cfg(test)]
mod vector_tests;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::join_all;
use reqwest::{Client, Upgraded};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};
use tokio_tungstenite::WebSocketStream;

use crate::app::ports::{Chance, Connections};

use line::{Desk, End, told_to_stop};
use open::NoLine;
use pace::{Life, Outcome, Pace};

pub use frame::EventHeaders;
pub use open::App;
pub(super) use open::ticket_trouble;
pub use work::{Deliveries, NotKept};

/// Two, so that a rotation or a loss leaves no gap (§6.5).
pub const CONNECTIONS: usize = 2;

/// The platform's name in figures.
const PLATFORM: &str = "dingtalk";

/// The connections of one app.
pub struct Stream {
    app: App,
    http: Client,
    desk: Desk,
    chance: Arc<dyn Chance>,
    state: State,
}

impl Stream {
    /// `http` opens the connections, too: it decides about proxy and roots, follows no
    /// redirect and should connect within 3 seconds. Nothing is opened before
    /// [`Stream::run`].
    #[must_use]
    pub fn new(
        app: App,
        http: Client,
        deliveries: Arc<dyn Deliveries>,
        chance: Arc<dyn Chance>,
    ) -> Self {
        let app = App {
            api_base: app.api_base.trim_end_matches('/').to_owned(),
            ..app
        };
        Self {
            app,
            http,
            desk: Desk::new(deliveries),
            chance,
            state: State::default(),
        }
    }

    /// Keeps the connections alive until `stop` says true or its sender is gone. Then
    /// nothing new is taken, answers to what is in work are waited for up to 5 seconds,
    /// and the connections are closed.
    pub async fn run(&self, stop: watch::Receiver<bool>) {
        self.state.tell();
        join_all((1..=CONNECTIONS).map(|number| self.keep(number, stop.clone()))).await;
    }

    /// How many connections take work now; one that the platform told to disconnect
    /// does not count.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.state.up.load(Ordering::Acquire)
    }

    /// Why the last attempt failed or the last connection was lost; none since one
    /// came up. A line for the operator, without secrets.
    #[must_use]
    pub fn last_error(&self) -> Option<String> {
        self.state.trouble().clone()
    }

    /// One connection after the other.
    async fn keep(&self, number: usize, mut stop: watch::Receiver<bool>) {
        let mut pace = Pace::default();
        let mut served: Vec<JoinHandle<(Life, End)>> = Vec::new();
        while !*stop.borrow() {
            let attempt = tokio::select! {
                attempt = self.connect() => attempt,
                () = told_to_stop(&mut stop) => break,
            };
            let outcome = match attempt {
                Ok(socket) => self.serve(number, socket, &stop, &mut served).await,
                Err(no_line) => self.failed(number, &no_line),
            };
            let wait = pace.after(Instant::now(), outcome, self.chance.unit());
            tokio::select! {
                () = sleep(wait) => {}
                () = told_to_stop(&mut stop) => break,
            }
        }
        join_all(served).await;
    }

    async fn connect(&self) -> Result<WebSocketStream<Upgraded>, NoLine> {
        // A ticket opens one connection: each attempt asks for its own.
        let address = open::open(&self.http, &self.app).await?;
        wire::connect(&self.http, &address).await
    }

    /// Returns when another connection is needed; one that is told to disconnect is
    /// served on beside it and stays in `served` meanwhile.
    async fn serve(
        &self,
        number: usize,
        socket: WebSocketStream<Upgraded>,
        stop: &watch::Receiver<bool>,
        served: &mut Vec<JoinHandle<(Life, End)>>,
    ) -> Outcome {
        attempted("up");
        tracing::info!(number, "DingTalk Stream is connected");
        let _up = self.state.came_up();
        let (tell, rotated) = oneshot::channel();
        let line = line::serve(socket, self.desk.clone(), tell, stop.clone());
        let line = tokio::spawn(line);
        if let Ok(life) = rotated.await {
            served.retain(|line| !line.is_finished());
            served.push(line);
            return Outcome::Rotated(life);
        }
        let Ok((life, end)) = line.await else {
            // Its panic was reported where it happened.
            return Outcome::Lost(Life::default());
        };
        if end == End::Stopped {
            tracing::info!(number, "DingTalk Stream is closed");
        } else {
            tracing::warn!(number, reason = %end, "DingTalk Stream has lost a connection");
            self.state.set_trouble(Some(end.to_string()));
        }
        Outcome::Lost(life)
    }

    fn failed(&self, number: usize, no_line: &NoLine) -> Outcome {
        attempted(no_line.name());
        self.state.set_trouble(Some(no_line.to_string()));
        if no_line.is_refusal() {
            tracing::error!(number, reason = %no_line, "DingTalk Stream: look at the app's credentials and whether it is published");
            return Outcome::Refused;
        }
        tracing::warn!(number, reason = %no_line, "DingTalk Stream is not connected");
        Outcome::Away
    }
}

fn attempted(result: &'static str) {
    metrics::counter!("paidan_stream_attempts_total", "result" => result).increment(1);
}

impl Connections for Stream {
    fn up(&self) -> usize {
        self.connections()
    }

    fn trouble(&self) -> Option<String> {
        self.last_error()
    }
}

/// What others may know of the connections.
#[derive(Default)]
struct State {
    up: AtomicUsize,
    trouble: Mutex<Option<String>>,
}

impl State {
    /// Counts a connection until the guard is dropped.
    fn came_up(&self) -> Up<'_> {
        self.set_trouble(None);
        self.up.fetch_add(1, Ordering::AcqRel);
        self.tell();
        Up(self)
    }

    fn trouble(&self) -> std::sync::MutexGuard<'_, Option<String>> {
        // The lock is held for an assignment only, which cannot leave it half done.
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set_trouble(&self, trouble: Option<String>) {
        *self.trouble() = trouble;
    }

    fn tell(&self) {
        let up = u32::try_from(self.up.load(Ordering::Acquire)).unwrap_or(u32::MAX);
        metrics::gauge!("paidan_stream_connections", "platform" => PLATFORM).set(f64::from(up));
    }
}

struct Up<'a>(&'a State);

impl Drop for Up<'_> {
    fn drop(&mut self) {
        self.0.up.fetch_sub(1, Ordering::AcqRel);
        self.0.tell();
    }
}
