//! Cards and texts against a small server that answers, refuses or loses them.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::client::Client;
use super::stand_in::{Does, Platform, arrived, lost, offer, refuses, says, sent, wang_fang};
use crate::app::ports::{Address, Chat, Right, SendFailure, Sent};

const CREATE: &str = "POST /v1.0/card/instances/createAndDeliver";
const DELIVER: &str = "POST /v1.0/card/instances/deliver";
const PUT: &str = "PUT /v1.0/card/instances";
const BATCH: &str = "POST /v1.0/robot/oToMessages/batchSend";
const GROUP: &str = "POST /v1.0/robot/groupMessages/send";
const PAGE: &str = "https://paidan.example.cn/h5/leads/1042";

async fn send(client: &Client) -> Result<Sent, SendFailure> {
    client.send_card(&wang_fang(), "pd-1", &offer()).await
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
            |f| matches!(f, SendFailure::Throttled { after, .. } if after.as_secs() == 60),
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
async fn a_change_puts_the_new_state_and_keeps_its_right() {
    let platform = Platform::new(|_| says(r#"{"success":true,"result":true}"#)).await;
    let changed = platform
        .client()
        .update_card(&wang_fang(), "pd-1", "put", &offer())
        .await;
    assert_eq!(changed, Ok(Right::Kept));
    assert_eq!(platform.paths(), [PUT]);
    let platform = Platform::new(|_| refuses(400, "param.cardNotExist")).await;
    let gone = platform
        .client()
        .update_card(&wang_fang(), "pd-1", "put", &offer())
        .await;
    assert!(matches!(gone, Err(SendFailure::Spent { .. })), "{gone:?}");
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
        .send_card(&Address::Group, "pd-9", &offer())
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
async fn ids_that_would_reach_somebody_else_are_not_sent() {
    let platform = Platform::new(|_| arrived()).await;
    for bad in ["", "a;IM_GROUP.cid", "a b", &"1".repeat(65)] {
        let to = Address::Person(bad.into());
        let failure = platform.client().send_card(&to, "pd-1", &offer()).await;
        assert!(matches!(failure, Err(SendFailure::Person { .. })), "{bad}");
    }
    let long = platform
        .client()
        .send_card(&wang_fang(), &"x".repeat(101), &offer())
        .await;
    assert!(matches!(long, Err(SendFailure::Never { .. })));
    assert!(platform.paths().is_empty());
}
