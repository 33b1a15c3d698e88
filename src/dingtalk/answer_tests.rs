//! Vectors of what goes out and how it is answered, one table a kind.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::instance::{Delivered, Space, delivered};
use super::vectors::{each, text_of};
use super::verdict::{Family, Verdict, judge};
use super::{answer, batch, call, card, signed};
use crate::app::ports::Address;

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
