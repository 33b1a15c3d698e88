//! The shared vectors of Stream (`protocols/dingtalk.md` §10), where they are at hand.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use async_trait::async_trait;
use serde_json::{Value, json};

use super::frame::{self, EventHeaders, Frame, Task};
use super::open::{self, App};
use super::work::{Deliveries, NotKept, deal_with};

#[tokio::test]
async fn the_shared_vectors_pass() {
    let path = shared("dingtalk-vectors.json");
    if !path.exists() {
        println!("skipped: no {}", path.display());
        return;
    }
    let text = std::fs::read_to_string(&path).expect("the file reads");
    let file: Value = serde_json::from_str(&text).expect("the file is JSON");
    let mut count = 0;
    for vector in file["vectors"].as_array().expect("vectors") {
        match text_of(vector, "kind") {
            "stream_frame" => check_frame(vector).await,
            "stream_sequence" => check_sequence(vector).await,
            "open_connection" => check_open(vector),
            _ => continue,
        }
        count += 1;
    }
    assert_eq!(count, 16 + 3 + 6);
}

/// `shared/` lies beside the project, wherever the project is checked out.
fn shared(name: &str) -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/protocols");
    beside.join(name)
}

async fn check_frame(vector: &Value) {
    let expect = &vector["expect"];
    let store = Store::of(vector);
    let (action, ack) = store.receive(text_of(vector, "frame")).await;
    assert_eq!(action, expect["action"], "{}", vector["id"]);
    check_ack(vector, ack, &expect["ack"]);
    if let Some(key) = expect["dedupe_key"].as_str() {
        assert_eq!(store.keys.into_inner().expect("no panic"), [key]);
    }
}

async fn check_sequence(vector: &Value) {
    let expect = &vector["expect"];
    let store = Store::of(vector);
    for (number, frame) in vector["frames"]
        .as_array()
        .expect("frames")
        .iter()
        .enumerate()
    {
        let (action, ack) = store.receive(frame.as_str().expect("text")).await;
        // Whether it is a repeat is known behind the port; here each is handed in.
        assert_eq!(action, "handle", "{}", vector["id"]);
        check_ack(vector, ack, &expect["acks"][number]);
    }
    let actions = expect["actions"].as_array().expect("actions");
    let repeats = actions.iter().filter(|one| *one == "duplicate").count();
    let keys = store.keys.into_inner().expect("no panic");
    let different: HashSet<&String> = keys.iter().collect();
    assert_eq!(keys.len() - different.len(), repeats, "{}", vector["id"]);
}

fn check_ack(vector: &Value, ack: Option<String>, expect: &Value) {
    let id = &vector["id"];
    let Some(ack) = ack else {
        return assert!(expect.is_null(), "{id}: no ack");
    };
    let ack: Value = serde_json::from_str(&ack).expect("JSON");
    assert_eq!(ack["code"], expect["code"], "{id}");
    assert_eq!(ack["headers"], expect["headers"], "{id}");
    if !expect["message"].is_null() {
        assert_eq!(ack["message"], expect["message"], "{id}");
    }
    let data: Value = serde_json::from_str(text_of(&ack, "data")).expect("JSON in JSON");
    assert_eq!(data, expect["data_json"], "{id}");
}

fn check_open(vector: &Value) {
    let (id, input, expect) = (&vector["id"], &vector["input"], &vector["expect"]);
    if expect["request"].is_object() {
        check_request(input, &expect["request"]);
    }
    let status = input["status"].as_u64().expect("a status");
    let status = u16::try_from(status).expect("a status");
    match open::judge(status, text_of(input, "response").as_bytes(), false) {
        Ok(address) => assert_eq!(address.expose(), expect["ws_url"], "{id}"),
        Err(no_line) => {
            assert_eq!(expect["ok"], false, "{id}");
            let verdict = if no_line.is_refusal() {
                "alarm"
            } else {
                "retry"
            };
            assert_eq!(verdict, expect["verdict"], "{id}");
        }
    }
}

fn check_request(input: &Value, expect: &Value) {
    let app = App {
        api_base: String::new(),
        client_id: text_of(input, "client_id").to_owned(),
        client_secret: text_of(input, "client_secret").into(),
    };
    let request = open::request(&app, text_of(input, "ua"), text_of(input, "local_ip"));
    assert_eq!(request, *expect);
}

/// Stands for the rest of paidan.
struct Store {
    works: bool,
    answer: Value,
    /// By what each delivery would be known again.
    keys: Mutex<Vec<String>>,
}

impl Store {
    fn of(vector: &Value) -> Self {
        let handler = &vector["handler"];
        let answer = handler.get("answer").cloned();
        Self {
            works: handler["stored"] != false,
            answer: answer.unwrap_or_else(|| json!({})),
            keys: Mutex::default(),
        }
    }

    /// The action in the words of the vectors, and the answer.
    async fn receive(&self, text: &str) -> (&'static str, Option<String>) {
        match frame::read(text) {
            Frame::Ping { ack } => ("pong", ack),
            Frame::Disconnect { .. } => ("reconnect", None),
            Frame::Alive => ("alive", None),
            Frame::Quarantined { ack, .. } => ("quarantine", ack),
            Frame::Unsubscribed { ack, .. } => ("refuse", ack),
            Frame::Strange { .. } => ("ignore", None),
            Frame::Work(work) => {
                let mut given = None;
                deal_with(work, self, |ack| given = ack).await;
                ("handle", given)
            }
        }
    }

    fn keep(&self, key: String) -> Result<(), NotKept> {
        self.keys.lock().expect("no panic").push(key);
        if self.works { Ok(()) } else { Err(NotKept) }
    }
}

#[async_trait]
impl Deliveries for Store {
    async fn robot(&self, data: &str) -> Result<(), NotKept> {
        let data: Value = serde_json::from_str(data).expect("JSON");
        self.keep(text_of(&data, "msgId").to_owned())
    }

    async fn click(&self, _data: &str) -> Result<Value, NotKept> {
        let number = self.keys.lock().expect("no panic").len();
        self.keep(format!("press {number}"))?;
        Ok(self.answer.clone())
    }

    async fn event(&self, headers: &EventHeaders, _data: &str) -> Result<(), NotKept> {
        assert_eq!(headers.event_type, "user_leave_org");
        assert_eq!(headers.born_ms, Some(1_790_000_000_000));
        let corp = headers.corp_id.as_deref().expect("a corp id");
        let event = headers.event_id.as_deref().expect("an event id");
        self.keep(format!("dt:event:{corp}:{event}"))
    }
}

#[test]
fn small_differences_in_form_do_no_harm() {
    let odd = r#"{"type":"CALLBACK","header":{"messageId":7,"topic":"/v1.0/im/bot/messages/get"},"data":{"msgId":"m"}}"#;
    let Frame::Work(work) = frame::read(odd) else {
        panic!("is work")
    };
    assert_eq!(
        (work.task, work.data.as_str()),
        (Task::Robot, r#"{"msgId":"m"}"#)
    );
    let ack = work.receipt.ack(&json!({})).expect("has an id");
    assert!(ack.contains(r#""messageId":"7""#), "{ack}");
    for text in ["", "[]", "null", "7", r#"{"type":7}"#, r#"{"headers":{}}"#] {
        assert!(matches!(frame::read(text), Frame::Strange { .. }), "{text}");
    }
}

#[test]
fn what_is_no_object_is_no_work() {
    for data in ["7", "[]", "null", r#"\"x\""#, ""] {
        let text = format!(r#"{{"type":"EVENT","headers":{{"messageId":"m"}},"data":"{data}"}}"#);
        let Frame::Quarantined { kind, ack, .. } = frame::read(&text) else {
            panic!("{data} is no work")
        };
        assert_eq!(kind, "event");
        assert!(ack.expect("has an id").contains("SUCCESS"));
    }
}

#[test]
fn a_plain_connection_is_for_a_plain_api_only() {
    let body = br#"{"endpoint":"ws://127.0.0.1:8091/connect?a=b","ticket":"t"}"#;
    assert!(open::judge(200, body, false).is_err_and(|no_line| no_line.is_refusal()));
    let address = open::judge(200, body, true).expect("may be plain");
    assert_eq!(address.expose(), "ws://127.0.0.1:8091/connect?a=b&ticket=t");
}

fn text_of<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
