//! Messages of the robot: recalled, refused for one person, answered in place.

use std::sync::atomic::Ordering;
use std::time::Duration;

use super::stand_in::{Platform, offer, says, sent, wang_fang};
use crate::app::ports::{Chat, Right, SendFailure};
use crate::words::Card;

const BATCH: &str = "POST /v1.0/robot/oToMessages/batchSend";
const RECALL: &str = "POST /v1.0/robot/otoMessages/batchRecall";

#[tokio::test]
async fn a_message_is_taken_back_and_followed_by_the_new_state() {
    let platform = Platform::new(|asked| match asked.path.as_str() {
        "/v1.0/robot/otoMessages/batchRecall" => {
            says(r#"{"successResult":["q1"],"failedResult":{}}"#)
        }
        _ => sent("q2"),
    })
    .await;
    let client = platform.client();
    let changed = client
        .update_card(&wang_fang(), "pd-1", "recall:q1", &offer())
        .await;
    assert_eq!(changed, Ok(Right::Instead("recall:q2".into())));
    assert_eq!(platform.paths(), [RECALL, BATCH]);
    let ended = Card {
        buttons: Vec::new(),
        url: None,
        ended: Some("已超时".into()),
        ..offer()
    };
    let changed = client
        .update_card(&wang_fang(), "pd-1", "recall:q2", &ended)
        .await;
    assert_eq!(changed, Ok(Right::Used), "a text needs no right");
    assert_eq!(platform.last().body["msgKey"], "sampleText");
}

#[tokio::test]
async fn a_message_too_old_to_be_taken_back_is_followed_all_the_same() {
    let platform = Platform::new(|asked| match asked.path.as_str() {
        "/v1.0/robot/otoMessages/batchRecall" => says(r#"{"failedResult":{"q1":"too old"}}"#),
        _ => sent("q2"),
    })
    .await;
    let changed = platform
        .client()
        .update_card(&wang_fang(), "pd-1", "recall:q1", &offer())
        .await;
    assert_eq!(changed, Ok(Right::Instead("recall:q2".into())));
    let stranger = platform
        .client()
        .update_card(&wang_fang(), "pd-1", "r1", &offer())
        .await;
    assert!(
        matches!(stranger, Err(SendFailure::Spent { .. })),
        "another platform's right"
    );
}

#[tokio::test]
async fn a_text_is_one_message_of_the_robot() {
    let platform = Platform::new(|_| sent("q1")).await;
    let text = "已转派给张伟".repeat(1000);
    let sent = platform
        .client()
        .send_text(&wang_fang(), &text)
        .await
        .expect("sent");
    assert_eq!(
        (sent.message_id.as_deref(), sent.update_code),
        (Some("q1"), None)
    );
    let body = platform.last().body;
    assert_eq!(
        (body["robotCode"].as_str(), body["msgKey"].as_str()),
        (Some("dingclient"), Some("sampleText"))
    );
    assert_eq!(body["userIds"], serde_json::json!(["307230314957509816"]));
    assert!(
        platform.last_param()["content"]
            .as_str()
            .is_some_and(|text| text.len() <= 6000)
    );
}

#[tokio::test]
async fn one_person_s_own_trouble_is_told_apart() {
    let listed = |list: &'static str| {
        Platform::new(move |_| {
            says(format!(
                r#"{{"processQueryKey":"q","{list}":["307230314957509816"]}}"#
            ))
        })
    };
    let platform = listed("invalidStaffIdList").await;
    let failure = platform
        .client_without_template()
        .send_card(&wang_fang(), "pd-1", &offer())
        .await
        .expect_err("person");
    assert!(matches!(failure, SendFailure::Person { .. }), "{failure:?}");
    let platform = listed("flowControlledStaffIdList").await;
    let failure = platform
        .client_without_template()
        .send_card(&wang_fang(), "pd-1", &offer())
        .await
        .expect_err("busy");
    assert!(
        matches!(failure, SendFailure::PersonBusy { .. }),
        "{failure:?}"
    );
}

#[tokio::test]
async fn an_answer_is_said_in_place_and_counted() {
    let platform = Platform::new(|_| says(r#"{"errcode":0,"errmsg":"ok"}"#)).await;
    let http = crate::protocol::stand_in::http(Duration::from_millis(400));
    let replies = super::Replies::new(&platform.settings(), http, platform.counted.clone());
    let address = format!(
        "{}/robot/sendBySession?session=canary",
        platform.server.address
    );
    let session = super::Session::new(address, 100_000);
    assert!(replies.say(&session, "已认领", Some("307"), 0).await);
    let body = platform.last().body;
    assert_eq!(body["text"]["content"], "@307 已认领");
    assert_eq!(body["at"]["atUserIds"], serde_json::json!(["307"]));
    assert!(
        !replies.say(&session, "已认领", None, 99_000).await,
        "about to end"
    );
    assert_eq!(platform.counted.messages.load(Ordering::SeqCst), 1);
    assert_eq!(platform.counted_calls(), 0);

    let over = Platform::new(|_| says(r#"{"errcode":300001,"errmsg":"session"}"#)).await;
    let http = crate::protocol::stand_in::http(Duration::from_millis(400));
    let replies = super::Replies::new(&over.settings(), http, over.counted.clone());
    let address = format!("{}/robot/sendBySession?session=1", over.server.address);
    assert!(
        !replies
            .say(&super::Session::new(address, 100_000), "x", None, 0)
            .await
    );
}
