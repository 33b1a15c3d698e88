//! `GET /cgi-bin/gettoken` (document 91039): the app's access token.

use actix_web::web::{Data, Query};
use serde::Deserialize;
use serde_json::json;

use super::answer::Answer;
use super::errcode::{self, Refusal};
use super::platform::Platform;
use super::setup::Secret;
use crate::sandbox::faults;

/// Corp id and secret of the app.
#[derive(Deserialize)]
pub struct Credentials {
    corpid: Option<String>,
    corpsecret: Option<String>,
}

/// The same token within its life, a new one after it.
pub async fn gettoken(
    platform: Data<Platform>,
    query: Query<Credentials>,
) -> Result<Answer, Refusal> {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let corp = given(&query.corpid).ok_or_else(errcode::no_corp)?;
    let secret = given(&query.corpsecret).ok_or_else(errcode::no_secret)?;
    if corp != platform.account.corp_id {
        return Err(errcode::wrong_corp());
    }
    let planted = platform.read(|state| state.setup.secret == Secret::Wrong);
    if planted || !platform.account.has_secret(&secret) {
        return Err(errcode::wrong_secret());
    }
    let (token, life) = platform.change(|state, now| {
        faults::token_renewed(state);
        state.tokens.issue(now)
    });
    Ok(Answer::with(
        json!({"access_token": token, "expires_in": life}),
    ))
}
