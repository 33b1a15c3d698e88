//! Mode `http`: what the platform sends to the service's public addresses.
//!
//! `protocols/dingtalk.md` §2.1 (robot), §3 (events), §5.6 (cards).

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use sha2::Sha256;

use super::state::Route;
use crate::sandbox::wecom::Crypto;
use crate::sandbox::wecom::crypto::Sealed;

const ROBOT_PATIENCE: Duration = Duration::from_secs(5);
const EVENT_PATIENCE: Duration = Duration::from_millis(2_500);
/// A press must be answered within 2 s.
pub const CARD_PATIENCE: Duration = Duration::from_secs(2);

/// The way to the service.
pub struct HttpPush {
    client: Client,
    /// Base address of the service, without a slash at the end.
    service: String,
    secret: String,
    /// Cipher of the events; none in Stream mode.
    crypto: Option<Crypto>,
}

impl HttpPush {
    /// `secret` is the app's; it signs robot messages.
    pub fn new(client: Client, service: String, secret: String, crypto: Option<Crypto>) -> Self {
        Self {
            client,
            service,
            secret,
            crypto,
        }
    }

    /// A robot message. The answer's status; none when nobody answered.
    pub async fn robot(&self, body: &Value, now_ms: i64) -> Option<u16> {
        let timestamp = now_ms.to_string();
        let sign = mac(&self.secret, &format!("{timestamp}\n{}", self.secret));
        let request = self
            .client
            .post(format!("{}/callbacks/dingtalk/robot", self.service))
            .header("timestamp", timestamp)
            .header("sign", sign);
        let answer = request.json(body).timeout(ROBOT_PATIENCE).send().await;
        Some(answer.ok()?.status().as_u16())
    }

    /// A press: status and body of the answer.
    pub async fn card(&self, route: &Route, body: &Value, now_ms: i64) -> Option<(u16, String)> {
        let mut request = self.client.post(&route.url);
        if !route.secret.is_empty() {
            let timestamp = now_ms.to_string();
            request = request
                .header("x-ddpaas-signature", mac(&route.secret, &timestamp))
                .header("x-ddpaas-signature-timestamp", timestamp);
        }
        read(request.json(body).timeout(CARD_PATIENCE)).await
    }

    /// An event: the answer's status, and whether it holds the encrypted `success`.
    pub async fn event(&self, message: &Value, now_ms: i64) -> Option<(u16, bool)> {
        let crypto = self.crypto.as_ref()?;
        let sealed = crypto.seal(&message.to_string(), now_ms);
        let request = self
            .client
            .post(format!("{}/callbacks/dingtalk/events", self.service))
            .query(&[
                ("signature", &sealed.signature),
                ("msg_signature", &sealed.signature),
                ("timestamp", &sealed.timestamp),
                ("nonce", &sealed.nonce),
            ])
            .json(&json!({"encrypt": sealed.encrypt}))
            .timeout(EVENT_PATIENCE);
        let (status, body) = read(request).await?;
        Some((status, status == 200 && says_success(crypto, &body)))
    }
}

/// The member names count, `timeStamp` with its capital S.
fn says_success(crypto: &Crypto, body: &str) -> bool {
    let answer: Value = serde_json::from_str(body).unwrap_or_default();
    let text = |name: &str| match &answer[name] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let sealed = Sealed {
        encrypt: text("encrypt"),
        signature: text("msg_signature"),
        timestamp: text("timeStamp"),
        nonce: text("nonce"),
    };
    crypto.open(&sealed).is_ok_and(|plain| plain == "success")
}

async fn read(request: RequestBuilder) -> Option<(u16, String)> {
    let answer = request.send().await.ok()?;
    let status = answer.status().as_u16();
    Some((status, answer.text().await.ok()?))
}

/// Base64 of HMAC-SHA256.
fn mac(key: &str, text: &str) -> String {
    // A key of any length will do, so this cannot fail; an empty mac is refused by whoever checks.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else {
        return String::new();
    };
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors `r02-group`, `c20-http` and `e20-success` of the protocol file.
    #[test]
    fn signatures_are_those_of_the_reference_vectors() {
        let secret = "MZb5uVOAD_-Q5qmEGd5VFx3R1hdy0HwOKtPxTzvUrt_l_k4KXEGM7lkHGIxwNHIi";
        let robot = mac(secret, &format!("1790595956984\n{secret}"));
        assert_eq!(robot, "rbz3mpYySXexZBY6ftTvAufvfbqX5sd41v+8URDZykE=");
        let card = mac("jkIL8kRK3qci33JoQW5lOvfQXTPUpZnp", "1792461359589");
        assert_eq!(card, "whDuNA8OO4F4E7vOfRHhhvQ51rc+npH8lhAbbofREC0=");
        let crypto = Crypto::new(
            "JDFbq3PtCkJt",
            "W0t9DLC4Ub7eNcL5Hm1yR0nhlJXKOvvVPwBJ8HKOGoE",
            "ding5kl9f8yylbeg1rhd",
        );
        let answer = r#"{"msg_signature":"7c65b4bf351b5d1032270b2bc2a4c2dfe6cb2272","timeStamp":"1791336988334","nonce":"RxiiTNBsVEJ8iZwZ","encrypt":"dhdU3HXZtFlVRJXtWzd+k/QRl5YprLgb/S9SPw0fkeJvqollL597xWowjFi6tDXPfHQM/2ppYeP4TXNLSOIDqQ=="}"#;
        let crypto = crypto.unwrap();
        assert!(says_success(&crypto, answer));
        assert!(!says_success(
            &crypto,
            &answer.replace("timeStamp", "timestamp")
        ));
    }
}
