//! The log of calls and callbacks, for tests and for people who wonder what was said.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::Serialize;

use crate::sandbox::clock::as_text_or_null;

/// Older entries are forgotten.
const LONGEST: usize = 2000;

/// Which platform.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// 企业微信.
    #[default]
    Wecom,
    /// 钉钉.
    Dingtalk,
}

/// One call to the platform, or one delivery of a callback by it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Call {
    /// Rises by one with each entry.
    pub seq: u64,
    /// When it ended.
    #[serde(serialize_with = "as_text_or_null")]
    pub at: Option<Timestamp>,
    /// Whose call.
    pub platform: Side,
    /// WeCom: `message/send` and so on, `callback` for a delivery to the service. DingTalk: method
    /// and path, `push` for a delivery.
    pub api: String,
    /// DingTalk: HTTP status of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// DingTalk: the error's code, a number of the old API as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// DingTalk: whether it took one of the month's calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<bool>,
    /// The platform's answer; none when a fault kept it from answering.
    pub errcode: Option<i64>,
    /// The task or the card it was about.
    pub task_id: Option<String>,
    /// The fault that struck: `down`, `throttle` or `lose_answer`; `during_press` for a DingTalk
    /// card changed by call while a press of it waits for its answer.
    pub fault: Option<&'static str>,
    /// Deliveries only: what was delivered, the service's status and what became of its reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryNote>,
}

/// What is noted of one delivery of a callback.
#[derive(Debug, Clone, Serialize)]
pub struct DeliveryNote {
    /// `template_card_event` or `text`; DingTalk: `robot`, `card` or the type of the event.
    pub event: String,
    /// Who pressed or wrote.
    pub userid: String,
    /// From 1.
    pub attempt: u32,
    /// The service's HTTP status, or the code of its ack; none when it did not answer in time.
    pub status: Option<u16>,
    /// `none`, the `MsgType` of the passive reply, or why it was dropped.
    pub reply: String,
    /// DingTalk: whether it took one of the month's messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<bool>,
    /// DingTalk: milliseconds until the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ack_ms: Option<u64>,
}

/// The last entries, oldest first.
#[derive(Debug, Default)]
pub struct CallLog {
    calls: VecDeque<Call>,
    seq: u64,
}

impl CallLog {
    /// Adds an entry; `seq` and `at` are set here.
    pub fn add(&mut self, at: Timestamp, call: Call) {
        self.seq += 1;
        if self.calls.len() == LONGEST {
            self.calls.pop_front();
        }
        self.calls.push_back(Call {
            seq: self.seq,
            at: Some(at),
            ..call
        });
    }

    /// Entries after the one with this number.
    pub fn after(&self, seq: u64) -> Vec<Call> {
        let new = |call: &&Call| call.seq > seq;
        self.calls.iter().filter(new).cloned().collect()
    }
}
