//! One call to the platform's servers: token, pace, request, judged answer
//! (`protocols/dingtalk.md` §1.2, §1.3, §8).
//!
//! The token of the old API stands in the query, so no URL ever goes into a log or an
//! error.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::header::ACCEPT;
use reqwest::{Method, RequestBuilder};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::loose;
use super::pace::Pace;
use super::settings::Settings;
use super::verdict::{Family, Judged, Verdict, judge};
use crate::app::ports::{Meter, Metered, SendFailure};
use crate::protocol::{Fresh, NoToken, Token, Tokens, later, lost, not_asked, read};

/// The platform's name in metrics and logs.
pub(super) const PLATFORM: &str = "dingtalk";

/// Shorter than the lease of an outbox row (`reliability.md` §3).
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long no token is asked for after a wrong client id or secret.
const CLOSED: Duration = Duration::from_secs(600);

const TOKEN: &str = "/v1.0/oauth2/accessToken";

/// Calls that the month does not count: tokens, log-ins and the address book (§8.1).
const FREE: [&str; 7] = [
    "/v1.0/oauth2/",
    "/v1.0/contact/",
    "/v1.0/gateway/",
    "/topapi/v2/user/",
    "/topapi/user/",
    "/topapi/v2/department/",
    "/topapi/auth/",
];

/// The server side of one app. All who call for it share one, and with it the token.
pub struct Calls {
    http: reqwest::Client,
    api_base: String,
    oapi_base: String,
    client_id: String,
    secret: SecretString,
    tokens: Tokens,
    pace: Pace,
    meter: Arc<dyn Meter>,
}

/// What is asked of the platform.
struct Call<'a> {
    family: Family,
    method: Method,
    api: &'static str,
    query: &'a [(&'a str, &'a str)],
    body: Option<&'a Value>,
}

/// An answer with a body, judged.
pub(super) struct Answer {
    pub judged: Judged,
    /// Null when it was no JSON.
    pub body: Value,
}

impl Answer {
    /// The body of a call that was done.
    pub fn done(self) -> Result<Value, SendFailure> {
        match self.judged.verdict {
            Verdict::Done => Ok(self.body),
            _ => Err(self.judged.failure()),
        }
    }
}

impl Calls {
    /// `http` should connect within 3 seconds, follow no redirect and use no proxy but
    /// the configured one; the whole call is limited to 10 seconds here.
    #[must_use]
    pub fn new(settings: &Settings, http: reqwest::Client, meter: Arc<dyn Meter>) -> Self {
        let base = |address: &str| address.trim_end_matches('/').to_owned();
        Self {
            http,
            api_base: base(&settings.api_base),
            oapi_base: base(&settings.oapi_base),
            client_id: settings.client_id.clone(),
            secret: settings.client_secret.clone(),
            tokens: Tokens::default(),
            pace: Pace::default(),
            meter,
        }
    }

    /// `POST` to the new API; `api` is the path, with its leading slash.
    pub(super) async fn post(
        &self,
        api: &'static str,
        body: &Value,
    ) -> Result<Answer, SendFailure> {
        self.new_api(Method::POST, api, &[], Some(body)).await
    }

    /// `PUT` to the new API.
    pub(super) async fn put(&self, api: &'static str, body: &Value) -> Result<Answer, SendFailure> {
        self.new_api(Method::PUT, api, &[], Some(body)).await
    }

    /// `GET` from the new API; the body of what was done.
    ///
    /// # Errors
    /// By §8.2. Nobody of that id or number is [`SendFailure::Person`].
    pub async fn get(
        &self,
        api: &'static str,
        query: &[(&str, &str)],
    ) -> Result<Value, SendFailure> {
        self.new_api(Method::GET, api, query, None).await?.done()
    }

    /// `POST` to the old API (`/topapi/…`); the body of what was done.
    ///
    /// # Errors
    /// As [`Calls::get`].
    pub async fn ask(&self, api: &'static str, body: &Value) -> Result<Value, SendFailure> {
        self.post_old(api, body).await?.done()
    }

    /// `POST` to the old API, judged.
    pub(super) async fn post_old(
        &self,
        api: &'static str,
        body: &Value,
    ) -> Result<Answer, SendFailure> {
        let call = Call {
            family: Family::Old,
            method: Method::POST,
            api,
            query: &[],
            body: Some(body),
        };
        self.call(&call).await
    }

    /// Whether the platform gives a token for our id and secret.
    ///
    /// # Errors
    /// What keeps it from doing so.
    pub(super) async fn token(&self) -> Result<(), SendFailure> {
        let token = self
            .tokens
            .current(Instant::now(), || self.fetch_token())
            .await;
        token.map(drop)
    }

    async fn new_api(
        &self,
        method: Method,
        api: &'static str,
        query: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<Answer, SendFailure> {
        let call = Call {
            family: Family::New,
            method,
            api,
            query,
            body,
        };
        self.call(&call).await
    }

    /// A dead token is replaced once and the call repeated once; any other answer is the
    /// caller's to read.
    async fn call(&self, call: &Call<'_>) -> Result<Answer, SendFailure> {
        let token = self
            .tokens
            .current(Instant::now(), || self.fetch_token())
            .await?;
        let answer = self.call_with(&token, call).await?;
        if answer.judged.verdict != Verdict::Token {
            return Ok(answer);
        }
        let token = self
            .tokens
            .instead_of(&token, Instant::now(), || self.fetch_token())
            .await?;
        self.call_with(&token, call).await
    }

    async fn call_with(&self, token: &Token, call: &Call<'_>) -> Result<Answer, SendFailure> {
        self.pace.turn(call.api).await?;
        let outcome = exchange(call.family, self.request(token, call)).await;
        self.note(call.api, &outcome);
        outcome
    }

    fn request(&self, token: &Token, call: &Call<'_>) -> RequestBuilder {
        let request = match call.family {
            Family::New => self
                .http
                .request(
                    call.method.clone(),
                    format!("{}{}", self.api_base, call.api),
                )
                .header("x-acs-dingtalk-access-token", token.expose()),
            Family::Old | Family::Session => self
                .http
                .request(
                    call.method.clone(),
                    format!("{}{}", self.oapi_base, call.api),
                )
                .query(&[("access_token", token.expose())]),
        };
        let request = request.query(call.query);
        match call.body {
            Some(body) => request.json(body),
            None => request,
        }
    }

    fn note(&self, api: &'static str, outcome: &Result<Answer, SendFailure>) {
        count(api, outcome.as_ref());
        let Ok(answer) = outcome else {
            return;
        };
        let (verdict, code) = (answer.judged.verdict, answer.judged.code.as_str());
        let request = loose::member(&answer.body, "requestid");
        let request = request.and_then(Value::as_str).unwrap_or_default();
        match verdict {
            Verdict::Done | Verdict::Already | Verdict::Token | Verdict::NotFound => {}
            Verdict::Quota => {
                self.meter.refused(Metered::Calls);
                tracing::error!(api, code, "DingTalk's month is used up");
            }
            Verdict::Throttled(after) => {
                self.pace.rest(api, after);
                tracing::warn!(api, code, "DingTalk was asked too often");
            }
            Verdict::Blocked => {
                tracing::error!(api, code, "DingTalk shuts our address out for 5 min")
            }
            _ => tracing::warn!(api, code, request, "DingTalk refuses a call"),
        }
        // What was refused for being too fast does not count (§8.1).
        let is_counted = !matches!(verdict, Verdict::Throttled(_) | Verdict::Blocked)
            && !FREE.iter().any(|free| api.starts_with(free));
        if is_counted {
            self.meter.called(api);
        }
    }

    async fn fetch_token(&self) -> Result<Fresh, NoToken> {
        let secret = self.secret.expose_secret();
        let request = self
            .http
            .post(format!("{}{TOKEN}", self.api_base))
            .json(&json!({"appKey": self.client_id, "appSecret": secret}));
        let outcome = exchange(Family::New, request).await;
        count(TOKEN, outcome.as_ref());
        let answer = outcome.map_err(|failure| NoToken {
            failure: not_asked(failure),
            closed: None,
        })?;
        if answer.judged.verdict != Verdict::Done {
            return Err(no_token(&answer.judged));
        }
        match answer.body["accessToken"].as_str() {
            Some(token) if !token.is_empty() => Ok(Fresh {
                token: token.into(),
                lives: Duration::from_secs(answer.body["expireIn"].as_u64().unwrap_or_default()),
            }),
            _ => Err(NoToken {
                failure: later("bad-answer"),
                closed: None,
            }),
        }
    }
}

fn no_token(judged: &Judged) -> NoToken {
    let closed = match judged.verdict {
        Verdict::App(_) => Some(CLOSED),
        Verdict::Throttled(after) => Some(after),
        _ => None,
    };
    tracing::warn!(code = judged.code, "DingTalk gives no token");
    NoToken {
        failure: not_asked(judged.failure()),
        closed,
    }
}

/// The gateway has answered XML to who did not ask for JSON (§1.2).
pub(super) async fn exchange(
    family: Family,
    request: RequestBuilder,
) -> Result<Answer, SendFailure> {
    let request = request.header(ACCEPT, "application/json").timeout(TIMEOUT);
    let response = request
        .send()
        .await
        .map_err(|error| lost(PLATFORM, error))?;
    let status = response.status().as_u16();
    let body = read(PLATFORM, response).await?;
    let (judged, body) = judge(family, status, &body);
    Ok(Answer { judged, body })
}

/// Counts a call that came to an end.
pub(super) fn count(api: &'static str, outcome: Result<&Answer, &SendFailure>) {
    let word = match outcome {
        Ok(answer) => match answer.judged.verdict {
            Verdict::Done => "ok",
            Verdict::Already => "already",
            Verdict::Token => "token",
            Verdict::NotFound => "unknown-person",
            Verdict::Over => "over",
            _ => answer.judged.failure().name(),
        },
        Err(failure) => failure.name(),
    };
    metrics::counter!("paidan_platform_calls_total", "platform" => PLATFORM, "api" => api, "result" => word)
        .increment(1);
}
