//! Standard Webhooks signatures (specification 1.0.0): `webhook-id`,
//! `webhook-timestamp`, `webhook-signature` over `id.timestamp.body`.

use actix_web::HttpRequest;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use paidan_domain::time::Instant;
use sha2::Sha256;

use super::auth::SourceKey;

/// How far a request's time may be off, in seconds, both ways.
const TOLERANCE: i64 = 300;

/// Whether a request carries a signature.
pub(super) fn is_signed(request: &HttpRequest) -> bool {
    request.headers().contains_key("webhook-signature")
}

/// The id of a signed request; it serves as its idempotency key.
pub(super) fn id(request: &HttpRequest) -> Option<&str> {
    header(request, "webhook-id")
}

fn header<'r>(request: &'r HttpRequest, name: &str) -> Option<&'r str> {
    let mut all = request.headers().get_all(name);
    let first = all.next()?;
    // Two of them: it would be open which one was signed.
    if all.next().is_some() {
        return None;
    }
    first.to_str().ok()
}

/// The source that signed this, when one did and it is fresh.
pub(super) fn verify(
    request: &HttpRequest,
    sources: &[SourceKey],
    named: Option<&str>,
    body: &[u8],
    now: Instant,
) -> Option<String> {
    let id = id(request)?;
    let timestamp = header(request, "webhook-timestamp")?;
    let signatures = header(request, "webhook-signature")?;
    let sent: i64 = timestamp.parse().ok()?;
    if (now.0 / 1_000_000).checked_sub(sent)?.unsigned_abs() > TOLERANCE.unsigned_abs() {
        return None;
    }
    let given: Vec<Vec<u8>> = signatures
        .split(' ')
        .filter_map(|one| one.strip_prefix("v1,"))
        .filter_map(|one| STANDARD.decode(one).ok())
        .take(16)
        .collect();
    sources
        .iter()
        .filter(|source| named.is_none_or(|name| name == source.name))
        .find(|source| {
            given.iter().any(|signature| {
                let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&source.secret)
                    .expect("HMAC takes a key of any length");
                for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
                    mac.update(part);
                }
                mac.verify_slice(signature).is_ok()
            })
        })
        .map(|source| source.name.clone())
}
