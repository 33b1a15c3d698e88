//! Leads that come signed, by Standard Webhooks.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::json;
use sha2::Sha256;

use crate::world::{Answer, World, now, send};

/// What the sender does: `v1,` and the HMAC over id, time and body.
fn signature(secret: &str, id: &str, at: i64, body: &str) -> String {
    let key = secret.strip_prefix("whsec_").unwrap_or(secret);
    let key = STANDARD.decode(key).expect("base64");
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).expect("any length");
    mac.update(format!("{id}.{at}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

fn hand_in(world: &World, path: &str, id: &str, at: i64, signature: &str, body: &str) -> Answer {
    let request = world
        .api
        .with("")
        .request(Method::POST, path)
        .header("content-type", "application/json")
        .header("webhook-id", id)
        .header("webhook-timestamp", at.to_string())
        .header("webhook-signature", signature)
        .body(body.to_owned());
    world.block_on(send(request))
}

#[test]
fn a_signed_lead_needs_no_token_and_its_id_makes_repeats_safe() {
    let world = World::new();
    let (secret, at) = (world.secrets.signing.clone(), now());
    let body = json!({"phone": "13912345678"}).to_string();
    let good = signature(&secret, "msg_1", at, &body);
    let path = "/api/v1/leads?source=website";
    let first = hand_in(&world, path, "msg_1", at, &good, &body);
    assert_eq!(first.status, 201, "{}", first.text());
    let again = hand_in(&world, path, "msg_1", at, &good, &body);
    assert_eq!(
        (again.status, again.header("idempotency-replayed")),
        (200, "true")
    );
    assert_eq!(again.body, first.body);
    assert_eq!(world.get("/api/v1/leads/1").json()["source"], "website");

    // Without a name all sources are tried; of several signatures one must hold.
    let body = json!({"phone": "13912345679"}).to_string();
    let rotated = format!("v1,AAAA {}", signature(&secret, "msg_2", at, &body));
    let unnamed = hand_in(&world, "/api/v1/leads", "msg_2", at, &rotated, &body);
    assert_eq!(unnamed.status, 201, "{}", unnamed.text());
}

#[test]
fn a_forged_a_stale_and_a_misdirected_signature_are_refused() {
    let world = World::new();
    let (secret, at) = (world.secrets.signing.clone(), now());
    let body = json!({"phone": "13912345678"}).to_string();
    let other = json!({"phone": "13912345679"}).to_string();
    let good = |at| signature(&secret, "m", at, &body);
    let path = "/api/v1/leads";
    let strange = format!("whsec_{}", STANDARD.encode([7; 32]));
    let cases = [
        (
            "another body",
            hand_in(&world, path, "m", at, &good(at), &other),
        ),
        (
            "another id",
            hand_in(&world, path, "n", at, &good(at), &body),
        ),
        (
            "another time",
            hand_in(&world, path, "m", at + 1, &good(at), &body),
        ),
        (
            "old",
            hand_in(&world, path, "m", at - 301, &good(at - 301), &body),
        ),
        (
            "early",
            hand_in(&world, path, "m", at + 330, &good(at + 330), &body),
        ),
        (
            "stranger",
            hand_in(
                &world,
                path,
                "m",
                at,
                &signature(&strange, "m", at, &body),
                &body,
            ),
        ),
        ("unsigned", hand_in(&world, path, "m", at, "", &body)),
        (
            "other source",
            hand_in(
                &world,
                "/api/v1/leads?source=fair",
                "m",
                at,
                &good(at),
                &body,
            ),
        ),
    ];
    for (what, answer) in cases {
        assert_eq!(answer.status, 401, "{what}: {}", answer.text());
    }
    assert_eq!(world.get("/api/v1/leads").json()["items"], json!([]));
}
