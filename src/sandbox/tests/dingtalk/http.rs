//! Mode `http`: everything comes signed to the service's addresses.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::{SECRET, TO_ZHANG, card, claimed, crypto, world};
use crate::sandbox::DingtalkMode::Http;
use crate::sandbox::tests::world::World;
use crate::sandbox::wecom::crypto::Sealed;

fn mac(key: &str, text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

/// The header of the last delivery to this address.
fn last(world: &World, path: &str, look: impl Fn(&dyn Fn(&str) -> String, &Value)) {
    let seen = world.seen.from_dingtalk.lock().unwrap();
    let delivery = seen.iter().rfind(|one| one.path.ends_with(path)).unwrap();
    let header = |name: &str| {
        delivery
            .headers
            .get(name)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    look(&header, &delivery.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn robot_messages_and_presses_come_signed() {
    let world = world(Http).await;
    let said = json!({"userid": "d-Zhang", "text": "/查询 7", "wait": true});
    let told: Value = world
        .post("/sandbox/dingtalk/say", said)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(told["status"], 200);
    last(&world, "/robot", |header, body| {
        let timestamp = header("timestamp");
        assert_eq!(
            header("sign"),
            mac(SECRET, &format!("{timestamp}\n{SECRET}"))
        );
        assert_eq!(body["text"]["content"], "/查询 7");
    });

    let route = json!({"callbackRouteKey": "paidan-x", "apiSecret": "s3cret",
        "callbackUrl": format!("{}/callbacks/dingtalk/card", world.service)});
    let (status, kept) = world
        .dingtalk("POST", "/v1.0/card/callbacks/register", route.clone())
        .await;
    assert_eq!(
        (status, &kept["result"]["apiSecret"]),
        (200, &json!("s3cret"))
    );
    let mut other = route;
    other["apiSecret"] = json!("other");
    let (_, kept) = world
        .dingtalk("POST", "/v1.0/card/callbacks/register", other.clone())
        .await;
    assert_eq!(kept["result"]["apiSecret"], "s3cret");
    other["forceUpdate"] = json!(true);
    world
        .dingtalk("POST", "/v1.0/card/callbacks/register", other)
        .await;

    let over_http = json!({"callbackType": "HTTP", "callbackRouteKey": "paidan-x"});
    world.send(card("pd-7-1", TO_ZHANG, over_http)).await;
    let answer = claimed("归你了").to_string();
    world
        .seen
        .dingtalk_answers
        .lock()
        .unwrap()
        .push_back(answer);
    let pressed = world.press_on_dingtalk("d-Zhang", "pd-7-1", "claim").await;
    assert_eq!(pressed["reply"], "card");
    last(&world, "/card", |header, body| {
        let timestamp = header("x-ddpaas-signature-timestamp");
        assert_eq!(header("x-ddpaas-signature"), mac("other", &timestamp));
        assert_eq!(body["type"], "actionCallback");
        assert!(body["value"].is_null(), "the page of HTTP has no `value`");
    });
    assert_eq!(
        world.dingtalk_messages("d-Zhang").await[1]["body"]["hint"],
        "归你了"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_come_encrypted_and_want_the_encrypted_success() {
    let world = world(Http).await;
    while world.setup(json!({})).await["callback_verified"] != true {
        tokio::task::yield_now().await;
    }
    world
        .seen
        .dingtalk_answers
        .lock()
        .unwrap()
        .push_back("{\"success\":true}".into());
    world
        .put(
            "/sandbox/dingtalk/people",
            json!([{"userid": "d-Zhang", "name": "张伟", "left": true}]),
        )
        .await;
    let deliveries = || {
        let seen = world.seen.from_dingtalk.lock().unwrap();
        let events = seen.iter().filter(|one| one.path.ends_with("/events"));
        events
            .map(|one| (one.query.clone(), one.body.clone()))
            .collect::<Vec<_>>()
    };
    while deliveries().len() < 3 {
        // A plain answer is no success, so the event comes again.
        world.advance(1).await;
    }
    let (query, body) = deliveries().pop().unwrap();
    let of = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).unwrap().1.to_owned()
    };
    assert_eq!(of("signature"), of("msg_signature"));
    let message = crypto().open(&Sealed {
        encrypt: body["encrypt"].as_str().unwrap().to_owned(),
        signature: of("msg_signature"),
        timestamp: of("timestamp"),
        nonce: of("nonce"),
    });
    let message: Value = serde_json::from_str(&message.unwrap()).unwrap();
    assert_eq!(
        (&message["EventType"], &message["userId"]),
        (&json!("user_leave_org"), &json!(["d-Zhang"]))
    );
}
