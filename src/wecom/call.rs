//! One call to the platform's server: token, request, answer, and what a lost answer
//! means (`protocols/wecom.md` §4).
//!
//! HTTP status is 200 even for failures; what counts is `errcode`. The token stands in
//! the query, so no URL ever goes into a log or an error.

use std::time::{Duration, Instant};

use reqwest::{RequestBuilder, Response, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde_json::Value;

use crate::app::ports::SendFailure;
use crate::protocol::{
    Fresh, NoToken, Token, Tokens, later, lost, not_asked, read, retry_after, unknown,
};

use super::errcode::{self, MINUTE, Meaning};
use super::inbound::PLATFORM;

/// Shorter than the lease of an outbox row (`reliability.md` §3).
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long no token is asked for after a wrong corp id or secret.
const CLOSED: Duration = Duration::from_secs(600);

const GETTOKEN: &str = "gettoken";

/// The server side of one app.
pub(super) struct Calls {
    http: reqwest::Client,
    base: String,
    corp_id: String,
    secret: SecretString,
    tokens: Tokens,
}

impl Calls {
    pub fn new(http: reqwest::Client, base: &str, corp_id: &str, secret: &SecretString) -> Self {
        Self {
            http,
            base: base.trim_end_matches('/').to_owned(),
            corp_id: corp_id.to_owned(),
            secret: secret.clone(),
            tokens: Tokens::default(),
        }
    }

    /// Posts `body` to `/cgi-bin/{api}`. A dead token is replaced once and the call
    /// repeated once; any other code is the caller's to judge.
    pub async fn post(
        &self,
        api: &'static str,
        body: &(impl Serialize + Sync),
    ) -> Result<Answer, SendFailure> {
        self.ask(api, |http, url| http.post(url).json(body)).await
    }

    /// Gets `/cgi-bin/{api}` with a query, in the same way.
    pub async fn get(
        &self,
        api: &'static str,
        query: &[(&str, &str)],
    ) -> Result<Answer, SendFailure> {
        self.ask(api, |http, url| http.get(url).query(query)).await
    }

    async fn ask(
        &self,
        api: &'static str,
        request: impl Fn(&reqwest::Client, String) -> RequestBuilder,
    ) -> Result<Answer, SendFailure> {
        let url = format!("{}/cgi-bin/{api}", self.base);
        let with = |token: &Token| {
            request(&self.http, url.clone()).query(&[("access_token", token.expose())])
        };
        let token = self
            .tokens
            .current(Instant::now(), || self.fetch_token())
            .await?;
        let answer = exchange(with(&token)).await?;
        if errcode::meaning(answer.code) != Meaning::Token {
            return Ok(answer);
        }
        count(api, "token");
        let token = self
            .tokens
            .instead_of(&token, Instant::now(), || self.fetch_token())
            .await?;
        exchange(with(&token)).await
    }

    /// Whether the platform gives a token for our corp id and secret.
    pub async fn token(&self) -> Result<(), SendFailure> {
        let token = self
            .tokens
            .current(Instant::now(), || self.fetch_token())
            .await;
        token.map(drop)
    }

    async fn fetch_token(&self) -> Result<Fresh, NoToken> {
        let outcome = self.ask_for_token().await;
        count(
            GETTOKEN,
            outcome
                .as_ref()
                .map_or_else(|no| no.failure.name(), |_| "ok"),
        );
        outcome
    }

    async fn ask_for_token(&self) -> Result<Fresh, NoToken> {
        let request = self
            .http
            .get(format!("{}/cgi-bin/{GETTOKEN}", self.base))
            .query(&[
                ("corpid", self.corp_id.as_str()),
                ("corpsecret", self.secret.expose_secret()),
            ]);
        let answer = exchange(request)
            .await
            // Without a token the call itself was never made: nothing is unknown about it.
            .map_err(|failure| NoToken {
                failure: not_asked(failure),
                closed: None,
            })?;
        match (answer.code, answer.text("access_token")) {
            (0, Some(token)) => {
                let lives = answer.body["expires_in"].as_u64().unwrap_or_default();
                Ok(Fresh {
                    token: token.into(),
                    lives: Duration::from_secs(lives),
                })
            }
            (0, None) => Err(NoToken {
                failure: later("bad-answer"),
                closed: None,
            }),
            (code, _) => Err(NoToken {
                failure: judge(GETTOKEN, &answer),
                closed: match code {
                    40001 | 40013 => Some(CLOSED),
                    45009 => Some(MINUTE),
                    _ => None,
                },
            }),
        }
    }
}

/// An answer with an `errcode`, zero or not.
pub(super) struct Answer {
    pub code: i64,
    body: Value,
}

impl Answer {
    /// A text that is there and not empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.body[name].as_str().filter(|text| !text.is_empty())
    }

    /// A number that is there.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.body[name].as_i64()
    }

    /// A list; empty when it is not there.
    pub fn list(&self, name: &str) -> &[Value] {
        self.body[name].as_array().map_or(&[], Vec::as_slice)
    }

    /// Whether a list of userids, joined by `|` or an array, has this one. The platform
    /// gives them in lower case.
    pub fn names(&self, list: &str, user: &str) -> bool {
        let is_user = |name: &str| name.trim().eq_ignore_ascii_case(user);
        match &self.body[list] {
            Value::String(joined) => joined.split('|').any(is_user),
            Value::Array(names) => names.iter().filter_map(Value::as_str).any(is_user),
            _ => false,
        }
    }
}

/// The failure that a code is, with a line in the log where somebody has to look.
pub(super) fn judge(api: &'static str, answer: &Answer) -> SendFailure {
    let code = answer.code;
    match errcode::meaning(code) {
        Meaning::Unlisted => {
            tracing::warn!(api, code, "WeCom gave a code that is not in our table")
        }
        Meaning::Never | Meaning::Repeated => {
            tracing::warn!(api, code, "WeCom will never take this request");
        }
        Meaning::App(_) => tracing::warn!(api, code, "WeCom refuses the app"),
        _ => {}
    }
    errcode::failure(code, answer.text("errmsg").unwrap_or_default())
}

/// Counts a call that came to an end.
pub(super) fn count(api: &'static str, result: &'static str) {
    metrics::counter!("paidan_platform_calls_total", "platform" => PLATFORM, "api" => api, "result" => result)
        .increment(1);
}

async fn exchange(request: RequestBuilder) -> Result<Answer, SendFailure> {
    let response = request
        .timeout(TIMEOUT)
        .send()
        .await
        .map_err(|error| lost(PLATFORM, error))?;
    status(&response)?;
    let body = read(PLATFORM, response).await?;
    let body: Value = serde_json::from_slice(&body).map_err(|_| unknown("bad-answer"))?;
    let code = body["errcode"]
        .as_i64()
        .ok_or_else(|| unknown("bad-answer"))?;
    Ok(Answer { code, body })
}

/// The platform itself answers 200; anything else is a gateway on the way.
fn status(response: &Response) -> Result<(), SendFailure> {
    let status = response.status();
    let code = format!("http-{}", status.as_u16());
    match status {
        StatusCode::OK => Ok(()),
        StatusCode::TOO_MANY_REQUESTS => Err(SendFailure::Throttled {
            code,
            after: retry_after(response).unwrap_or(MINUTE),
        }),
        StatusCode::REQUEST_TIMEOUT => Err(SendFailure::Unknown { code }),
        status if status.is_server_error() => Err(SendFailure::Unknown { code }),
        _ => {
            let hint = "api_base does not answer like WeCom: check it and the proxy".to_owned();
            Err(SendFailure::App { code, hint })
        }
    }
}
