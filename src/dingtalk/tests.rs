//! Vectors of what comes in, one table a kind; the kinds of Stream are tested where Stream
//! is.

use serde_json::{Value, json};

use super::events::{EventRefused, Events};
use super::robot::{Content, Heard, Place};
use super::vectors::{each, text_of};
use super::{Refused, Settings, click, robot};
use crate::protocol::CryptoError;

const OAPI: &str = "https://oapi.dingtalk.com";

#[test]
fn event_http() {
    each("event_http", 6, |vector| {
        let request = &vector["request"];
        let opened = events(vector).decrypt(
            text_of(request, "query"),
            text_of(request, "body").as_bytes(),
        );
        let (id, expect) = (&vector["id"], &vector["expect"]);
        match opened {
            Ok((opened, _)) => {
                assert_eq!(opened.message, expect["plaintext"], "{id}");
                let fields = expect["fields"].as_object().cloned().unwrap_or_default();
                let message: Value = serde_json::from_str(&opened.message).expect("JSON");
                for (name, value) in fields {
                    assert_eq!(message[&name], value, "{id} {name}");
                }
            }
            Err(refused) => {
                assert_eq!(expect["ok"], false, "{id}: {refused}");
                assert_eq!(stage(&refused), expect["stage"], "{id}");
            }
        }
    });
}

fn events(vector: &Value) -> Events {
    Events::new(&Settings {
        client_id: text_of(vector, "receive_id").to_owned(),
        corp_id: "ding0c0ffee0c0ffee".into(),
        token: text_of(vector, "token").into(),
        encoding_aes_key: text_of(vector, "encoding_aes_key").into(),
        ..Settings::default()
    })
    .expect("a key")
}

fn stage(refused: &EventRefused) -> String {
    match refused {
        EventRefused::Query => "query".to_owned(),
        EventRefused::Envelope => "json".to_owned(),
        EventRefused::Message | EventRefused::Crypto(CryptoError::Utf8) => "inner".to_owned(),
        EventRefused::Crypto(error) => error.to_string(),
        other => panic!("not a stage of the transport: {other}"),
    }
}

#[test]
fn event_reply() {
    each("event_reply", 2, |vector| {
        let reply = &vector["reply"];
        let random = text_of(reply, "random16").as_bytes().try_into();
        let sealed = events(vector).seal(
            false,
            &random.expect("16 bytes"),
            text_of(reply, "timestamp"),
            text_of(reply, "nonce"),
        );
        assert_eq!(sealed, vector["expect"]["response"], "{}", vector["id"]);
    });
}

#[test]
fn an_event_for_the_corp_id_is_taken_by_setting_only_and_answered_for_it() {
    let settings = |takes_corp| Settings {
        client_id: "ding5kl9f8yylbeg1rhd".into(),
        corp_id: "ding1a0ce76f67ca8980".into(),
        token: "JDFbq3PtCkJt".into(),
        encoding_aes_key: "W0t9DLC4Ub7eNcL5Hm1yR0nhlJXKOvvVPwBJ8HKOGoE".into(),
        events_for_corp_id: takes_corp,
        ..Settings::default()
    };
    let sealed =
        Events::new(&settings(true))
            .expect("a key")
            .seal(true, &[7; 16], "1790000000000", "n");
    let query = format!(
        "msg_signature={}&timestamp=1790000000000&nonce=n",
        text_of(&sealed, "msg_signature")
    );
    let body = json!({"encrypt": sealed["encrypt"]}).to_string();
    let open = |takes_corp| {
        let events = Events::new(&settings(takes_corp)).expect("a key");
        events.open(&query, body.as_bytes(), 1_790_000_000_000)
    };
    // What is sealed here is the word success, which is no event.
    assert_eq!(open(true).expect_err("no event"), EventRefused::Message);
    assert_eq!(open(false).expect_err("no"), EventRefused::ForCorpId);
}

#[test]
fn robot_http() {
    each("robot_http", 4, |vector| {
        let (request, secret) = (&vector["request"], text_of(vector, "app_secret"));
        let now = vector["now_ms"].as_i64().expect("a time");
        let checked = robot::check(
            &secret.into(),
            header(request, "timestamp"),
            header(request, "sign"),
            now,
        );
        let heard = checked.and_then(|()| robot::read(text_of(request, "body").as_bytes()));
        check_heard(vector, heard, now);
    });
}

#[test]
fn robot_body() {
    each("robot_body", 5, |vector| {
        let now = vector["now_ms"].as_i64().expect("a time");
        check_heard(vector, robot::read(text_of(vector, "body").as_bytes()), now);
    });
}

fn header<'a>(request: &'a Value, name: &str) -> Option<&'a str> {
    let headers = request["headers"].as_object()?;
    let found = headers
        .iter()
        .find(|(one, _)| one.eq_ignore_ascii_case(name));
    found.and_then(|(_, value)| value.as_str())
}

fn check_heard(vector: &Value, heard: Result<Heard, Refused>, now: i64) {
    let (id, expect) = (&vector["id"], &vector["expect"]);
    let heard = match heard {
        Ok(heard) => heard,
        Err(refused) => {
            assert_eq!(expect["ok"], false, "{id}: {refused}");
            return assert_eq!(stage_of(refused), expect["stage"], "{id}");
        }
    };
    let Heard::Message(message) = heard else {
        return assert_eq!(expect["message"], json!({"quota_exhausted": true}), "{id}");
    };
    let expect = &expect["message"];
    let content = match message.content {
        Content::Text => "text",
        Content::Rich => "rich",
        Content::Voice => "voice",
        Content::Other => "other",
    };
    let place = match message.place {
        Place::Single => "single",
        Place::Group => "group",
    };
    let session = message.session.as_ref();
    let via = match session.is_some_and(|session| session.is_usable(OAPI, now)) {
        true => "session_webhook",
        false => "api",
    };
    let found = json!({
        "who": message.who, "nick": message.nick, "content": content, "text": message.text,
        "where": {"kind": place, "conversation_id": message.conversation},
        "mentions": message.mentions, "dedupe_key": message.key, "reply_via": via,
        // How a text is folded and what is a command says our own grammar, below.
        "folded": expect["folded"], "is_command": expect["is_command"],
    });
    assert_eq!(&found, expect, "{id}");
    if expect["is_command"] == true {
        assert!(!is_chatter(&message.text), "{id}: {}", message.text);
    } else if !text_of(expect, "folded").starts_with('/') {
        assert!(is_chatter(&message.text), "{id}: {}", message.text);
    }
}

fn is_chatter(text: &str) -> bool {
    use paidan_domain::people::Role;
    use paidan_domain::slash::{Context, Names, Said, parse};
    let context = Context {
        asker: Role::Rep,
        one_to_one: false,
        mentions: &[],
        names: &Names::default(),
        now: paidan_domain::time::Instant(0),
        zone: &jiff::tz::TimeZone::UTC,
    };
    matches!(parse(text, &context), Ok(Said::Chatter { .. }))
}

fn stage_of(refused: Refused) -> &'static str {
    match refused {
        Refused::Header => "header",
        Refused::Stale { .. } => "stale",
        Refused::Signature => "signature",
        Refused::Body => "body",
        Refused::OtherCorp => "corp",
    }
}

#[test]
fn card_body() {
    each("card_body", 5, |vector| {
        check_click(
            vector,
            click::Click::read(text_of(vector, "body").as_bytes()),
        );
    });
}

#[test]
fn card_http() {
    each("card_http", 3, |vector| {
        let (request, secret) = (&vector["request"], text_of(vector, "api_secret"));
        let checked = click::check(
            &secret.into(),
            header(request, "x-ddpaas-signature-timestamp"),
            header(request, "x-ddpaas-signature"),
            vector["now_ms"].as_i64().expect("a time"),
        );
        let body = text_of(request, "body").as_bytes();
        check_click(vector, checked.and_then(|()| click::Click::read(body)));
    });
}

fn check_click(vector: &Value, read: Result<click::Click, Refused>) {
    let (id, expect) = (&vector["id"], &vector["expect"]);
    match read {
        Ok(click) => {
            let found = json!({
                "out_track_id": click.out_track_id, "who": click.who,
                "user_id_type": click.user_id_type, "corp_id": click.corp_id,
                "action_ids": click.action_ids, "action_id": click.action_ids.first(),
                "params": click.params,
            });
            assert_eq!(found, expect["click"], "{id}");
            let inbound = click.inbound(&click.corp_id).expect("ours");
            assert_eq!(inbound.is_some(), !click.action_ids.is_empty(), "{id}");
        }
        Err(refused) => {
            assert_eq!(expect["ok"], false, "{id}: {refused}");
            assert_eq!(stage_of(refused), expect["stage"], "{id}");
        }
    }
}
