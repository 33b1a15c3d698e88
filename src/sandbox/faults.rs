//! 平台故障: what a test or a visitor can break, and `GET|PUT /sandbox/faults`.

use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, Responder};
use serde::{Deserialize, Serialize};
use serde_json::json;

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

/// A change: what is left out stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    down: Option<bool>,
    slow_ms: Option<u64>,
    token: Option<TokenFault>,
    lose_answer: Option<bool>,
    throttle: Option<bool>,
}

/// `GET /sandbox/faults`.
pub async fn show(platform: Data<Platform>) -> impl Responder {
    HttpResponse::Ok().json(platform.read(|state| state.faults.clone()))
}

/// `PUT /sandbox/faults`; answers with all faults as they are now.
pub async fn set(platform: Data<Platform>, body: Bytes) -> impl Responder {
    let change = serde_json::from_slice::<Change>(&body).map_err(|error| error.to_string());
    let change = change.and_then(|change| match change.slow_ms {
        Some(slow) if slow > SLOWEST_MS => Err(format!("slow_ms is at most {SLOWEST_MS}")),
        _ => Ok(change),
    });
    match change {
        Ok(change) => HttpResponse::Ok().json(apply(&platform, change)),
        Err(error) => HttpResponse::BadRequest().json(json!({ "error": error })),
    }
}

fn apply(platform: &Platform, change: Change) -> Faults {
    platform.change(|state, now| {
        let before = state.faults.clone();
        let after = Faults {
            down: change.down.unwrap_or(before.down),
            slow_ms: change.slow_ms.unwrap_or(before.slow_ms),
            token: change.token.unwrap_or(before.token),
            lose_answer: change.lose_answer.unwrap_or(before.lose_answer),
            throttle: change.throttle.unwrap_or(before.throttle),
        };
        if change.token == Some(TokenFault::Expired) {
            state.tokens.end();
        }
        for (name, was, is) in names(&before, &after) {
            if was != is {
                let (word, tone) = if is {
                    ("开始", Tone::Bad)
                } else {
                    ("结束", Tone::Good)
                };
                let text = format!("平台故障{word}：{name}");
                state.story.tell(now, tone, None, text);
            }
        }
        state.faults = after.clone();
        after
    })
}

/// A new token was fetched: the token fault is over.
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
