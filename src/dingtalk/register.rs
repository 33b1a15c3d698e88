//! Where presses of cards go in HTTP mode: one route key, one address
//! (`protocols/dingtalk.md` §5.6).

use secrecy::ExposeSecret;
use serde_json::json;
use subtle::ConstantTimeEq;

use super::call::{Answer, Calls};
use super::settings::Settings;
use super::verdict::Verdict;
use crate::app::ports::SendFailure;

const API: &str = "/v1.0/card/callbacks/register";

/// What the platform says, with status 500, of a key that points elsewhere.
pub(super) const TAKEN: &str = "param.callbackRouteKeyExist";

/// Sees to it that presses of our cards come to `address`, the full URL of
/// `/callbacks/dingtalk/card`. Changes nothing when they do already. Whether it had to be
/// changed comes back.
///
/// # Errors
/// By §8.2.
pub async fn register_card_route(
    calls: &Calls,
    settings: &Settings,
    address: &str,
) -> Result<bool, SendFailure> {
    let present = ask(calls, settings, address, false).await?;
    let is_taken = present.judged.code == TAKEN;
    if present.judged.verdict != Verdict::Done && !is_taken {
        return Err(present.judged.failure());
    }
    if !is_taken && is_ours(&present, settings, address) {
        return Ok(false);
    }
    ask(calls, settings, address, true).await?.done()?;
    Ok(true)
}

/// Registers `address` where nothing is registered, or by force; the answer names what holds.
pub(super) async fn ask(
    calls: &Calls,
    settings: &Settings,
    address: &str,
    force: bool,
) -> Result<Answer, SendFailure> {
    let body = json!({
        "callbackRouteKey": settings.card_route(),
        "callbackUrl": address,
        "apiSecret": settings.card_secret().expose_secret(),
        "forceUpdate": force,
    });
    calls.post(API, &body).await
}

/// An answer that names nothing registered what it was asked to.
pub(super) fn is_ours(answer: &Answer, settings: &Settings, address: &str) -> bool {
    let result = &answer.body["result"];
    let same_address = result["callbackUrl"]
        .as_str()
        .is_none_or(|url| url == address);
    let secret = settings.card_secret();
    let same_secret = result["apiSecret"]
        .as_str()
        .is_none_or(|found| bool::from(found.as_bytes().ct_eq(secret.expose_secret().as_bytes())));
    same_address && same_secret
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::stand_in::{Does, Platform, refuses, says};
    use super::*;

    const HERE: &str = "https://crm.example.cn/callbacks/dingtalk/card";

    /// Answers `present` until it is forced. Whether it changed, and how often it was asked.
    async fn register(present: fn(&Value) -> Does) -> (Result<bool, SendFailure>, usize) {
        let platform = Platform::new(move |asked| match asked.body["forceUpdate"] == true {
            true => says(r#"{"success":true,"result":{}}"#),
            false => present(&asked.body),
        })
        .await;
        let outcome = register_card_route(&platform.calls(), &platform.settings(), HERE).await;
        (outcome, platform.paths().len())
    }

    fn echo(body: &Value) -> Does {
        let result = json!({"callbackUrl": body["callbackUrl"], "apiSecret": body["apiSecret"]});
        says(json!({"success": true, "result": result}).to_string())
    }

    #[tokio::test]
    async fn a_route_that_is_ours_is_left_alone() {
        assert_eq!(register(echo).await, (Ok(false), 1));
        assert_eq!(
            register(|_| says(r#"{"success":true}"#)).await,
            (Ok(false), 1)
        );
    }

    #[tokio::test]
    async fn a_route_that_points_elsewhere_is_changed() {
        let elsewhere = |_: &Value| {
            says(r#"{"success":true,"result":{"callbackUrl":"https://old.example.cn"}}"#)
        };
        assert_eq!(register(elsewhere).await, (Ok(true), 2));
        assert_eq!(register(|_| refuses(500, TAKEN)).await, (Ok(true), 2));
    }

    #[tokio::test]
    async fn trouble_is_told_and_forces_nothing() {
        let (outcome, asked) = register(|_| refuses(500, "system.busy")).await;
        assert!(
            matches!(outcome, Err(SendFailure::Unknown { .. })),
            "{outcome:?}"
        );
        assert_eq!(asked, 1);
    }
}
