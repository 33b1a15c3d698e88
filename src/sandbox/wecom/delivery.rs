//! Delivering one message to the service's callback address.
//!
//! Platform document 90930 (接收消息): five seconds to answer; a failed connection or a time-out is
//! tried again, three deliveries in all; any answered status is final.

use std::time::Duration;

use reqwest::{Client, RequestBuilder, Url};

use super::crypto::{Crypto, Sealed};
use super::xml::cdata;

const PATIENCE: Duration = Duration::from_secs(5);
const DELIVERIES: u32 = 3;
const PAUSE: Duration = Duration::from_millis(500);
/// A longer answer is no passive reply.
const LONGEST_REPLY: usize = 1 << 20;

/// The way to the service's callback address.
pub struct Courier {
    client: Client,
    address: Url,
    corp_id: String,
    agent_id: i64,
    /// Both directions of the cipher.
    pub crypto: Crypto,
}

/// What came back from the last delivery.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// Which delivery it was, from 1.
    pub attempt: u32,
    /// HTTP status; none when nobody answered in time.
    pub status: Option<u16>,
    /// The body of a 200.
    pub body: String,
}

impl Courier {
    /// `address` is where callbacks go.
    pub fn new(client: Client, address: Url, corp_id: &str, agent_id: i64, crypto: Crypto) -> Self {
        Self {
            client,
            address,
            corp_id: corp_id.to_owned(),
            agent_id,
            crypto,
        }
    }

    /// Delivers up to three times, each with its own random bytes, nonce and signature; every
    /// delivery that nobody answered is shown to `unanswered`.
    pub async fn deliver(
        &self,
        message: &str,
        now: impl Fn() -> i64,
        unanswered: impl Fn(u32),
    ) -> Receipt {
        let mut attempt = 1;
        loop {
            let sealed = self.crypto.seal(message, now());
            if let Some((status, body)) = self.post(&sealed).await {
                return Receipt {
                    attempt,
                    status: Some(status),
                    body,
                };
            }
            if attempt == DELIVERIES {
                return Receipt {
                    attempt,
                    status: None,
                    body: String::new(),
                };
            }
            unanswered(attempt);
            tokio::time::sleep(PAUSE * attempt).await;
            attempt += 1;
        }
    }

    /// The GET that the platform makes when an admin saves the address.
    pub fn check(&self, sealed: &Sealed) -> RequestBuilder {
        let mut address = self.signed(sealed);
        address
            .query_pairs_mut()
            .append_pair("echostr", &sealed.encrypt);
        self.client.get(address)
    }

    async fn post(&self, sealed: &Sealed) -> Option<(u16, String)> {
        let envelope = format!(
            "<xml><ToUserName>{}</ToUserName><AgentID>{}</AgentID><Encrypt>{}</Encrypt></xml>",
            cdata(&self.corp_id),
            cdata(&self.agent_id.to_string()),
            cdata(&sealed.encrypt),
        );
        let request = self
            .client
            .post(self.signed(sealed))
            .header("content-type", "text/xml")
            .timeout(PATIENCE)
            .body(envelope);
        let answer = request.send().await.ok()?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await.ok()?;
        let readable = status == 200 && body.len() <= LONGEST_REPLY;
        let body = if readable { body.to_vec() } else { Vec::new() };
        Some((status, String::from_utf8(body).unwrap_or_default()))
    }

    fn signed(&self, sealed: &Sealed) -> Url {
        let mut address = self.address.clone();
        address
            .query_pairs_mut()
            .append_pair("msg_signature", &sealed.signature)
            .append_pair("timestamp", &sealed.timestamp)
            .append_pair("nonce", &sealed.nonce);
        address
    }
}
