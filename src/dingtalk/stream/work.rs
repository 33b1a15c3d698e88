//! From a frame to its answer: the work is done by the rest of paidan, what is answered
//! when is said here (`protocols/dingtalk.md` §6.3).

use std::pin::pin;
use std::time::Duration;

use async_trait::async_trait;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::frame::{EventHeaders, Task, Work, later, response};

/// A press must be answered within 2 s (§6.3); the rest of the way takes time, too.
const ANSWER_WITHIN: Duration = Duration::from_millis(1800);

/// It could not be stored; the platform is to send it again, or the person to act again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not stored")]
pub struct NotKept;

/// Who does the work. Every frame may come several times, over several connections and
/// to several processes: a repeat has no second effect and gets the same answer.
///
/// `data` is always a JSON object. One that lacks what it needs is `Ok`, for nothing
/// makes it better and it would come for ever.
#[async_trait]
pub trait Deliveries: Send + Sync {
    /// A message to the robot. Ok once it is safe on disk: it is acknowledged then, so
    /// what follows from it goes on behind. Err: no acknowledgement at all.
    async fn robot(&self, data: &str) -> Result<(), NotKept>;

    /// A press on a card; gives what the `response` of the answer holds. It is not
    /// waited for longer than 1.8 seconds: then `{}` is answered, and so it is on Err. The
    /// work itself is never broken off.
    async fn click(&self, data: &str) -> Result<Value, NotKept>;

    /// An event. Ok once it is safe on disk; Err: it is asked for again.
    async fn event(&self, headers: &EventHeaders, data: &str) -> Result<(), NotKept>;
}

/// Does the work and hands over the answer as soon as there is one; none is given for
/// what should come again without being asked for.
pub(super) async fn deal_with(
    work: Work,
    deliveries: &dyn Deliveries,
    answer: impl FnOnce(Option<String>),
) {
    let Work {
        task,
        data,
        receipt,
    } = work;
    let kind = task.kind();
    match &task {
        Task::Robot => {
            let kept = deliveries.robot(&data).await;
            count(kind, if kept.is_ok() { "kept" } else { "not_kept" });
            answer(kept.ok().and_then(|()| receipt.ack(&task.handled())));
        }
        Task::Event(headers) => {
            let kept = deliveries.event(headers, &data).await;
            count(kind, if kept.is_ok() { "kept" } else { "not_kept" });
            let data = kept.map_or_else(|_| later(), |()| task.handled());
            answer(receipt.ack(&data));
        }
        Task::Click => {
            let mut click = pin!(deliveries.click(&data));
            let in_time = timeout(ANSWER_WITHIN, &mut click).await;
            count(
                kind,
                match &in_time {
                    Ok(Ok(_)) => "kept",
                    Ok(Err(NotKept)) => "not_kept",
                    Err(_) => "late",
                },
            );
            let is_late = in_time.is_err();
            let card = in_time
                .unwrap_or(Err(NotKept))
                .unwrap_or_else(|_| json!({}));
            answer(receipt.ack(&response(card)));
            if is_late {
                // What was begun is brought to its end; its words go by another way.
                let _ = click.await;
            }
        }
    }
}

/// The answer to work for which there is no room now: an event is asked for again, the
/// rest stays without answer (§6.3).
pub(super) fn no_room(work: &Work) -> Option<String> {
    count(work.task.kind(), "no_room");
    match work.task {
        Task::Event(_) => work.receipt.ack(&later()),
        Task::Robot | Task::Click => None,
    }
}

/// Counts a frame by what became of it.
pub(super) fn count(kind: &'static str, result: &'static str) {
    metrics::counter!("paidan_stream_frames_total", "kind" => kind, "result" => result)
        .increment(1);
}
