//! Signatures of what comes over HTTP and is not encrypted: the robot's messages and the
//! presses of cards. They cover the time alone, not the body (`protocols/dingtalk.md`
//! §2.1, §5.6): whoever sees one pair of headers can send any body for an hour.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// How far the platform's time may be from ours, in milliseconds.
pub(super) const FRESH_MS: i64 = 3_600_000;

/// Why a callback was refused. Answer 403 with an empty body (400 for the body) and log
/// it in one line: it holds nothing of what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A header is missing, or the timestamp is no number.
    #[error("a header is missing or no number")]
    Header,
    /// The timestamp is more than an hour from our clock.
    #[error("timestamp is {skew_ms} ms away from our clock")]
    Stale {
        /// The platform's time minus ours.
        skew_ms: i64,
    },
    /// Signed by somebody else.
    #[error("signature")]
    Signature,
    /// Genuine, and not of the platform's form.
    #[error("body is not of the platform's form")]
    Body,
    /// Genuine, and of another company.
    #[error("for another company")]
    OtherCorp,
}

/// The robot's sign: over the time, a new line and the secret itself (§2.1).
pub(super) fn robot(secret: &SecretString, timestamp: &str) -> String {
    let secret = secret.expose_secret();
    hmac(secret, &format!("{timestamp}\n{secret}"))
}

/// The sign of a card's callback: over the time alone (§5.6).
pub(super) fn card(secret: &SecretString, timestamp: &str) -> String {
    hmac(secret.expose_secret(), timestamp)
}

fn hmac(key: &str, text: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Headers, age and signature, in this order. `ours` makes the signature of a timestamp.
pub(super) fn check(
    timestamp: Option<&str>,
    signature: Option<&str>,
    now_ms: i64,
    ours: impl FnOnce(&str) -> String,
) -> Result<(), Refused> {
    let (Some(timestamp), Some(signature)) = (timestamp, signature) else {
        return Err(Refused::Header);
    };
    fresh(timestamp, now_ms)?;
    if bool::from(ours(timestamp).as_bytes().ct_eq(signature.as_bytes())) {
        Ok(())
    } else {
        Err(Refused::Signature)
    }
}

fn fresh(timestamp: &str, now_ms: i64) -> Result<(), Refused> {
    if timestamp.is_empty() || !timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refused::Header);
    }
    // Too many digits for a time are a time far away.
    let told: i64 = timestamp.parse().unwrap_or(i64::MAX);
    let skew_ms = told.saturating_sub(now_ms);
    if skew_ms.saturating_abs() > FRESH_MS {
        return Err(Refused::Stale { skew_ms });
    }
    Ok(())
}
