//! `GET /sandbox/live`: server-sent events, the whole state first and changes after it.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, Responder};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::snapshot::{PHONES_ON_PAGE, Seen, look};
use crate::sandbox::dingtalk::Dingtalk;
use crate::sandbox::wecom::Platform;

/// Changes that come within this time are sent together.
const GATHER: Duration = Duration::from_millis(15);
/// A comment goes out when nothing else does, so that dead connections are noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Follows the state until the browser goes away.
pub async fn live(
    platform: Data<Platform>,
    dingtalk: Data<Dingtalk>,
    runtime: Data<Handle>,
) -> impl Responder {
    let (sender, receiver) = channel(8);
    let dingtalk = Dingtalk::clone(&dingtalk);
    runtime.spawn(follow(platform.into_inner(), dingtalk, sender));
    HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header(("cache-control", "no-store"))
        .body(Events(receiver))
}

async fn follow(platform: std::sync::Arc<Platform>, dingtalk: Dingtalk, events: Sender<Bytes>) {
    let mut watch = platform.watch();
    let mut seen = Seen::default();
    let mut event = Bytes::from_static(b"retry: 500\n\n");
    while events.send(event).await.is_ok() {
        let first = watch.borrow_and_update().to_owned();
        let (snapshot, now_seen) = look(&platform, &dingtalk, seen, PHONES_ON_PAGE);
        seen = now_seen;
        if events
            .send(format!("data: {snapshot}\n\n").into())
            .await
            .is_err()
        {
            return;
        }
        tracing::trace!(version = first, "the page was told");
        event = tokio::select! {
            changed = watch.changed() => match changed {
                Ok(()) => {
                    tokio::time::sleep(GATHER).await;
                    Bytes::from_static(b":\n\n")
                }
                Err(_) => return,
            },
            () = tokio::time::sleep(HEARTBEAT) => Bytes::from_static(b": still here\n\n"),
            () = events.closed() => return,
        };
    }
}

/// The event stream as a response body.
struct Events(Receiver<Bytes>);

impl MessageBody for Events {
    type Error = std::convert::Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        self.0.poll_recv(context).map(|event| event.map(Ok))
    }
}
