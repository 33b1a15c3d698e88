//! 平台故障: what a test or a visitor can break, and `GET|PUT /sandbox/faults`.

use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, Responder};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::dingtalk::Dingtalk;
use super::story::Tone;
use super::wecom::{Platform, State};

/// Longer delays than this help nobody.
const SLOWEST_MS: u64 = 60_000;

/// The faults of the moment; `contract.md` §1.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Faults {
    /// 宕机: every call is answered with HTTP 503.
    pub down: bool,
    /// 变慢: milliseconds that a call takes longer.
    pub slow_ms: u64,
    /// 令牌失效: the current token is refused until a new one is fetched.
    pub token: TokenFault,
    /// 应答丢失: the work is done, the connection is cut instead of answered.
    pub lose_answer: bool,
    /// 限流: calls are answered with 45009.
    pub throttle: bool,
}

/// State of the token fault; it mends itself with the next `gettoken`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenFault {
    /// Valid as usual.
    #[default]
    Ok,
    /// Ended early.
    Expired,
}

/// On which platform; on both when left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Which {
    Wecom,
    Dingtalk,
}

/// A change: what is left out stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    platform: Option<Which>,
    down: Option<bool>,
    slow_ms: Option<u64>,
    token: Option<TokenFault>,
    lose_answer: Option<bool>,
    throttle: Option<bool>,
}

/// `GET /sandbox/faults`: WeCom's at the top, DingTalk's in `dingtalk`.
pub async fn show(platform: Data<Platform>) -> impl Responder {
    HttpResponse::Ok().json(platform.read(both))
}

/// The faults of both platforms.
pub fn both(state: &State) -> serde_json::Value {
    let mut faults = json!(state.faults);
    faults["dingtalk"] = json!(state.dingtalk_faults);
    faults
}

/// `PUT /sandbox/faults`; answers with all faults as they are now.
pub async fn set(
    platform: Data<Platform>,
    dingtalk: Data<Dingtalk>,
    body: Bytes,
) -> impl Responder {
    let change = serde_json::from_slice::<Change>(&body).map_err(|error| error.to_string());
    let change = change.and_then(|change| match change.slow_ms {
        Some(slow) if slow > SLOWEST_MS => Err(format!("slow_ms is at most {SLOWEST_MS}")),
        _ => Ok(change),
    });
    match change {
        Ok(change) => {
            let ends = change.token == Some(TokenFault::Expired);
            if let Some(dingtalk) = dingtalk.get()
                && ends
                && change.platform != Some(Which::Wecom)
            {
                dingtalk.change(|state, _| state.tokens.end());
            }
            HttpResponse::Ok().json(apply(&platform, change))
        }
        Err(error) => HttpResponse::BadRequest().json(json!({ "error": error })),
    }
}

fn apply(platform: &Platform, change: Change) -> serde_json::Value {
    platform.change(|state, now| {
        let (wecom, dingtalk) = match change.platform {
            None => (true, true),
            Some(which) => (which == Which::Wecom, which == Which::Dingtalk),
        };
        let before = if wecom {
            state.faults.clone()
        } else {
            state.dingtalk_faults.clone()
        };
        if wecom {
            state.faults = changed(&state.faults, &change);
            if change.token == Some(TokenFault::Expired) {
                state.tokens.end();
            }
        }
        if dingtalk {
            state.dingtalk_faults = changed(&state.dingtalk_faults, &change);
        }
        let after = if wecom {
            state.faults.clone()
        } else {
            state.dingtalk_faults.clone()
        };
        let whose = match change.platform {
            None => "平台",
            Some(Which::Wecom) => "企业微信",
            Some(Which::Dingtalk) => "钉钉",
        };
        for (name, was, is) in names(&before, &after) {
            if was != is {
                let (word, tone) = if is {
                    ("开始", Tone::Bad)
                } else {
                    ("结束", Tone::Good)
                };
                let text = format!("{whose}故障{word}：{name}");
                state.story.tell(now, tone, None, text);
            }
        }
        both(state)
    })
}

fn changed(before: &Faults, change: &Change) -> Faults {
    Faults {
        down: change.down.unwrap_or(before.down),
        slow_ms: change.slow_ms.unwrap_or(before.slow_ms),
        token: change.token.unwrap_or(before.token),
        lose_answer: change.lose_answer.unwrap_or(before.lose_answer),
        throttle: change.throttle.unwrap_or(before.throttle),
    }
}

/// A new token of WeCom was fetched: its token fault is over.
pub fn token_renewed(state: &mut State) {
    state.faults.token = TokenFault::Ok;
}

fn names(before: &Faults, after: &Faults) -> [(&'static str, bool, bool); 5] {
    let expired = |faults: &Faults| faults.token == TokenFault::Expired;
    [
        ("宕机", before.down, after.down),
        ("变慢", before.slow_ms > 0, after.slow_ms > 0),
        ("令牌失效", expired(before), expired(after)),
        ("应答丢失", before.lose_answer, after.lose_answer),
        ("限流", before.throttle, after.throttle),
    ]
}
