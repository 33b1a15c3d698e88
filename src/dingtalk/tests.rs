//! Vectors: the project's own (`tests/data/dingtalk-vectors.json`, made by the script beside
//! it), and the shared ones where they are at hand. One table a kind; the kinds of Stream
//! are tested where Stream is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::events::{EventRefused, Events};
use super::instance::{Delivered, Space, delivered};
use super::robot::{Content, Heard, Place};
use super::verdict::{Family, Verdict, judge};
use super::{Refused, Settings, answer, batch, call, card, click, robot, signed};
use crate::app::ports::Address;
use crate::protocol::CryptoError;

const OURS: &str = "tests/data/dingtalk-vectors.json";
const SHARED: &str = "../shared/protocols/dingtalk-vectors.json";
const OAPI: &str = "https://oapi.dingtalk.com";

/// Checks every vector of a kind, ours and the shared ones; `least` of ours there must be.
fn each(kind: &str, least: usize, check: impl Fn(&Value)) {
    let ours = vectors(&here(OURS), kind);
    assert!(ours.len() >= least, "{} of our own {kind}", ours.len());
    let shared = here(SHARED);
    let theirs = if shared.exists() {
        let theirs = vectors(&shared, kind);
        assert!(!theirs.is_empty(), "no shared {kind}");
        theirs
    } else {
        println!("skipped: no {}", shared.display());
        Vec::new()
    };
    ours.iter().chain(&theirs).for_each(check);
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn vectors(path: &Path, kind: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("the file reads");
    let file: Value = serde_json::from_str(&text).expect("the file is JSON");
    let all = file["vectors"].as_array().expect("vectors");
    all.iter()
        .filter(|one| one["kind"] == kind)
        .cloned()
        .collect()
}

fn text_of<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

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

fn map(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().expect("an object")
}

#[test]
fn card_param_map() {
    each("card_param_map", 1, |vector| {
        let made = card::param_map(&map(&vector["input"]));
        assert_eq!(
            json!(made),
            vector["expect"]["cardParamMap"],
            "{}",
            vector["id"]
        );
    });
}

#[test]
fn card_answer() {
    each("card_answer", 1, |vector| {
        let part = |name: &str| card::param_map(&map(&vector["input"][name]));
        let made = answer::by_key(part("public"), part("private"));
        assert_eq!(made, vector["expect"]["body"], "{}", vector["id"]);
    });
}

#[test]
fn open_space() {
    each("open_space", 2, |vector| {
        let id = text_of(&vector["input"], "id");
        let to = match text_of(&vector["input"], "kind") {
            "group" => Address::Group,
            _ => Address::Person(id.to_owned()),
        };
        let space = Space::of(&to, id).expect("a space");
        assert_eq!(
            space.id(),
            vector["expect"]["openSpaceId"],
            "{}",
            vector["id"]
        );
    });
}

fn answered(family: Family, vector: &Value) -> call::Answer {
    let status = vector["answer"]["status"].as_u64().expect("a status");
    let status = u16::try_from(status).expect("a status");
    let (judged, body) = judge(
        family,
        status,
        text_of(&vector["answer"], "body").as_bytes(),
    );
    call::Answer { judged, body }
}

#[test]
fn batch_send() {
    each("batch_send", 3, |vector| {
        let users = vector["user_ids"].as_array().expect("users");
        let users: Vec<&str> = users.iter().filter_map(Value::as_str).collect();
        let answer = answered(Family::New, vector);
        let fates: BTreeMap<_, _> = batch::read(&users, &answer)
            .into_iter()
            .map(|(user, fate)| (user, fate_word(&fate)))
            .collect();
        let (id, expect) = (&vector["id"], &vector["expect"]);
        assert_eq!(json!(fates), expect["per_user"], "{id}");
        let key = batch::process_query_key(&answer.body);
        assert_eq!(key.as_deref(), expect["process_query_key"].as_str(), "{id}");
        if let Some(verdict) = expect["verdict"].as_str() {
            assert_eq!(word(answer.judged.verdict), verdict, "{id}");
        }
    });
}

fn fate_word(fate: &batch::Fate) -> &'static str {
    match fate {
        batch::Fate::Sent(_) => "sent",
        batch::Fate::Invalid => "invalid",
        batch::Fate::FlowControlled => "flow_controlled",
        batch::Fate::Untold => "unknown",
        batch::Fate::Failed(_) => "failed",
    }
}

#[test]
fn batch_chunks() {
    each("batch_chunks", 1, |vector| {
        let users = vector["input"]["user_ids"].as_array().expect("users");
        let users: Vec<&str> = users.iter().filter_map(Value::as_str).collect();
        let chunks = batch::chunks(&users);
        let sizes: Vec<usize> = chunks.iter().map(Vec::len).collect();
        let first: Vec<&str> = chunks.iter().map(|chunk| chunk[0]).collect();
        let expect = &vector["expect"];
        assert_eq!(
            (json!(sizes), json!(first)),
            (expect["sizes"].clone(), expect["first"].clone())
        );
    });
}

#[test]
fn api_answer() {
    each("api_answer", 10, |vector| {
        let (id, expect, api) = (&vector["id"], &vector["expect"], text_of(vector, "call"));
        let family = if api.contains("sessionWebhook") {
            Family::Session
        } else if api.contains("/topapi/") {
            Family::Old
        } else {
            Family::New
        };
        let call::Answer { judged, body } = answered(family, vector);
        let mut found = word(judged.verdict);
        if judged.verdict == Verdict::Done && api.ends_with("createAndDeliver") {
            match delivered(&body) {
                Delivered::Yes(carrier) => {
                    assert_eq!(carrier.as_deref(), expect["carrier_id"].as_str(), "{id}");
                }
                Delivered::No(_) => found = "not_delivered",
                Delivered::Untold => panic!("{id}: untold"),
            }
        }
        assert_eq!(found, expect["verdict"], "{id}: {judged:?}");
        let wait = match judged.failure() {
            crate::app::ports::SendFailure::Throttled { after, .. } => Some(after),
            crate::app::ports::SendFailure::Later { after, .. } => after,
            _ => None,
        };
        let wait = wait.map(|wait| u64::try_from(wait.as_millis()).expect("small"));
        assert_eq!(wait, expect["wait_ms"].as_u64(), "{id}");
        if expect["fallback"] == true {
            assert!(judged.verdict.falls_back(), "{id}");
        }
        let scopes = expect.get("scopes").cloned().unwrap_or(json!([]));
        assert_eq!(json!(judged.scopes), scopes, "{id}");
    });
}

/// The vectors' word for a verdict; ours are finer.
fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Done => "ok",
        Verdict::Token => "refresh_token",
        Verdict::Throttled(_) => "throttle",
        Verdict::Quota => "quota",
        Verdict::Blocked => "ip_blocked",
        Verdict::App(_) | Verdict::Template => "alarm",
        Verdict::Busy | Verdict::Untold => "retry",
        Verdict::Already => "already_done",
        Verdict::NotFound => "not_found",
        Verdict::Over => "use_api",
        Verdict::Content
        | Verdict::Recipient
        | Verdict::CardGone
        | Verdict::Group
        | Verdict::Request
        | Verdict::Unlisted => "give_up",
    }
}

/// paidan sends by no custom robot; the formula is the robot's, percent-encoded in a query.
#[test]
fn webhook_sign() {
    each("webhook_sign", 1, |vector| {
        let (secret, timestamp) = (text_of(vector, "secret"), text_of(vector, "timestamp"));
        let sign = signed::robot(&secret.into(), timestamp);
        assert_eq!(sign, vector["expect"]["sign"], "{}", vector["id"]);
        let mut url = reqwest::Url::parse("https://oapi.dingtalk.com/robot/send").expect("a URL");
        url.query_pairs_mut()
            .append_pair("timestamp", timestamp)
            .append_pair("sign", &sign);
        assert_eq!(
            url.query(),
            vector["expect"]["query"].as_str(),
            "{}",
            vector["id"]
        );
    });
}
