//! Cards and texts against a small server that answers, refuses or loses them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::client::Client;
use super::stand_in::{Does, Platform, arrived, lost, refuses, says, sent};
use crate::app::ports::{Address, Chat, Right, SendFailure, Sent};
use crate::words::{Button, ButtonWeight, Card};

const CREATE: &str = "POST /v1.0/card/instances/createAndDeliver";
const DELIVER: &str = "POST /v1.0/card/instances/deliver";
const PUT: &str = "PUT /v1.0/card/instances";
const BATCH: &str = "POST /v1.0/robot/oToMessages/batchSend";
const GROUP: &str = "POST /v1.0/robot/groupMessages/send";
const RECALL: &str = "POST /v1.0/robot/otoMessages/batchRecall";
const PAGE: &str = "https://paidan.example.cn/h5/leads/1042";

fn card() -> Card {
    Card {
        title: "#1042 金华 · 保温杯 3000 个".into(),
        quote: Some("要 3000 个".into()),
        buttons: vec![Button {
            key: "claim".into(),
            text: "认领".into(),
            weight: ButtonWeight::Main,
            url: None,
        }],
        url: Some(PAGE.into()),
        ..Card::default()
    }
}

fn wang_fang() -> Address {
    Address::Person("307230314957509816".into())
}

async fn send(client: &Client) -> Result<Sent, SendFailure> {
    client.send_card(&wang_fang(), "pd-1", &card()).await
}

/// Creating a card is answered by `create`; every message is sent.
async fn with_create(create: impl Fn() -> Does + Send + Sync + 'static) -> Platform {
    Platform::new(move |asked| match asked.path.as_str() {
        "/v1.0/card/instances/createAndDeliver" => create(),
        _ => sent("q1"),
    })
    .await
}

fn by_message(key: &str) -> Sent {
    Sent {
        message_id: Some(key.into()),
        update_code: Some(format!("recall:{key}")),
        already: false,
    }
}

#[tokio::test]
async fn a_card_goes_out_and_may_be_changed_for_ever() {
    let platform = Platform::new(|_| arrived()).await;
    let expected = Sent {
        message_id: Some("carrier-1".into()),
        update_code: Some("put".into()),
        already: false,
    };
    assert_eq!(send(&platform.client()).await, Ok(expected));
    assert_eq!(platform.paths(), [CREATE]);
    assert_eq!(platform.last().body["outTrackId"], "pd-1");
    assert_eq!(platform.counted_calls(), 1, "the token costs nothing");
}

#[tokio::test]
async fn a_card_that_was_there_before_is_sent_and_can_be_changed() {
    let platform = Platform::new(|_| refuses(400, "param.cardAlreadyExist")).await;
    let sent = send(&platform.client()).await.expect("sent");
    assert!(sent.already);
    assert_eq!(sent.update_code.as_deref(), Some("put"));
}

#[tokio::test]
async fn a_card_that_did_not_arrive_is_brought_once_more() {
    let platform = Platform::new(|asked| match asked.path.as_str() {
        "/v1.0/card/instances/deliver" => arrived(),
        _ => lost(),
    })
    .await;
    let sent = send(&platform.client()).await.expect("sent");
    assert_eq!(sent.update_code.as_deref(), Some("put"));
    assert_eq!(platform.paths(), [CREATE, DELIVER]);
    assert_eq!(
        platform.last().body["outTrackId"],
        "pd-1",
        "with the same id"
    );
}

#[tokio::test]
async fn a_card_that_never_arrives_goes_as_a_message_with_links() {
    let platform = Platform::new(|asked| match asked.path.as_str() {
        path if path.starts_with("/v1.0/card") => lost(),
        _ => sent("q1"),
    })
    .await;
    assert_eq!(send(&platform.client()).await, Ok(by_message("q1")));
    assert_eq!(platform.paths(), [CREATE, DELIVER, BATCH]);
    assert_eq!(platform.last().body["msgKey"], "sampleActionCard6");
    assert_eq!(
        platform.last_param()["buttonUrl1"],
        format!("{PAGE}?do=claim")
    );
}

#[tokio::test]
async fn a_card_made_and_not_arrived_is_not_taken_for_sent_by_the_next_try() {
    let tries = AtomicUsize::new(0);
    let platform = Platform::new(move |asked| match asked.path.as_str() {
        "/v1.0/card/instances/deliver" => refuses(500, "system.busy"),
        "/v1.0/card/instances/createAndDeliver" if tries.fetch_add(1, Ordering::SeqCst) > 0 => {
            refuses(400, "param.cardAlreadyExist")
        }
        "/v1.0/card/instances/createAndDeliver" => lost(),
        _ => sent("q1"),
    })
    .await;
    let client = platform.client();
    let first = send(&client).await.expect_err("busy");
    assert!(matches!(first, SendFailure::Unknown { .. }), "{first:?}");
    assert_eq!(send(&client).await, Ok(by_message("q1")));
    assert_eq!(platform.paths(), [CREATE, DELIVER, BATCH]);
}

#[tokio::test]
async fn a_refused_template_is_tried_once_and_then_left_alone() {
    for code in [
        "param.templateUnpublished",
        "param.templateNotExist",
        "param.cardTemplateIdEmpty",
    ] {
        let platform = with_create(move || refuses(400, code)).await;
        let client = platform.client();
        for _ in 0..3 {
            assert_eq!(send(&client).await, Ok(by_message("q1")), "{code}");
        }
        assert_eq!(platform.paths(), [CREATE, BATCH, BATCH, BATCH]);
    }
}

#[tokio::test]
async fn without_a_template_nothing_is_tried() {
    let platform = Platform::new(|_| sent("q1")).await;
    assert_eq!(
        send(&platform.client_without_template()).await,
        Ok(by_message("q1"))
    );
    assert_eq!(platform.paths(), [BATCH]);
}

#[tokio::test]
async fn refused_words_are_left_out() {
    let platform = with_create(|| refuses(400, "param.contentUnsafe")).await;
    send(&platform.client()).await.expect("sent");
    assert_eq!(platform.paths(), [CREATE, BATCH]);
    let text = platform.last_param()["text"]
        .as_str()
        .map(str::to_owned)
        .expect("a text");
    assert!(!text.contains("要 3000 个"), "{text}");
}

#[tokio::test]
async fn a_request_that_the_platform_will_not_take_still_reaches_the_rep() {
    for code in ["param.spaceIdIllegal", "some.new.code", "miss.param.x"] {
        let platform = with_create(move || refuses(400, code)).await;
        assert_eq!(
            send(&platform.client()).await,
            Ok(by_message("q1")),
            "{code}"
        );
    }
}

#[tokio::test]
async fn what_stops_everybody_stops_and_falls_back_on_nothing() {
    type Fits = fn(&SendFailure) -> bool;
    let cases: [(u16, &str, Fits); 6] = [
        (
            403,
            "Forbidden.AccessDenied.AccessTokenPermissionDenied",
            |f| matches!(f, SendFailure::App { .. }),
        ),
        (
            403,
            "Forbidden.AccessDenied.ApiCountLimitForOrg",
            |f| matches!(f, SendFailure::App { code, .. } if code == "quota"),
        ),
        (
            403,
            "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi",
            |f| matches!(f, SendFailure::PersonBusy { after, .. } if after.as_secs() == 60),
        ),
        (400, "param.userIdNotExist", |f| {
            matches!(f, SendFailure::Person { .. })
        }),
        (500, "system.busy", |f| {
            matches!(f, SendFailure::Unknown { .. })
        }),
        (400, "system.busy", |f| {
            matches!(f, SendFailure::Later { .. })
        }),
    ];
    for (status, code, fits) in cases {
        let platform = with_create(move || refuses(status, code)).await;
        let failure = send(&platform.client()).await.expect_err("fails");
        assert!(fits(&failure), "{code}: {failure:?}");
        assert_eq!(platform.paths(), [CREATE], "{code}");
    }
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
    let failure = send(&platform.client_without_template())
        .await
        .expect_err("person");
    assert!(matches!(failure, SendFailure::Person { .. }), "{failure:?}");
    let platform = listed("flowControlledStaffIdList").await;
    let failure = send(&platform.client_without_template())
        .await
        .expect_err("busy");
    assert!(
        matches!(failure, SendFailure::PersonBusy { .. }),
        "{failure:?}"
    );
}

#[tokio::test]
async fn a_change_puts_the_new_state_and_keeps_its_right() {
    let platform = Platform::new(|_| says(r#"{"success":true,"result":true}"#)).await;
    let changed = platform
        .client()
        .update_card(&wang_fang(), "pd-1", "put", &card())
        .await;
    assert_eq!(changed, Ok(Right::Kept));
    assert_eq!(platform.paths(), [PUT]);
    let platform = Platform::new(|_| refuses(400, "param.cardNotExist")).await;
    let gone = platform
        .client()
        .update_card(&wang_fang(), "pd-1", "put", &card())
        .await;
    assert!(matches!(gone, Err(SendFailure::Spent { .. })), "{gone:?}");
}

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
        .update_card(&wang_fang(), "pd-1", "recall:q1", &card())
        .await;
    assert_eq!(changed, Ok(Right::Instead("recall:q2".into())));
    assert_eq!(platform.paths(), [RECALL, BATCH]);
    let ended = Card {
        buttons: Vec::new(),
        url: None,
        ended: Some("已超时".into()),
        ..card()
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
        .update_card(&wang_fang(), "pd-1", "recall:q1", &card())
        .await;
    assert_eq!(changed, Ok(Right::Instead("recall:q2".into())));
    let stranger = platform
        .client()
        .update_card(&wang_fang(), "pd-1", "r1", &card())
        .await;
    assert!(
        matches!(stranger, Err(SendFailure::Spent { .. })),
        "another platform's right"
    );
}

#[tokio::test]
async fn the_pool_group_gets_its_card_its_texts_and_nothing_when_there_is_none() {
    let platform = Platform::new(|asked| match asked.path.as_str() {
        "/v1.0/card/instances/createAndDeliver" => arrived(),
        _ => says(r#"{"processQueryKey":"g1"}"#),
    })
    .await;
    let client = platform.client();
    assert!(client.has_pool_group());
    client
        .send_card(&Address::Group, "pd-9", &card())
        .await
        .expect("sent");
    assert_eq!(
        platform.last().body["openSpaceId"],
        "dtv1.card//IM_GROUP.cidPool=="
    );
    client
        .send_text(&Address::Group, "公海有新线索")
        .await
        .expect("sent");
    assert_eq!(platform.paths(), [CREATE, GROUP]);
    assert_eq!(platform.last().body["openConversationId"], "cidPool==");

    let settings = super::Settings {
        pool_group: String::new(),
        ..platform.settings()
    };
    let without = Client::new(&settings, std::sync::Arc::new(platform.calls()));
    let failure = without
        .send_text(&Address::Group, "x")
        .await
        .expect_err("nowhere");
    assert!(matches!(failure, SendFailure::Never { .. }));
    assert!(!without.has_pool_group());
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
async fn ids_that_would_reach_somebody_else_are_not_sent() {
    let platform = Platform::new(|_| arrived()).await;
    for bad in ["", "a;IM_GROUP.cid", "a b", &"1".repeat(65)] {
        let to = Address::Person(bad.into());
        let failure = platform.client().send_card(&to, "pd-1", &card()).await;
        assert!(matches!(failure, Err(SendFailure::Person { .. })), "{bad}");
    }
    let long = platform
        .client()
        .send_card(&wang_fang(), &"x".repeat(101), &card())
        .await;
    assert!(matches!(long, Err(SendFailure::Never { .. })));
    assert!(platform.paths().is_empty());
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
