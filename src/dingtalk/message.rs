//! A robot's message to one person or to the pool group, and its recall
//! (`protocols/dingtalk.md` §4).

use serde_json::json;

use super::batch::{self, process_query_key};
use super::call::Calls;
use super::instance::Space;
use super::plain::Message;
use super::verdict::Verdict;
use crate::app::ports::SendFailure;
use crate::protocol::unknown;

const GROUP: &str = "/v1.0/robot/groupMessages/send";
/// With a small `t`, unlike the call that sends (§4.3).
const RECALL: &str = "/v1.0/robot/otoMessages/batchRecall";
const GROUP_RECALL: &str = "/v1.0/robot/groupMessages/recall";

/// How the right to change a message begins; its key stands behind.
const RIGHT: &str = "recall:";

/// The right to take a message back, within 24 hours.
pub(super) fn right(key: &str) -> String {
    format!("{RIGHT}{key}")
}

/// The message that a right takes back.
pub(super) fn key_of(right: &str) -> Option<&str> {
    right.strip_prefix(RIGHT)
}

/// Sends a message; its `processQueryKey` comes back.
pub(super) async fn send(
    calls: &Calls,
    robot: &str,
    space: &Space<'_>,
    message: &Message,
) -> Result<String, SendFailure> {
    match space {
        Space::Robot(user) => {
            let mut fates = batch::send(calls, robot, &[user], message).await;
            let (_, fate) = fates.pop().ok_or_else(|| unknown("bad-answer"))?;
            fate.key()
        }
        Space::Group(conversation) => {
            let body = json!({
                "robotCode": robot,
                "openConversationId": conversation,
                "msgKey": message.key,
                "msgParam": message.param.to_string(),
            });
            let answer = calls.post(GROUP, &body).await?.done()?;
            process_query_key(&answer).ok_or_else(|| unknown("bad-answer"))
        }
    }
}

/// Takes a message back. One that cannot be taken back any more stays, and what follows
/// it says how things stand.
pub(super) async fn recall(
    calls: &Calls,
    robot: &str,
    space: &Space<'_>,
    key: &str,
) -> Result<(), SendFailure> {
    let mut body = json!({"robotCode": robot, "processQueryKeys": [key]});
    let api = match space {
        Space::Robot(_) => RECALL,
        Space::Group(conversation) => {
            body["openConversationId"] = json!(conversation);
            GROUP_RECALL
        }
    };
    let answer = calls.post(api, &body).await?;
    match answer.judged.verdict {
        Verdict::Done => {
            let failed = answer.body["failedResult"].as_object();
            if failed.is_some_and(|failed| failed.contains_key(key)) {
                tracing::info!(api, "a message could not be recalled");
            }
            Ok(())
        }
        verdict if verdict.falls_back() => Ok(()),
        _ => Err(answer.judged.failure()),
    }
}
