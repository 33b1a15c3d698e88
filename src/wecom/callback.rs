//! The platform's calls to us: the URL check, messages and events, and our answer
//! in the same breath (pages 90930, 90238, 90241).

use secrecy::ExposeSecret;

use crate::app::ports::{Inbound, Reply};
use crate::protocol::{Cipher, CryptoError, NotQuery, cut_bytes};

use super::card;
use super::envelope;
use super::form::cdata;
use super::inbound::{self, Unreadable};
use super::query::Query;
use super::settings::{Problem, Settings};
use super::xml::NotXml;

/// A retry may keep its first timestamp, so the window is wide; duplicates inside
/// it are told by [`Inbound::key`] (`protocols/wecom.md` §1.7).
const FRESH_SECONDS: i64 = 600;

/// Bytes of a text answer; the platform cuts beyond, within a character if need be
/// (page 90241).
const TEXT_BYTES: usize = 2048;

/// Why a callback was refused. Answer 403 with an empty body whatever it is, and
/// log it in one line: it holds nothing of what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The query lacks a parameter or has it twice.
    #[error("query is not a callback's")]
    Query,
    /// The body is not the platform's envelope, or too large.
    #[error("body is not the platform's envelope")]
    Envelope,
    /// Signature, cipher or receive id.
    #[error("callback not ours: {0}")]
    Crypto(#[from] CryptoError),
    /// Genuine, and too far from our clock: an old copy, or a clock that is wrong.
    #[error("timestamp is {skew_seconds} s away from our clock")]
    Stale {
        /// The platform's time minus ours; 0 when it gave no number.
        skew_seconds: i64,
    },
    /// Decrypted, and not XML of the platform's form.
    #[error("message is not of the platform's form")]
    Message,
    /// Decrypted, and for another corp.
    #[error("message is for another corp")]
    OtherCorp,
    /// Decrypted, and for another app of the corp.
    #[error("message is for another app")]
    OtherApp,
}

impl Refused {
    /// The official libraries' code nearest to this refusal (page 90307).
    #[must_use]
    pub fn code(&self) -> i32 {
        match self {
            Self::Query | Self::Envelope | Self::Message => -40002,
            Self::Crypto(error) => official(*error),
            Self::Stale { .. } => -40001,
            Self::OtherCorp | Self::OtherApp => -40005,
        }
    }
}

/// Page 90307.
fn official(error: CryptoError) -> i32 {
    match error {
        CryptoError::Signature => -40001,
        CryptoError::Key => -40004,
        CryptoError::ReceiveId => -40005,
        CryptoError::Decrypt => -40007,
        CryptoError::Padding | CryptoError::Length | CryptoError::Utf8 => -40008,
        CryptoError::Base64 => -40010,
    }
}

impl From<NotQuery> for Refused {
    fn from(_: NotQuery) -> Self {
        Self::Query
    }
}

impl From<NotXml> for Refused {
    fn from(_: NotXml) -> Self {
        Self::Envelope
    }
}

impl From<Unreadable> for Refused {
    fn from(reason: Unreadable) -> Self {
        match reason {
            Unreadable::NotXml => Self::Message,
            Unreadable::OtherCorp => Self::OtherCorp,
            Unreadable::OtherApp => Self::OtherApp,
        }
    }
}

/// The receiving side of one app.
pub struct Callback {
    cipher: Cipher,
    corp_id: String,
    agent_id: i64,
}

impl Callback {
    /// # Errors
    /// The callback key is no key; [`Settings::problems`] says so earlier.
    pub fn new(settings: &Settings) -> Result<Self, Problem> {
        let cipher = Cipher::new(
            settings.token.expose_secret(),
            settings.encoding_aes_key.expose_secret(),
            &settings.corp_id,
        )
        .map_err(|_| Problem::KeyAlphabet)?;
        Ok(Self {
            cipher,
            corp_id: settings.corp_id.clone(),
            agent_id: settings.agent_id,
        })
    }

    /// The URL check (GET): the text to answer as it is, `text/plain`, within 1 second.
    ///
    /// # Errors
    /// [`Refused`]: answer 403, empty.
    pub fn verify_url(&self, query: &str) -> Result<String, Refused> {
        let query = Query::parse(query)?;
        let echostr = query.echostr.as_deref().ok_or(Refused::Query)?;
        Ok(self.cipher.open(
            &query.msg_signature,
            &query.timestamp,
            &query.nonce,
            echostr,
        )?)
    }

    /// A message or event (POST), verified as this corp's and this app's.
    ///
    /// # Errors
    /// [`Refused`]: answer 403, empty. Never 200, the platform would take it as done.
    pub fn open(
        &self,
        query: &str,
        body: &[u8],
        now_unix_seconds: i64,
    ) -> Result<Inbound, Refused> {
        let (query, message) = self.decrypt(query, body)?;
        fresh(&query.timestamp, now_unix_seconds)?;
        Ok(inbound::read(&message, &self.corp_id, self.agent_id)?)
    }

    /// The body of a passive reply, with content type `application/xml`; none for
    /// [`Reply::Silent`], which is 200 with an empty body.
    ///
    /// `to_user` is [`Inbound::user`] of what is answered. A card replaces the one
    /// that was pressed, for the presser only. A text is documented for messages; for
    /// a press send it with [`Chat::send_text`] (`protocols/wecom.md` §3). The
    /// platform drops a wrong reply without an error.
    ///
    /// [`Chat::send_text`]: crate::app::ports::Chat::send_text
    #[must_use]
    pub fn reply(&self, to_user: &str, reply: &Reply, now_unix_seconds: i64) -> Option<String> {
        let plain = self.plain(to_user, reply, now_unix_seconds)?;
        let timestamp = now_unix_seconds.to_string();
        let nonce = rand::random::<u32>().to_string();
        let sealed = self
            .cipher
            .seal(&plain, &rand::random(), &timestamp, &nonce);
        Some(envelope::wrap(&sealed, &timestamp, &nonce))
    }

    pub(super) fn decrypt(&self, query: &str, body: &[u8]) -> Result<(Query, String), Refused> {
        let query = Query::parse(query)?;
        let encrypt = envelope::encrypted(body)?;
        let message = self.cipher.open(
            &query.msg_signature,
            &query.timestamp,
            &query.nonce,
            &encrypt,
        )?;
        Ok((query, message))
    }

    fn plain(&self, to_user: &str, reply: &Reply, now_unix_seconds: i64) -> Option<String> {
        let (kind, content) = match reply {
            Reply::Silent => return None,
            Reply::Text(text) => {
                let text = cdata(cut_bytes(text, TEXT_BYTES));
                ("text", format!("<Content>{text}</Content>"))
            }
            Reply::Card(card) | Reply::Shared { card, .. } => {
                let card = card::changed(card).xml();
                (
                    "update_template_card",
                    format!("<TemplateCard>{card}</TemplateCard>"),
                )
            }
        };
        Some(format!(
            "<xml><ToUserName>{}</ToUserName><FromUserName>{}</FromUserName>\
             <CreateTime>{now_unix_seconds}</CreateTime><MsgType>{}</MsgType>{content}</xml>",
            cdata(to_user),
            cdata(&self.corp_id),
            cdata(kind),
        ))
    }
}

fn fresh(timestamp: &str, now_unix_seconds: i64) -> Result<(), Refused> {
    let theirs: i64 = timestamp
        .parse()
        .map_err(|_| Refused::Stale { skew_seconds: 0 })?;
    let skew_seconds = theirs.saturating_sub(now_unix_seconds);
    if skew_seconds.unsigned_abs() <= FRESH_SECONDS.unsigned_abs() {
        Ok(())
    } else {
        Err(Refused::Stale { skew_seconds })
    }
}
