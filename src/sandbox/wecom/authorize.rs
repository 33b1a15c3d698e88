//! `GET /connect/oauth2/authorize` (document 91022): sends a phone's browser on with a login code.

use actix_web::http::header::{COOKIE, LOCATION};
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse, Responder};
use reqwest::Url;
use serde::Deserialize;

use super::platform::{Login, Platform};
use super::trusted_host::TrustedHost;
use crate::sandbox::random_text::random_text;

/// The page sets this cookie when a link is opened on one of its phones.
const PHONE: &str = "sandbox_phone";

/// What the service asks for.
#[derive(Deserialize)]
pub struct Asked {
    appid: Option<String>,
    redirect_uri: Option<String>,
    response_type: Option<String>,
    scope: Option<String>,
    #[serde(default)]
    state: String,
    /// For tests without a browser: whose phone it is.
    userid: Option<String>,
}

/// Sends the browser back to the service with `code` and `state`.
pub async fn authorize(
    platform: Data<Platform>,
    trusted: Data<TrustedHost>,
    request: HttpRequest,
    asked: Query<Asked>,
) -> impl Responder {
    let cookie = phone_of(&request);
    match decide(&platform, &trusted, &asked, cookie) {
        Ok(target) => HttpResponse::Found()
            .insert_header((LOCATION, target))
            .finish(),
        Err(reason) => HttpResponse::BadRequest()
            .content_type("text/plain; charset=utf-8")
            .body(reason),
    }
}

fn phone_of(request: &HttpRequest) -> Option<String> {
    let cookies = request.headers().get(COOKIE)?.to_str().ok()?;
    cookies.split(';').find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == PHONE).then(|| value.to_owned())
    })
}

fn decide(
    platform: &Platform,
    trusted: &TrustedHost,
    asked: &Asked,
    cookie: Option<String>,
) -> Result<String, &'static str> {
    if asked.appid.as_deref() != Some(platform.account.corp_id.as_str()) {
        return Err("appid 不是这家企业（40013）");
    }
    let scopes = ["snsapi_base", "snsapi_privateinfo", "snsapi_userinfo"];
    let scope = asked.scope.as_deref().unwrap_or_default();
    if asked.response_type.as_deref() != Some("code") || !scopes.contains(&scope) {
        return Err("response_type 应为 code,scope 应为 snsapi_base");
    }
    let plain = asked.state.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if asked.state.len() > 128 || !plain {
        return Err("state 只能是 128 字节以内的字母和数字");
    }
    let target = asked.redirect_uri.as_deref().unwrap_or_default();
    let mut target = Url::parse(target).map_err(|_| "redirect_uri 不是网址")?;
    if !trusted.covers(&target) {
        return Err("redirect_uri 与可信域名不符（50001）");
    }
    let userid = cookie.or_else(|| asked.userid.clone()).unwrap_or_default();
    let member = platform.read(|state| state.members.find(&userid).cloned());
    let member = member.ok_or("不知道这是谁的手机：请在沙箱页的某部手机里点开链接")?;
    let code = random_text(64);
    platform.change(|state, now| {
        let login = Login {
            userid: member.userid,
            at: now,
        };
        state.logins.insert(code.clone(), login);
    });
    target
        .query_pairs_mut()
        .append_pair("code", &code)
        .append_pair("state", &asked.state);
    Ok(target.into())
}
