//! An answer in place, through the `sessionWebhook` of a message
//! (`protocols/dingtalk.md` §2.4).

use std::sync::Arc;

use serde_json::json;

use super::call::{count, exchange};
use super::session::Session;
use super::settings::Settings;
use super::verdict::{Family, Verdict};
use crate::app::ports::Meter;
use crate::protocol::cut_bytes;

/// The name of these calls in metrics; their address is nobody's business.
const API: &str = "sessionWebhook";

/// Bytes of an answer.
const TEXT: usize = 6000;

/// Answers messages where they were said.
pub struct Replies {
    http: reqwest::Client,
    oapi_base: String,
    meter: Arc<dyn Meter>,
}

impl Replies {
    /// `http` must follow no redirect: the address is allowed by its host.
    #[must_use]
    pub fn new(settings: &Settings, http: reqwest::Client, meter: Arc<dyn Meter>) -> Self {
        Self {
            http,
            oapi_base: settings.oapi_base.clone(),
            meter,
        }
    }

    /// Whether the text went through; if not, it has to go by API. In a group `mention` is
    /// the userid of the one who asked.
    pub async fn say(
        &self,
        session: &Session,
        text: &str,
        mention: Option<&str>,
        now_ms: i64,
    ) -> bool {
        let Some(url) = session.usable(&self.oapi_base, now_ms) else {
            return false;
        };
        let text = cut_bytes(text, TEXT);
        // Only an id that stands in the text as well is mentioned.
        let body = match mention {
            Some(user) => json!({
                "msgtype": "text",
                "text": {"content": format!("@{user} {text}")},
                "at": {"atUserIds": [user], "isAtAll": false},
            }),
            None => json!({"msgtype": "text", "text": {"content": text}}),
        };
        let outcome = exchange(Family::Session, self.http.post(url).json(&body)).await;
        count(API, outcome.as_ref());
        let went = outcome.is_ok_and(|answer| answer.judged.verdict == Verdict::Done);
        if went {
            self.meter.messaged();
        }
        went
    }
}
