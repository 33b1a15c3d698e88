//! Calls: the token, what a lost answer means, what the month counts, what is logged.

use futures_util::future::join_all;
use serde_json::json;

use super::stand_in::{Does, Log, Platform, refuses, says};
use crate::app::ports::SendFailure;

const API: &str = "/v1.0/card/instances";

fn fine() -> Does {
    says(r#"{"success":true,"result":true}"#)
}

#[tokio::test]
async fn ten_calls_at_once_fetch_one_token() {
    let platform = Platform::new(|asked| {
        assert_eq!(
            asked.header("x-acs-dingtalk-access-token").as_deref(),
            Some("t1")
        );
        assert_eq!(asked.header("accept").as_deref(), Some("application/json"));
        fine()
    })
    .await;
    let (calls, body) = (platform.calls(), json!({}));
    let made = join_all((0..10).map(|_| calls.put(API, &body))).await;
    assert!(made.iter().all(Result::is_ok));
    assert_eq!((platform.tokens(), platform.counted_calls()), (1, 10));
}

#[tokio::test]
async fn a_dead_token_is_replaced_once_on_both_families() {
    let platform = Platform::new(|asked| {
        let new = asked.header("x-acs-dingtalk-access-token");
        match (new.as_deref(), asked.query.as_str()) {
            (Some("t1"), _) => refuses(400, "InvalidAuthentication"),
            (Some("t2"), _) => fine(),
            (None, "access_token=t1") => says(r#"{"errcode":88,"sub_code":"40014"}"#),
            (None, "access_token=t2") => says(r#"{"errcode":0,"result":{"userid":"307"}}"#),
            other => panic!("{other:?}"),
        }
    })
    .await;
    let (calls, body) = (platform.calls(), json!({}));
    assert!(calls.put(API, &body).await.expect("answers").done().is_ok());
    assert_eq!(platform.tokens(), 2);
    let person = calls
        .ask("/topapi/v2/user/get", &body)
        .await
        .expect("found");
    assert_eq!(person["result"]["userid"], "307");
    assert_eq!(platform.counted_calls(), 2, "the address book is free");
}

#[tokio::test]
async fn a_token_that_stays_dead_is_tried_twice_and_no_more() {
    let platform = Platform::new(|_| refuses(401, "Unauthorized")).await;
    let failure = platform.calls().put(API, &json!({})).await;
    let failure = failure.expect("answers").done().expect_err("dead");
    assert!(matches!(failure, SendFailure::Later { .. }), "{failure:?}");
    assert_eq!((platform.tokens(), platform.paths().len()), (2, 2));
}

#[tokio::test]
async fn wrong_credentials_are_not_asked_about_again_and_again() {
    let platform =
        Platform::with_tokens(|_| refuses(400, "invalidClientIdOrSecret"), |_| fine()).await;
    let calls = platform.calls();
    for _ in 0..3 {
        let failure = calls.put(API, &json!({})).await.err().expect("no token");
        assert!(matches!(failure, SendFailure::App { .. }), "{failure:?}");
    }
    assert_eq!(platform.tokens(), 1);
}

#[tokio::test]
async fn what_is_lost_before_the_call_is_later_and_after_it_unknown() {
    let kind = |failure: SendFailure| failure.name();
    let platform = Platform::with_tokens(|_| Does::HangsUp, |_| fine()).await;
    let failure = platform
        .calls()
        .put(API, &json!({}))
        .await
        .err()
        .expect("no token");
    assert_eq!(kind(failure), "later");
    for does in [
        || Does::HangsUp,
        || Does::HangsUpInTheAnswer,
        || Does::Stalls,
        || Does::Says(502, String::new()),
        || says("{"),
    ] {
        let platform = Platform::new(move |_| does()).await;
        let outcome = platform.calls().put(API, &json!({})).await;
        let failure = outcome.and_then(|answer| answer.done()).expect_err("lost");
        assert_eq!(kind(failure), "unknown");
    }
}

#[tokio::test]
async fn who_was_throttled_rests_before_the_next_call() {
    let platform =
        Platform::new(|_| refuses(403, "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi")).await;
    let calls = platform.calls();
    let throttled = calls.put(API, &json!({})).await.expect("answers").done();
    assert!(
        matches!(throttled, Err(SendFailure::Throttled { .. })),
        "{throttled:?}"
    );
    let spared = calls.put(API, &json!({})).await;
    assert!(matches!(spared, Err(SendFailure::Throttled { .. })));
    assert_eq!(platform.paths().len(), 1, "the second call was not made");
    assert_eq!(
        platform.counted_calls(),
        0,
        "and the month does not count the first"
    );
}

#[test]
fn no_secret_token_or_address_is_logged() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    tracing::subscriber::with_default(subscriber, || {
        runtime.expect("builds").block_on(async {
            let token = |_| says(r#"{"accessToken":"canary-token","expireIn":7200}"#);
            let does = [
                || refuses(403, "Forbidden.AccessDenied.IpNotInWhiteList"),
                || says(r#"{"errcode":60020,"errmsg":"canary-text"}"#),
                || Does::HangsUp,
            ];
            for does in does {
                let platform = Platform::with_tokens(token, move |_| does()).await;
                let calls = platform.calls();
                assert!(
                    calls
                        .ask("/topapi/v2/user/get", &json!({"mobile": "canary-phone"}))
                        .await
                        .is_err()
                );
                let _ = calls.put(API, &json!({})).await;
            }
            let refused = Platform::with_tokens(|_| Does::HangsUp, |_| fine()).await;
            assert!(refused.calls().put(API, &json!({})).await.is_err());
        });
    });
    let text = log.text();
    assert!(text.contains("DingTalk refuses a call"), "{text}");
    let ours: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("paidan::"))
        .collect();
    for canary in ["canary", "access_token"] {
        assert!(
            !ours.iter().any(|line| line.contains(canary)),
            "{canary}: {text}"
        );
    }
}
