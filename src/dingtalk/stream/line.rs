//! One connection from its first frame to its end (`protocols/dingtalk.md` §6.3, §6.4).
//!
//! One loop reads and writes; work is done beside it, so nothing delays the answer to a
//! ping. Work that was begun goes on when the connection is gone: what it stored is
//! stored, and the platform sends again what it got no answer to.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Semaphore, mpsc, oneshot, watch};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until, timeout};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{Bytes, Error, Message};

use super::frame::{self, Frame, Work, word};
use super::pace::Life;
use super::work::{Deliveries, count, deal_with, no_room};

/// A NAT forgets a silent connection; a ping keeps it and shows a dead one (§6.4).
const PING_EVERY: Duration = Duration::from_secs(20);
/// How long after a ping the other side may be silent, or not take what we send.
const PATIENCE: Duration = Duration::from_secs(10);
/// The platform closes about 10 s after its `disconnect` (§6.4); later, we do.
const DRAIN: Duration = Duration::from_secs(15);
/// At a stop, how long answers to work already begun are waited for.
const LAST_ANSWERS: Duration = Duration::from_secs(5);
/// Frames in work in this process (§6.3).
const MOST_IN_WORK: usize = 100;

/// Where work is handed in, shared by all connections of the process.
#[derive(Clone)]
pub(super) struct Desk {
    deliveries: Arc<dyn Deliveries>,
    places: Arc<Semaphore>,
}

impl Desk {
    pub fn new(deliveries: Arc<dyn Deliveries>) -> Self {
        let places = Arc::new(Semaphore::new(MOST_IN_WORK));
        Self { deliveries, places }
    }
}

/// Why a connection ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum End {
    /// The other side closed it.
    #[error("closed by the gateway, code {0}")]
    Closed(u16),
    /// It broke.
    #[error("broken: {0}")]
    Broken(String),
    /// No life sign after a ping, or nothing could be sent any more.
    #[error("no sign of life for {} seconds after a ping", PATIENCE.as_secs())]
    Silent,
    /// Its time after a `disconnect` was over.
    #[error("still open {} seconds after its disconnect", DRAIN.as_secs())]
    Drained,
    /// We were told to stop.
    #[error("stopped")]
    Stopped,
}

/// Code 1006 of RFC 6455 §7.4.1: closed without saying so.
const NO_CLOSE_FRAME: u16 = 1006;
/// Code 1005 of RFC 6455 §7.4.1: closed without a code.
const NO_CODE: u16 = 1005;

/// Serves a connection until it ends. At the platform's `disconnect`, `rotated` is told
/// what life it had and the connection is served on; else `rotated` is dropped.
pub(super) async fn serve<S>(
    socket: WebSocketStream<S>,
    desk: Desk,
    rotated: oneshot::Sender<Life>,
    stop: watch::Receiver<bool>,
) -> (Life, End)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (answer, answers) = mpsc::unbounded_channel();
    let mut line = Line {
        socket,
        desk,
        answer,
        begun: Instant::now(),
        brought: false,
        dead_at: None,
        closes_at: None,
        rotated: Some(rotated),
    };
    let end = match line.talk(answers, stop).await {
        Ok(never) => match never {},
        Err(end) => end,
    };
    (line.life(), end)
}

/// Answers to frames, on their way from the work to the connection. Their number is
/// bounded by the places at the desk.
type Answers = mpsc::UnboundedReceiver<String>;

struct Line<S> {
    socket: WebSocketStream<S>,
    desk: Desk,
    answer: mpsc::UnboundedSender<String>,
    begun: Instant,
    brought: bool,
    /// Set by a ping, cleared by whatever comes.
    dead_at: Option<Instant>,
    /// Set by `disconnect`.
    closes_at: Option<Instant>,
    rotated: Option<oneshot::Sender<Life>>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Line<S> {
    async fn talk(
        &mut self,
        mut answers: Answers,
        mut stop: watch::Receiver<bool>,
    ) -> Result<Infallible, End> {
        let mut pings = interval_at(self.begun + PING_EVERY, PING_EVERY);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                came = self.socket.next() => self.take(came).await?,
                Some(answer) = answers.recv() => self.send(Message::text(answer)).await?,
                _ = pings.tick() => {
                    self.send(Message::Ping(Bytes::new())).await?;
                    self.dead_at.get_or_insert(Instant::now() + PATIENCE);
                }
                () = at(self.dead_at) => match self.socket.next().now_or_never() {
                    // We were slow, not the other side.
                    Some(came) => self.take(came).await?,
                    None => return Err(End::Silent),
                },
                () = at(self.closes_at) => {
                    let _ = self.send(Message::Close(None)).await;
                    return Err(End::Drained);
                }
                () = told_to_stop(&mut stop) => {
                    self.say_goodbye(answers).await;
                    return Err(End::Stopped);
                }
            }
        }
    }

    async fn take(&mut self, came: Option<Result<Message, Error>>) -> Result<(), End> {
        self.dead_at = None;
        match came {
            Some(Ok(Message::Text(text))) => self.read(&text).await,
            Some(Ok(Message::Close(frame))) => {
                // The library has the reply ready; nothing can be sent after it.
                let _ = timeout(PATIENCE, self.socket.flush()).await;
                let code = frame.map_or(NO_CODE, |frame| frame.code.into());
                Err(End::Closed(code))
            }
            Some(Ok(Message::Binary(_))) => {
                strange("binary");
                Ok(())
            }
            Some(Ok(_)) => Ok(()),
            Some(Err(error)) => Err(End::Broken(word(&error.to_string()))),
            None => Err(End::Closed(NO_CLOSE_FRAME)),
        }
    }

    async fn read(&mut self, text: &str) -> Result<(), End> {
        match frame::read(text) {
            Frame::Ping { ack } => {
                self.brought = true;
                self.answer(ack).await
            }
            Frame::Work(work) => {
                self.brought = true;
                self.hand_in(work).await
            }
            Frame::Disconnect { reason } => {
                self.rotate(&reason);
                Ok(())
            }
            Frame::Alive => Ok(()),
            Frame::Quarantined { kind, length, ack } => {
                tracing::warn!(kind, length, "DingTalk sent data that nobody can read");
                count(kind, "quarantined");
                self.answer(ack).await
            }
            Frame::Unsubscribed { topic, ack } => {
                tracing::warn!(topic, "DingTalk sent a topic that is not subscribed");
                count("other", "unsubscribed");
                self.answer(ack).await
            }
            Frame::Strange { what } => {
                strange(what);
                Ok(())
            }
        }
    }

    async fn hand_in(&mut self, work: Work) -> Result<(), End> {
        let Ok(place) = Arc::clone(&self.desk.places).try_acquire_owned() else {
            tracing::warn!(kind = work.task.kind(), "no room for a frame of DingTalk");
            return self.answer(no_room(&work)).await;
        };
        let (deliveries, answers) = (Arc::clone(&self.desk.deliveries), self.answer.clone());
        tokio::spawn(async move {
            let _place = place;
            let answer = |ack: Option<String>| {
                // Without the connection there is nobody to tell: it comes again.
                let _ = ack.map(|ack| answers.send(ack));
                drop(answers);
            };
            deal_with(work, deliveries.as_ref(), answer).await;
        });
        Ok(())
    }

    fn rotate(&mut self, reason: &str) {
        let life = self.life();
        let Some(rotated) = self.rotated.take() else {
            return;
        };
        tracing::info!(reason, "DingTalk wants another connection in place of this");
        self.closes_at = Some(Instant::now() + DRAIN);
        // Whoever waited for it may have been stopped.
        let _ = rotated.send(life);
    }

    fn life(&self) -> Life {
        Life {
            lived: self.begun.elapsed(),
            brought: self.brought,
        }
    }

    async fn answer(&mut self, ack: Option<String>) -> Result<(), End> {
        match ack {
            Some(ack) => self.send(Message::text(ack)).await,
            None => Ok(()),
        }
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(PATIENCE, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(End::Broken(word(&error.to_string()))),
            Err(_) => Err(End::Silent),
        }
    }

    /// Gives the answers of work that is under way, then closes. Takes nothing new.
    async fn say_goodbye(&mut self, mut answers: Answers) {
        // The work holds the other ends; the last answer ends the loop.
        self.answer = mpsc::unbounded_channel().0;
        let last_answers = async {
            while let Some(answer) = answers.recv().await {
                if self.send(Message::text(answer)).await.is_err() {
                    return;
                }
            }
        };
        let _ = timeout(LAST_ANSWERS, last_answers).await;
        let _ = self.send(Message::Close(None)).await;
    }
}

fn strange(what: &'static str) {
    tracing::warn!(what, "DingTalk sent something that is no known frame");
    count("other", "strange");
}

/// Waits for the word to stop.
pub(super) async fn told_to_stop(stop: &mut watch::Receiver<bool>) {
    // An error means that whoever could say it is gone; then we stop as well.
    let _ = stop.wait_for(|is_stopped| *is_stopped).await;
}

/// Waits until then; for ever if there is no such time.
async fn at(when: Option<Instant>) {
    match when {
        Some(when) => sleep_until(when).await,
        None => std::future::pending().await,
    }
}
