//! What comes back over HTTP, or does not: a capped reading, and what a lost answer means.
//!
//! No URL goes into a log or an error: one platform's token stands in the query.

use std::time::Duration;

use reqwest::Response;

use crate::app::ports::SendFailure;

/// The largest answer that is read, in bytes (`reliability.md` §6).
const LARGEST: usize = 1024 * 1024;

/// The body of an answer, at most 1 MiB. `platform` is named in the log.
///
/// # Errors
/// [`SendFailure::Unknown`] when it breaks off or is larger: the platform may have acted.
pub async fn read(platform: &'static str, mut response: Response) -> Result<Vec<u8>, SendFailure> {
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| lost(platform, error))?
    {
        if body.len() + chunk.len() > LARGEST {
            return Err(unknown("answer-too-large"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What no answer means: without a connection nothing was asked, after it anything
/// may have happened.
#[must_use]
pub fn lost(platform: &'static str, error: reqwest::Error) -> SendFailure {
    let (is_connect, is_timeout) = (error.is_connect(), error.is_timeout());
    let error = error.without_url();
    tracing::debug!(platform, error = %innermost(&error), "no answer from the platform");
    match (is_connect, is_timeout) {
        (true, _) => later("connect"),
        (false, true) => unknown("timeout"),
        (false, false) => unknown("reset"),
    }
}

fn innermost(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// The failure of a call that was never made since something before it failed, such as
/// the fetch of a token: nothing is unknown about it.
#[must_use]
pub fn not_asked(failure: SendFailure) -> SendFailure {
    match failure {
        SendFailure::Unknown { code } => SendFailure::Later { code, after: None },
        other => other,
    }
}

/// The header `Retry-After` when it is a number of seconds.
#[must_use]
pub fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response
        .headers()
        .get("retry-after")?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    Some(Duration::from_secs(seconds))
}

/// The platform did not act.
#[must_use]
pub fn later(code: &str) -> SendFailure {
    SendFailure::Later {
        code: code.to_owned(),
        after: None,
    }
}

/// The platform may have acted.
#[must_use]
pub fn unknown(code: &str) -> SendFailure {
    SendFailure::Unknown {
        code: code.to_owned(),
    }
}
