//! Events of the company: leavers, changes of people, groups that are gone
//! (`protocols/dingtalk.md` §3). Over HTTP they come sealed and are answered with a sealed
//! `success`; over Stream they come open.

use paidan_domain::people::Platform;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::loose;
use super::settings::{Problem, Settings};
use super::signed::FRESH_MS;
use crate::app::ports::{Act, Inbound};
use crate::protocol::{Cipher, CryptoError, NotQuery, hex, parameters};

/// What the platform wants to read, sealed, for every event that was taken.
const SUCCESS: &str = "success";

/// The kind of event that names leavers.
const LEFT: &str = "user_leave_org";

/// How the kinds begin that tell of people and departments (§3.4).
const PEOPLE: [&str; 3] = ["user_", "org_", "label_user_"];

/// A whole day's worth of leavers at most; beyond, the daily sync finds them.
const MOST_PEOPLE: usize = 1000;

/// Why an event over HTTP was refused. Answer 403 with an empty body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EventRefused {
    /// The query lacks a parameter or has it twice.
    #[error("query is not an event's")]
    Query,
    /// The body is no JSON with a text `encrypt`.
    #[error("body is not the platform's envelope")]
    Envelope,
    /// Signature, cipher or receive id.
    #[error("event not ours: {0}")]
    Crypto(#[from] CryptoError),
    /// Genuine, and sealed for the corp id, which the settings do not allow.
    #[error("event is sealed for the corp id, not the client id (events_for_corp_id)")]
    ForCorpId,
    /// Genuine, and more than an hour from our clock.
    #[error("timestamp is too far from our clock")]
    Stale,
    /// Decrypted, and no JSON object.
    #[error("event is not of the platform's form")]
    Message,
    /// Decrypted, and of another company.
    #[error("event is of another company")]
    OtherCorp,
}

impl From<NotQuery> for EventRefused {
    fn from(_: NotQuery) -> Self {
        Self::Query
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The platform's name of it (`user_leave_org`); `check_url` for the check of the address.
    pub kind: String,
    /// The same for every delivery, another for any other event.
    pub key: String,
    /// Userids of the people it is about.
    pub users: Vec<String>,
    /// The group it is about.
    pub conversation: Option<String>,
}

impl Event {
    /// Reads the members of an event. `kind`, `corp` and `id` are the headers of Stream;
    /// over HTTP they stand in the message itself. Nothing but `check_url` comes without
    /// a company.
    ///
    /// # Errors
    /// [`EventRefused::Message`] when it is no JSON object, [`EventRefused::OtherCorp`]
    /// when it is of another company than `corp_id`.
    pub fn read(
        message: &str,
        corp_id: &str,
        kind: Option<&str>,
        corp: Option<&str>,
        id: Option<&str>,
    ) -> Result<Self, EventRefused> {
        let body: Value = serde_json::from_str(message).map_err(|_| EventRefused::Message)?;
        if !body.is_object() {
            return Err(EventRefused::Message);
        }
        let within = |given: Option<&str>, name: &str| {
            let given = given.filter(|given| !given.is_empty()).map(str::to_owned);
            given.or_else(|| loose::text(loose::member(&body, name)))
        };
        let kind = harmless(&within(kind, "EventType").unwrap_or_default());
        let corp = within(corp, "CorpId");
        if corp.as_deref().is_some_and(|corp| corp != corp_id) {
            return Err(EventRefused::OtherCorp);
        }
        let key = match within(id, "eventId") {
            Some(id) => format!("dt:event:{corp_id}:{id}"),
            None => format!("dt:event:{corp_id}:{}", hex(&Sha256::digest(message))),
        };
        let mut users = loose::texts(loose::member(&body, "userId"));
        users.truncate(MOST_PEOPLE);
        Ok(Self {
            kind,
            key,
            users,
            conversation: loose::text(loose::member(&body, "openConversationId")),
        })
    }

    /// Whether it counts against the month's messages: events of the address book do not
    /// (§3.4).
    #[must_use]
    pub fn counts(&self) -> bool {
        let free = ["user_", "org_", "label_", "check_"];
        !free.iter().any(|start| self.kind.starts_with(start))
    }

    /// The event as the rest of paidan sees it.
    #[must_use]
    pub fn inbound(&self) -> Inbound {
        let act = if self.kind == LEFT && !self.users.is_empty() {
            Act::Left {
                users: self.users.clone(),
            }
        } else if PEOPLE.iter().any(|start| self.kind.starts_with(start)) {
            Act::PeopleChanged
        } else {
            Act::Other {
                kind: self.kind.clone(),
            }
        };
        Inbound {
            platform: Platform::Dingtalk,
            key: self.key.clone(),
            user: "sys".to_owned(),
            may_recur: false,
            act,
        }
    }
}

/// A kind goes into log lines, so only what a kind looks like.
fn harmless(kind: &str) -> String {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    if !kind.is_empty() && kind.len() <= 80 && kind.bytes().all(fits) {
        kind.to_ascii_lowercase()
    } else {
        "unknown".to_owned()
    }
}

/// An event over HTTP, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The message, as it was sealed.
    pub message: String,
    /// Whether it was sealed for the corp id; the answer then is as well.
    for_corp: bool,
}

/// The receiving side of events over HTTP.
pub struct Events {
    for_client: Cipher,
    for_corp: Cipher,
    takes_corp: bool,
    corp_id: String,
}

impl Events {
    /// # Errors
    /// The callback key is no key; [`Settings::problems`] says so earlier.
    pub fn new(settings: &Settings) -> Result<Self, Problem> {
        let cipher = |receive_id: &str| {
            Cipher::new(
                settings.token.expose_secret(),
                settings.encoding_aes_key.expose_secret(),
                receive_id,
            )
            .map_err(|_| Problem::KeyAlphabet)
        };
        Ok(Self {
            for_client: cipher(&settings.client_id)?,
            for_corp: cipher(&settings.corp_id)?,
            takes_corp: settings.events_for_corp_id,
            corp_id: settings.corp_id.clone(),
        })
    }

    /// Opens a request and reads the event in it.
    ///
    /// # Errors
    /// [`EventRefused`]: answer 403, empty. Never 200, the platform would take it as done.
    pub fn open(
        &self,
        query: &str,
        body: &[u8],
        now_ms: i64,
    ) -> Result<(Opened, Event), EventRefused> {
        let (opened, timestamp) = self.decrypt(query, body)?;
        fresh(&timestamp, now_ms)?;
        let event = Event::read(&opened.message, &self.corp_id, None, None, None)?;
        Ok((opened, event))
    }

    /// The message, and the time at which it was signed, as text.
    pub(super) fn decrypt(
        &self,
        query: &str,
        body: &[u8],
    ) -> Result<(Opened, String), EventRefused> {
        let names = ["timestamp", "nonce", "msg_signature", "signature"];
        let [timestamp, nonce, signature, old_signature] = parameters(query, names)?;
        let timestamp = timestamp.ok_or(EventRefused::Query)?;
        let nonce = nonce.ok_or(EventRefused::Query)?;
        let signature = signature.or(old_signature).ok_or(EventRefused::Query)?;
        let body: Value = serde_json::from_slice(body).map_err(|_| EventRefused::Envelope)?;
        let encrypt = body["encrypt"].as_str().ok_or(EventRefused::Envelope)?;
        let open = |cipher: &Cipher| cipher.open(&signature, &timestamp, &nonce, encrypt);
        let opened = match open(&self.for_client) {
            Ok(message) => Opened {
                message,
                for_corp: false,
            },
            // Which of the two ids it was costs people a day of search (§3.2).
            Err(CryptoError::ReceiveId) => match (open(&self.for_corp), self.takes_corp) {
                (Ok(message), true) => Opened {
                    message,
                    for_corp: true,
                },
                (Ok(_), false) => return Err(EventRefused::ForCorpId),
                (Err(error), _) => return Err(error.into()),
            },
            Err(error) => return Err(error.into()),
        };
        let is_object = serde_json::from_str::<Value>(&opened.message).is_ok_and(|v| v.is_object());
        is_object
            .then_some((opened, timestamp))
            .ok_or(EventRefused::Message)
    }

    /// The body of the answer to an event that was taken, as JSON.
    #[must_use]
    pub fn success(&self, opened: &Opened, now_ms: i64) -> String {
        let nonce = format!("{:016x}", rand::random::<u64>());
        self.seal(
            opened.for_corp,
            &rand::random(),
            &now_ms.to_string(),
            &nonce,
        )
        .to_string()
    }

    pub(super) fn seal(
        &self,
        for_corp: bool,
        random: &[u8; 16],
        timestamp: &str,
        nonce: &str,
    ) -> Value {
        let cipher = if for_corp {
            &self.for_corp
        } else {
            &self.for_client
        };
        let sealed = cipher.seal(SUCCESS, random, timestamp, nonce);
        // The check of the address fails with any other spelling of these names (§3.1).
        json!({
            "msg_signature": sealed.msg_signature,
            "timeStamp": timestamp,
            "nonce": nonce,
            "encrypt": sealed.encrypt,
        })
    }
}

/// The time is in seconds or in milliseconds (10 or 13 digits).
fn fresh(timestamp: &str, now_ms: i64) -> Result<(), EventRefused> {
    let told: i64 = timestamp.parse().map_err(|_| EventRefused::Stale)?;
    let told_ms = if timestamp.len() <= 10 {
        told.saturating_mul(1000)
    } else {
        told
    };
    if told_ms.saturating_sub(now_ms).saturating_abs() > FRESH_MS {
        return Err(EventRefused::Stale);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(message: &str) -> Event {
        Event::read(message, "ding1", None, None, None).expect("reads")
    }

    #[test]
    fn a_change_of_people_or_departments_only_rings() {
        for kind in [
            "user_add_org",
            "user_leave_org",
            "org_dept_modify",
            "label_user_change",
        ] {
            let message = format!(r#"{{"EventType":"{kind}","CorpId":"ding1"}}"#);
            assert_eq!(event(&message).inbound().act, Act::PeopleChanged, "{kind}");
        }
        let other = r#"{"EventType":"chat_disband","CorpId":"ding1"}"#;
        assert!(matches!(event(other).inbound().act, Act::Other { .. }));
    }

    #[test]
    fn a_leaver_is_named_in_either_spelling_and_way() {
        let left = Act::Left {
            users: vec!["047".into()],
        };
        let over_http = r#"{"EventType":"user_leave_org","CorpId":"ding1","UserId":["047"]}"#;
        assert_eq!(event(over_http).inbound().act, left);
        let kind = Some("user_leave_org");
        let over_stream = Event::read(
            r#"{"userId":["047"]}"#,
            "ding1",
            kind,
            Some("ding1"),
            Some("e1"),
        );
        let over_stream = over_stream.expect("reads");
        assert_eq!(over_stream.inbound().act, left);
        assert_eq!(over_stream.key, "dt:event:ding1:e1");
    }

    #[test]
    fn an_event_without_an_id_is_known_by_its_words() {
        let key = |time: &str| event(&format!(r#"{{"EventType":"x","TimeStamp":"{time}"}}"#)).key;
        assert_eq!(key("1"), key("1"));
        assert_ne!(key("1"), key("2"));
    }

    #[test]
    fn only_groups_and_robots_cost_a_message() {
        let counts = |kind: &str| event(&format!(r#"{{"EventType":"{kind}"}}"#)).counts();
        assert!(counts("chat_disband") && counts("robot_msg_read"));
        for free in [
            "user_leave_org",
            "org_dept_create",
            "label_user_change",
            "check_url",
        ] {
            assert!(!counts(free), "{free}");
        }
    }

    #[test]
    fn another_company_s_event_is_refused() {
        let read = |message: &str| Event::read(message, "ding1", None, None, None);
        assert_eq!(read(r#"{"CorpId":"ding2"}"#), Err(EventRefused::OtherCorp));
        assert_eq!(read("[]"), Err(EventRefused::Message));
    }

    #[test]
    fn a_time_is_read_in_seconds_and_in_milliseconds() {
        assert_eq!(fresh("1790000000", 1_790_000_000_000), Ok(()));
        assert_eq!(fresh("1790000000000", 1_790_003_600_000), Ok(()));
        assert_eq!(
            fresh("1790000000", 1_790_003_600_001),
            Err(EventRefused::Stale)
        );
        assert_eq!(fresh("now", 0), Err(EventRefused::Stale));
    }
}
