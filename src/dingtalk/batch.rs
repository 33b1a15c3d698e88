//! `POST /v1.0/robot/oToMessages/batchSend`: one message to several people, and what became
//! of it for each (`protocols/dingtalk.md` §4.1).

use std::time::Duration;

use serde_json::{Value, json};

use super::call::{Answer, Calls};
use super::loose;
use super::plain::Message;
use super::verdict::Verdict;
use crate::app::ports::SendFailure;
use crate::protocol::unknown;

const API: &str = "/v1.0/robot/oToMessages/batchSend";

/// People in one call at most.
const PEOPLE: usize = 20;

/// The platform does not say how long somebody is spared (§12.6).
const SPARED: Duration = Duration::from_secs(60);

/// What became of a message for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is there, under this `processQueryKey`.
    Sent(String),
    /// Unknown, or outside the app's range.
    Invalid,
    /// Had enough for a while; the others got it.
    FlowControlled,
    /// The answer does not say.
    Untold,
    /// The whole call failed.
    Failed(SendFailure),
}

impl Fate {
    /// The message's key, or why it is not there.
    pub fn key(self) -> Result<String, SendFailure> {
        match self {
            Self::Sent(key) => Ok(key),
            Self::Invalid => Err(SendFailure::Person {
                code: "invalidStaffIdList".to_owned(),
            }),
            Self::FlowControlled => Err(SendFailure::PersonBusy {
                code: "flowControlledStaffIdList".to_owned(),
                after: SPARED,
            }),
            Self::Untold => Err(unknown("bad-answer")),
            Self::Failed(failure) => Err(failure),
        }
    }
}

/// Sends to each of them once, twenty in a call.
pub(super) async fn send(
    calls: &Calls,
    robot: &str,
    users: &[&str],
    message: &Message,
) -> Vec<(String, Fate)> {
    let mut fates = Vec::with_capacity(users.len());
    for some in chunks(users) {
        let body = json!({
            "robotCode": robot,
            "userIds": some,
            "msgKey": message.key,
            "msgParam": message.param.to_string(),
        });
        match calls.post(API, &body).await {
            Ok(answer) => fates.extend(read(&some, &answer)),
            Err(failure) => fates.extend(
                some.iter()
                    .map(|user| ((*user).to_owned(), Fate::Failed(failure.clone()))),
            ),
        }
    }
    fates
}

/// Nobody twice, in their order.
pub(super) fn chunks<'a>(users: &[&'a str]) -> Vec<Vec<&'a str>> {
    let mut once: Vec<&str> = Vec::with_capacity(users.len());
    for user in users {
        if !once.contains(user) {
            once.push(user);
        }
    }
    once.chunks(PEOPLE).map(<[&str]>::to_vec).collect()
}

/// The fate of each. Ids are compared exactly; who stands in both lists is invalid.
pub(super) fn read(users: &[&str], answer: &Answer) -> Vec<(String, Fate)> {
    let listed = |name: &str| loose::texts(answer.body.get(name));
    let (invalid, spared) = (
        listed("invalidStaffIdList"),
        listed("flowControlledStaffIdList"),
    );
    let key = process_query_key(&answer.body);
    let has = |list: &[String], user: &str| list.iter().any(|one| one == user);
    users
        .iter()
        .map(|user| {
            let fate = match (&answer.judged.verdict, &key) {
                (Verdict::Done, _) if has(&invalid, user) => Fate::Invalid,
                (Verdict::Done, _) if has(&spared, user) => Fate::FlowControlled,
                (Verdict::Done, Some(key)) => Fate::Sent(key.clone()),
                (Verdict::Done, None) => Fate::Untold,
                _ => Fate::Failed(answer.judged.failure()),
            };
            ((*user).to_owned(), fate)
        })
        .collect()
}

/// The key by which a message is recalled.
pub(super) fn process_query_key(body: &Value) -> Option<String> {
    loose::text(body.get("processQueryKey"))
}
