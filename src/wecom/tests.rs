//! Vectors: the project's own (`tests/data/wecom-vectors.json`, made by the script beside
//! it), and the shared ones where they are at hand.

use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::callback::{Callback, Refused};
use super::envelope;
use super::inbound;
use super::settings::Settings;
use super::xml::Element;
use crate::protocol::{Cipher, CryptoError, Sealed, hex};

const AGENT: i64 = 1_000_002;

#[test]
fn our_own_vectors_pass() {
    let count = check_vectors(&here("tests/data/wecom-vectors.json"));
    assert!(count >= 25, "only {count} vectors");
}

#[test]
fn the_shared_vectors_pass() {
    let path = here("../shared/protocols/wecom-vectors.json");
    if path.exists() {
        assert_eq!(check_vectors(&path), 39);
    } else {
        println!("skipped: no {}", path.display());
    }
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Checks every vector of a file; the number of vectors comes back.
fn check_vectors(path: &Path) -> usize {
    let text = std::fs::read_to_string(path).expect("the file reads");
    let file: Value = serde_json::from_str(&text).expect("the file is JSON");
    let vectors = file["vectors"].as_array().expect("vectors");
    for vector in vectors {
        match text_of(vector, "kind") {
            "url_verify" => check_url(vector),
            "callback" => check_callback(vector),
            "reply" => check_reply(vector),
            other => panic!("{}: kind {other}", vector["id"]),
        }
    }
    vectors.len()
}

fn check_url(vector: &Value) {
    let outcome = callback(vector).verify_url(text_of(&vector["request"], "query"));
    if let Ok(body) = &outcome {
        assert_eq!(*body, vector["expect"]["response_body"], "{}", vector["id"]);
        check_buffer(vector);
    }
    check_outcome(vector, outcome);
}

fn check_callback(vector: &Value) {
    let request = &vector["request"];
    let (query, body) = (
        text_of(request, "query"),
        text_of(request, "body").as_bytes(),
    );
    if request["content_type"] == "application/json" {
        // paidan reads no JSON callbacks; their crypto must be ready all the same.
        return check_outcome(vector, opened(vector).map_err(Refused::from));
    }
    let callback = callback(vector);
    let outcome = callback.decrypt(query, body).map(|(_, message)| message);
    let now = text_of(vector, "timestamp").parse().expect("a number");
    match &outcome {
        Ok(message) => {
            check_fields(vector, message);
            check_buffer(vector);
            let addressed = message.contains("<ToUserName>");
            assert_eq!(
                callback.open(query, body, now).is_ok(),
                addressed,
                "{}",
                vector["id"]
            );
        }
        Err(refused) => {
            assert_eq!(
                callback.open(query, body, now),
                Err(*refused),
                "{}",
                vector["id"]
            );
        }
    }
    check_outcome(vector, outcome);
}

fn check_reply(vector: &Value) {
    let sealed = seal(vector, &vector["reply"]);
    let fields = &vector["reply"]["envelope_fields"];
    assert_eq!(sealed.encrypt, fields["Encrypt"], "{}", vector["id"]);
    assert_eq!(
        sealed.msg_signature, fields["MsgSignature"],
        "{}",
        vector["id"]
    );
    let wrapped = envelope::wrap(
        &sealed,
        text_of(vector, "timestamp"),
        text_of(vector, "nonce"),
    );
    let root = Element::parse(&wrapped).expect("the envelope is XML");
    for (name, expected) in fields.as_object().expect("fields") {
        assert_eq!(
            root.field(name),
            Ok(expected.as_str()),
            "{} {name}",
            vector["id"]
        );
    }
    check_outcome(vector, opened(vector).map_err(Refused::from));
}

fn check_outcome(vector: &Value, outcome: Result<String, Refused>) {
    let (id, expect) = (&vector["id"], &vector["expect"]);
    assert_eq!(outcome.is_ok(), expect["ok"], "{id}: {outcome:?}");
    match outcome {
        Ok(message) => {
            assert_eq!(message, expect["plaintext"], "{id}");
            if vector["kind"] != "reply" {
                assert_eq!(message.len(), expect["plaintext_len"], "{id}");
                assert_eq!(
                    hex(&Sha256::digest(&message)),
                    expect["plaintext_sha256"],
                    "{id}"
                );
            }
        }
        Err(refused) => {
            assert_eq!(stage(&refused), expect["stage"], "{id}");
            assert_eq!(refused.code(), expect["official_code"], "{id}");
        }
    }
}

/// Sealing again with the same random must give the same bytes, padding included.
fn check_buffer(vector: &Value) {
    let expect = &vector["expect"];
    let sealed = seal(vector, expect);
    assert_eq!(sealed.encrypt, vector["encrypt"], "{}", vector["id"]);
    assert_eq!(
        sealed.msg_signature, vector["msg_signature"],
        "{}",
        vector["id"]
    );
    let bare = 20 + text_of(expect, "plaintext").len() + text_of(vector, "receive_id").len();
    assert_eq!(32 - bare % 32, expect["padding_len"], "{}", vector["id"]);
}

fn seal(vector: &Value, given: &Value) -> Sealed {
    let random = text_of(given, "random16")
        .as_bytes()
        .try_into()
        .expect("16 bytes");
    cipher(vector).seal(
        text_of(given, "plaintext"),
        random,
        text_of(vector, "timestamp"),
        text_of(vector, "nonce"),
    )
}

fn check_fields(vector: &Value, message: &str) {
    let Some(fields) = vector["expect"]["fields"].as_object() else {
        return;
    };
    let root = Element::parse(message).expect("the message is XML");
    for (name, expected) in fields {
        if name == "SelectedItems" {
            check_selected(vector, message, expected);
        } else {
            assert_eq!(
                root.field(name),
                Ok(expected.as_str()),
                "{} {name}",
                vector["id"]
            );
        }
    }
}

fn check_selected(vector: &Value, message: &str, expected: &Value) {
    use crate::app::ports::Act;
    let inbound = inbound::read(message, text_of(vector, "receive_id"), AGENT).expect("reads");
    let Act::Press(press) = inbound.act else {
        panic!("{} is a press", vector["id"])
    };
    for item in expected.as_array().expect("items") {
        let options = serde_json::to_value(&press.params[text_of(item, "QuestionKey")]);
        assert_eq!(
            options.expect("strings"),
            item["OptionIds"],
            "{}",
            vector["id"]
        );
    }
}

fn opened(vector: &Value) -> Result<String, CryptoError> {
    let part = |name| text_of(vector, name);
    cipher(vector).open(
        part("msg_signature"),
        part("timestamp"),
        part("nonce"),
        part("encrypt"),
    )
}

fn cipher(vector: &Value) -> Cipher {
    let part = |name| text_of(vector, name);
    Cipher::new(part("token"), part("encoding_aes_key"), part("receive_id")).expect("a key")
}

fn callback(vector: &Value) -> Callback {
    let part = |name| text_of(vector, name);
    Callback::new(&Settings {
        corp_id: part("receive_id").to_owned(),
        agent_id: AGENT,
        token: part("token").into(),
        encoding_aes_key: part("encoding_aes_key").into(),
        ..Settings::default()
    })
    .expect("a key")
}

fn stage(refused: &Refused) -> String {
    match refused {
        Refused::Query | Refused::Envelope => "xml".to_owned(),
        Refused::Crypto(error) => error.to_string(),
        other => panic!("not a stage of the transport: {other}"),
    }
}

fn text_of<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
