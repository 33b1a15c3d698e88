//! Bodies and headers by people who mean harm: refused or read, never a panic.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::click::Click;
use super::events::{Event, Events};
use super::verdict::{Family, judge};
use super::{Settings, card, robot};

/// JSON of every kind, some of it where our members stand.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!("{\"cardPrivateData\":{\"actionIds\":[\"claim\"]}}")),
    ];
    let name = prop_oneof![
        Just("content"),
        Just("value"),
        Just("richText"),
        Just("text"),
        Just("atUsers"),
        Just("msgId"),
        Just("conversationId"),
        Just("msgtype"),
        Just("outTrackId"),
        Just("userId"),
        Just("cardPrivateData"),
        Just("params"),
        Just("actionIds"),
        Just("errcode"),
        Just("code"),
        Just("sub_code"),
        Just("EventType"),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|members| members
                .into_iter()
                .map(|(k, v)| (k.to_owned(), v))
                .collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_body_brings_us_down(body in anything()) {
        let text = body.to_string();
        if let Ok(robot::Heard::Message(message)) = robot::read(text.as_bytes()) {
            let _ = message.inbound();
        }
        if let Ok(click) = Click::read(text.as_bytes()) {
            let _ = click.inbound("ding1");
        }
        if let Ok(event) = Event::read(&text, "ding1", None, None, None) {
            let _ = event.inbound();
        }
        for family in [Family::New, Family::Old, Family::Session] {
            let (judged, _) = judge(family, 400, text.as_bytes());
            prop_assert!(judged.code.is_ascii() && judged.code.len() <= 80);
        }
        if let Value::Object(members) = body {
            for value in card::param_map(&members).values() {
                prop_assert!(value.as_str().is_some_and(|text| text.len() <= 1024));
            }
        }
    }

    #[test]
    fn no_headers_and_no_query_bring_us_down(timestamp in ".{0,24}", sign in ".{0,48}", raw in any::<Vec<u8>>()) {
        let now = 1_790_000_000_000;
        prop_assert!(robot::check(&"secret".into(), Some(&timestamp), Some(&sign), now).is_err());
        let _ = robot::read(&raw);
        let _ = Click::read(&raw);
        let settings = Settings {
            client_id: "ding1".into(),
            token: "token1".into(),
            encoding_aes_key: "K".repeat(43).into(),
            ..Settings::default()
        };
        let events = Events::new(&settings).expect("a key");
        let query = format!("timestamp={timestamp}&nonce={sign}&msg_signature={sign}");
        prop_assert!(events.open(&query, &raw, now).is_err());
    }
}
