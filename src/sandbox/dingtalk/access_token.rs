//! `POST /v1.0/oauth2/accessToken` (§1.3): the app's access token.

use actix_web::web::{Bytes, Data};
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse};
use super::platform::Platform;
use super::refusal::Refusal;
use super::setup::Secret;

#[derive(Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[derive(Default)]
struct Credentials {
    app_key: String,
    app_secret: String,
}

/// The same token within its life; not counted in the month.
pub async fn issue(platform: Data<Platform>, body: Bytes) -> Result<Answer, Refusal> {
    let given: Credentials = parse(&body)?;
    let planted = platform.read(|state| state.setup.secret == Secret::Wrong);
    if planted || !platform.account.has(&given.app_key, &given.app_secret) {
        return Err(Refusal::bad("invalidClientIdOrSecret"));
    }
    let (token, life) = platform.note(|state, now| state.tokens.issue(now));
    platform.token_renewed();
    Ok(Answer::new(json!({"accessToken": token, "expireIn": life})))
}
