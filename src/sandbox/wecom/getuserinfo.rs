//! `GET /cgi-bin/auth/getuserinfo` (document 91023): who came with a login code.

use actix_web::web::{Data, Query};
use serde::Deserialize;
use serde_json::json;

use super::answer::Answer;
use super::auth::Auth;
use super::errcode::{self, Refusal};
use super::platform::Platform;
use crate::sandbox::clock::seconds_between;

/// A code may be used within five minutes, once.
const LIFE_SECONDS: i64 = 300;

/// The code.
#[derive(Deserialize)]
pub struct Presented {
    code: Option<String>,
}

/// The member's userid, in the case in which it is stored.
pub async fn who(
    platform: Data<Platform>,
    auth: Query<Auth>,
    presented: Query<Presented>,
) -> Result<Answer, Refusal> {
    auth.check(&platform)?;
    let code = presented.code.as_deref().unwrap_or_default();
    let login = platform.change(|state, now| {
        let login = state.logins.remove(code)?;
        (seconds_between(login.at, now) < LIFE_SECONDS).then_some(login)
    });
    let login = login.ok_or_else(errcode::login_code)?;
    Ok(Answer::with(json!({"userid": login.userid})))
}
