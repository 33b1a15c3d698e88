//! Asking ourselves by our public address, as a platform would: it shows whether name, proxy,
//! path and keys fit together, for `paidan doctor`.

use reqwest::RequestBuilder;

use super::{lost, read};
use crate::app::ports::{SendFailure, Trouble};

/// Status and body of what answers at `address`.
///
/// # Errors
/// [`Trouble::Unreachable`] when nobody does.
pub async fn ask_ourselves(
    platform: &'static str,
    address: &str,
    request: RequestBuilder,
) -> Result<(u16, Vec<u8>), Trouble> {
    let away = |failure| Trouble::Unreachable {
        address: address.to_owned(),
        code: seen(failure),
    };
    let response = request.send().await;
    let response = response.map_err(|error| away(lost(platform, error)))?;
    let status = response.status().as_u16();
    let body = read(platform, response).await.map_err(away)?;
    Ok((status, body))
}

fn seen(failure: SendFailure) -> String {
    match failure {
        SendFailure::Later { code, .. } | SendFailure::Unknown { code } => code,
        other => other.name().to_owned(),
    }
}
