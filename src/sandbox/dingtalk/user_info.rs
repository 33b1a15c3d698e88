//! `POST /topapi/v2/user/getuserinfo` (§7.2): who opened the page (免登).

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse_old};
use super::gate::{self, Api};
use super::platform::Platform;
use super::refusal::Refusal;
use crate::sandbox::clock::seconds_between;

/// A code may be used within five minutes, once.
const LIFE_SECONDS: i64 = 300;

#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    code: String,
}

/// 40078 for a code that was used, is too old, or never existed.
pub async fn who(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    gate::enter(&request, &platform, Api::LOGIN)?;
    let Request { code } = parse_old(&body)?;
    platform.note(|state, now| {
        let login = state.logins.remove(&code);
        let login = login.filter(|login| seconds_between(login.at, now) < LIFE_SECONDS);
        let person = login.and_then(|login| state.people.find(&login.userid));
        let person = person.ok_or_else(|| Refusal::old(40078, "不存在的临时授权码"))?;
        Ok(Answer::old(json!({
            "userid": person.userid,
            "unionid": person.unionid(),
            "associated_unionid": "",
            "name": person.name,
            "device_id": "sandbox",
            "sys": false,
            "sys_level": 0,
        })))
    })
}
