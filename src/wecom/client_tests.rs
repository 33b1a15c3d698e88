//! The client against a small server that answers, stalls or hangs up.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use tokio::net::TcpListener;

use super::client::Client;
use super::stand_in::{Does, Log, Platform, client, code, says};
use crate::app::ports::{Address, Chat, SendFailure, Sent};
use crate::words::{Button, ButtonWeight, Card};

const FINE: &str = r#"{"errcode":0,"errmsg":"ok","msgid":"m1","response_code":"r1"}"#;

fn card() -> Card {
    Card {
        title: "#1042 金华 · 保温杯 3000 个".into(),
        buttons: vec![Button {
            key: "claim".into(),
            text: "认领".into(),
            weight: ButtonWeight::Main,
            url: None,
        }],
        ..Card::default()
    }
}

fn person(user: &str) -> Address {
    Address::Person(user.to_owned())
}

async fn send(client: &Client) -> Result<Sent, SendFailure> {
    client
        .send_card(&person("HanMeimei"), "pd-1", &card())
        .await
}

async fn failing(does: impl Fn() -> Does + Send + Sync + 'static) -> SendFailure {
    let platform = Platform::new(move |_, _, _| does()).await;
    send(&platform.client()).await.expect_err("fails")
}

fn unknown(code: &str) -> SendFailure {
    SendFailure::Unknown { code: code.into() }
}

fn later(code: &str) -> SendFailure {
    SendFailure::Later {
        code: code.into(),
        after: None,
    }
}

#[tokio::test]
async fn a_card_goes_out_in_the_platform_s_form() {
    let platform = Platform::new(|_, _, _| says(FINE)).await;
    let sent = send(&platform.client()).await.expect("sent");
    let expected = Sent {
        message_id: Some("m1".into()),
        update_code: Some("r1".into()),
        already: false,
    };
    assert_eq!(sent, expected);
    assert_eq!(
        platform.last_body(),
        json!({
            "touser": "HanMeimei", "msgtype": "template_card", "agentid": 7,
            "template_card": {
                "card_type": "button_interaction", "task_id": "pd-1",
                "main_title": {"title": "#1042 金华 · 保温杯 3000 个"},
                "button_list": [{"text": "认领", "style": 1, "key": "claim"}],
            },
        })
    );
}

#[tokio::test]
async fn a_text_goes_out_cut_to_the_limit() {
    let platform = Platform::new(|_, _, _| says(FINE)).await;
    platform
        .client()
        .send_text(&person("LiLei"), &"长".repeat(1000))
        .await
        .expect("sent");
    let body = platform.last_body();
    assert_eq!(body["msgtype"], "text");
    assert_eq!(body["text"]["content"].as_str().map(str::len), Some(2046));
}

#[tokio::test]
async fn an_update_spends_the_code_of_one_person() {
    let platform = Platform::new(|path, _, _| {
        assert_eq!(path, "/cgi-bin/message/update_template_card");
        says(r#"{"errcode":0,"errmsg":"ok","invaliduser":[]}"#)
    })
    .await;
    let ended = Card {
        buttons: Vec::new(),
        ended: Some("已超时".into()),
        ..card()
    };
    platform
        .client()
        .update_card(&person("HanMeimei"), "pd-1", "r1", &ended)
        .await
        .expect("changed");
    let body = platform.last_body();
    assert_eq!(body["userids"], json!(["HanMeimei"]));
    assert_eq!(
        (&body["response_code"], &body["agentid"]),
        (&json!("r1"), &json!(7))
    );
    assert_eq!(body["template_card"]["replace_text"], "已超时");
    assert!(body["template_card"].get("task_id").is_none());
}

#[tokio::test]
async fn a_used_code_is_spent_and_an_unreachable_person_is_named() {
    let platform = Platform::new(|_, _, _| code(60140)).await;
    let failure = platform
        .client()
        .update_card(&person("a"), "pd-1", "r1", &card())
        .await
        .expect_err("spent");
    assert_eq!(
        failure,
        SendFailure::Spent {
            code: "60140".into()
        }
    );
    let platform = Platform::new(|_, _, _| says(r#"{"errcode":0,"invaliduser":["a"]}"#)).await;
    let failure = platform
        .client()
        .update_card(&person("A"), "pd-1", "r1", &card())
        .await
        .expect_err("person");
    assert_eq!(
        failure,
        SendFailure::Person {
            code: "invaliduser".into()
        }
    );
}

#[tokio::test]
async fn fifty_sends_at_once_fetch_one_token() {
    let platform = Platform::new(|_, _, _| says(FINE)).await;
    let client = platform.client();
    let sent = join_all((0..50).map(|_| send(&client))).await;
    assert!(sent.iter().all(Result::is_ok), "{sent:?}");
    assert_eq!((platform.tokens(), platform.calls()), (1, 50));
}

#[tokio::test]
async fn fifty_sends_with_a_revoked_token_refresh_it_once() {
    let platform = Platform::new(|_, token, _| {
        if token == "t1" {
            code(42001)
        } else {
            says(FINE)
        }
    })
    .await;
    let client = platform.client();
    let sent = join_all((0..50).map(|_| send(&client))).await;
    assert!(sent.iter().all(Result::is_ok), "{sent:?}");
    assert_eq!(platform.tokens(), 2);
}

#[tokio::test]
async fn each_dead_token_code_refreshes_once_and_retries_once() {
    for dead in [40014, 42001, 40001] {
        let platform = Platform::new(move |_, token, _| {
            if token == "t1" {
                code(dead)
            } else {
                says(FINE)
            }
        })
        .await;
        assert!(send(&platform.client()).await.is_ok(), "{dead}");
        assert_eq!((platform.tokens(), platform.calls()), (2, 2), "{dead}");
        let platform = Platform::new(move |_, _, _| code(dead)).await;
        assert!(send(&platform.client()).await.is_err(), "{dead}");
        assert_eq!(
            (platform.tokens(), platform.calls()),
            (2, 2),
            "{dead}: it stops there"
        );
    }
}

#[tokio::test]
async fn a_wrong_secret_is_asked_about_once() {
    let platform = Platform::with_tokens(|_| code(40001), |_, _, _| says(FINE)).await;
    let client = platform.client();
    for _ in 0..3 {
        let failure = send(&client).await.expect_err("refused");
        assert!(matches!(&failure, SendFailure::App { code, .. } if code == "40001"));
        assert!(
            !format!("{failure:?} {failure}").contains("canary"),
            "{failure:?}"
        );
    }
    assert_eq!((platform.tokens(), platform.calls()), (1, 0));
}

#[tokio::test]
async fn without_a_token_nothing_is_unknown() {
    for (does, expected) in [
        ((|| Does::HangsUp) as fn() -> Does, later("reset")),
        (|| Does::Says(502, String::new()), later("http-502")),
        (|| says("<html>"), later("bad-answer")),
        (
            || says(r#"{"errcode":0,"access_token":""}"#),
            later("bad-answer"),
        ),
    ] {
        let platform = Platform::with_tokens(move |_| does(), |_, _, _| says(FINE)).await;
        assert_eq!(send(&platform.client()).await, Err(expected));
    }
}

#[tokio::test]
async fn an_id_that_was_taken_is_a_card_that_was_sent() {
    let platform = Platform::new(|_, _, _| code(42014)).await;
    let sent = send(&platform.client()).await.expect("sent before");
    assert_eq!(
        sent,
        Sent {
            already: true,
            ..Sent::default()
        }
    );
    for bad in ["", "a b", "号", &"x".repeat(129)] {
        let failure = platform
            .client()
            .send_card(&person("a"), bad, &card())
            .await
            .expect_err("ours");
        assert_eq!(
            failure,
            SendFailure::Never {
                code: "card-id".into()
            }
        );
    }
    assert_eq!(platform.calls(), 1, "a bad id is not sent");
}

#[tokio::test]
async fn accepted_and_not_delivered_is_the_person_s_trouble() {
    let unreachable = |code: &str| SendFailure::Person { code: code.into() };
    for (answer, expected) in [
        (
            r#"{"errcode":0,"invaliduser":"x|hanmeimei"}"#,
            unreachable("invaliduser"),
        ),
        (
            r#"{"errcode":0,"invaliduser":["hanmeimei"]}"#,
            unreachable("invaliduser"),
        ),
        (
            r#"{"errcode":0,"unlicenseduser":"hanmeimei"}"#,
            unreachable("unlicenseduser"),
        ),
        (r#"{"errcode":81013}"#, unreachable("81013")),
    ] {
        assert_eq!(failing(move || says(answer)).await, expected, "{answer}");
    }
    let platform =
        Platform::new(|_, _, _| says(r#"{"errcode":0,"invaliduser":"hanmei|xhanmeimei2"}"#)).await;
    assert!(send(&platform.client()).await.is_ok(), "somebody else");
    for everybody in ["@all", "a|b", ""] {
        let failure = platform
            .client()
            .send_text(&person(everybody), "x")
            .await
            .expect_err("refused");
        assert_eq!(failure, unreachable("userid"));
    }
}

#[tokio::test]
async fn a_lost_answer_is_unknown_and_is_not_repeated_here() {
    assert_eq!(failing(|| Does::HangsUp).await, unknown("reset"));
    assert_eq!(failing(|| Does::HangsUpInTheAnswer).await, unknown("reset"));
    assert_eq!(
        failing(|| Does::Says(500, String::new())).await,
        unknown("http-500")
    );
    assert_eq!(failing(|| says("<html>")).await, unknown("bad-answer"));
    assert_eq!(failing(|| says("{}")).await, unknown("bad-answer"));
    assert_eq!(
        failing(|| says("x".repeat(1024 * 1024 + 1))).await,
        unknown("answer-too-large")
    );
    let platform = Platform::new(|_, _, _| Does::Stalls).await;
    assert_eq!(send(&platform.client()).await, Err(unknown("timeout")));
    assert_eq!(platform.calls(), 1);
}

#[tokio::test]
async fn a_closed_door_is_later_since_nothing_was_asked() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
    let address = format!("http://{}", listener.local_addr().expect("bound"));
    drop(listener);
    let failure = send(&client(&address, Duration::from_secs(1)))
        .await
        .expect_err("closed");
    assert_eq!(failure, later("connect"));
}

#[tokio::test]
async fn a_platform_that_goes_away_between_two_sends_is_later() {
    let platform = Platform::new(|_, _, _| says(FINE)).await;
    let client = platform.client();
    assert!(send(&client).await.is_ok());
    platform.stop().await;
    assert_eq!(
        send(&client).await,
        Err(later("connect")),
        "the token was at hand"
    );
}

#[tokio::test]
async fn waits_and_gateways_are_told_apart() {
    assert_eq!(failing(|| code(-1)).await, later("-1"));
    assert_eq!(failing(|| code(45033)).await, later("45033"));
    let minute = Duration::from_secs(60);
    let throttled = |code: &str| SendFailure::Throttled {
        code: code.into(),
        after: minute,
    };
    assert_eq!(failing(|| code(45009)).await, throttled("45009"));
    assert_eq!(
        failing(|| Does::Says(429, String::new())).await,
        throttled("http-429")
    );
    let gateway = failing(|| Does::Says(404, String::new())).await;
    assert!(matches!(gateway, SendFailure::App { code, .. } if code == "http-404"));
    assert_eq!(
        failing(|| code(42035)).await,
        SendFailure::Never {
            code: "42035".into()
        }
    );
}

#[tokio::test]
async fn no_secret_token_or_word_is_logged() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let token = |_| says(r#"{"errcode":0,"access_token":"canary-token","expires_in":7200}"#);
    for does in [
        || code(99_999),
        || Does::HangsUp,
        || code(42035),
        || code(60020),
    ] {
        let platform = Platform::with_tokens(token, move |_, _, _| does()).await;
        let card = Card {
            title: "canary-title".into(),
            ..card()
        };
        let failure = platform
            .client()
            .send_card(&person("canary-user"), "pd-1", &card)
            .await;
        assert!(!format!("{failure:?}").contains("canary"), "{failure:?}");
    }
    let text = log.text();
    assert!(
        text.contains("code=99999") && text.contains("no answer"),
        "{text}"
    );
    assert!(!text.contains("canary"), "{text}");
}
