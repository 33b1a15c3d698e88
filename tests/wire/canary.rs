//! What a customer said stays in the sealed table: it is looked for, byte by byte, in the files
//! of the store and in every line of the log.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::world::{Engine, Setup, World, send};

/// Nobody writes these by chance.
const PHONE: &str = "13977886655";
const WORDS: [(&str, &str); 6] = [
    ("contact_name", "欧阳雪莲"),
    ("email", "canary.bird@example.cn"),
    ("address", "赤岸镇杏花村十七号后院"),
    ("need", "想找带金丝雀图案的真空杯五百只"),
    ("company", "凤鸣金丝雀礼品商行"),
    ("contact_id", "canary-contact-0042"),
];
const REASON: &str = "客户说金丝雀飞走了";
const NOTE: &str = "下周三带金丝雀样品去";

/// Every form in which the canaries could turn up.
fn canaries() -> Vec<(String, Vec<u8>)> {
    let spaced = "139 7788 6655".to_owned();
    let dashed = "139-7788-6655".to_owned();
    let mut texts: Vec<String> = WORDS.iter().map(|(_, text)| (*text).to_owned()).collect();
    texts.extend([
        PHONE.to_owned(),
        spaced,
        dashed,
        REASON.to_owned(),
        NOTE.to_owned(),
    ]);
    let mut all = Vec::new();
    for text in texts {
        let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        let escaped: String = text
            .chars()
            .map(|c| {
                if c.is_ascii() {
                    c.to_string()
                } else {
                    format!("\\u{:04x}", c as u32)
                }
            })
            .collect();
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        all.push((format!("{text} in hex"), hex.into_bytes()));
        all.push((format!("{text} escaped"), escaped.into_bytes()));
        all.push((format!("{text} in UTF-16"), utf16));
        all.push((text.clone(), text.into_bytes()));
    }
    all
}

fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

/// A day with the canaries in it: offered, declined with words, claimed, noted, merged, refused.
fn live_through(world: &World) {
    let mut lead = json!({"phone": PHONE, "region": "浙江省金华市", "products": "保温杯"});
    for (field, text) in WORDS {
        lead[field] = json!(text);
    }
    let request = world.source().request(Method::POST, "/api/v1/leads");
    let request = request.header("idempotency-key", "canary-1").json(&lead);
    let answer = world.block_on(send(request));
    assert_eq!(answer.status, 201, "{}", answer.text());
    let taken = crate::world::Lead::of(&answer);
    let (zhang, wang) = (world.rep("张伟"), world.rep("王芳"));
    zhang.sees_offer_of(&taken);
    let reason = json!({"rep": "zhang", "reason": REASON});
    let declined = world.post("/api/v1/leads/1/decline", reason);
    assert_eq!(declined.status, 200, "{}", declined.text());
    wang.sees_offer_of(&taken);
    wang.presses(&taken, "认领");
    let card = wang.sees(&taken, "claimed");
    assert!(card.words().contains("139 7788 6655"), "it is a real life");
    let noted = world.post(
        "/api/v1/leads/1/contact",
        json!({"rep": "wang", "note": NOTE}),
    );
    assert_eq!(noted.status, 200, "{}", noted.text());
    let timeline = world.get("/api/v1/leads/1/timeline").text();
    assert!(
        timeline.contains(REASON) && timeline.contains(NOTE),
        "joined on reading: {timeline}"
    );
    let page = world.block_on(send(world.api.client.get(card.link())));
    assert!(page.text().contains("139 7788 6655"), "{}", page.text());
    lead["need"] = json!(WORDS[3].1);
    assert_eq!(world.hands_in(&lead).status, 200, "merged");
    lead["phone"] = json!("13977886655000000000");
    assert_eq!(world.hands_in(&lead).status, 422, "refused");
    let parsed = world.post("/api/v1/parse", json!({"phone": PHONE, "need": WORDS[3].1}));
    assert_eq!(parsed.status, 200, "{}", parsed.text());
    let said = json!({"userid": "WangFang", "text": format!("{PHONE} {NOTE}"), "wait": true});
    world.block_on(world.phones.post("/sandbox/say", &said));
    world.drains(Duration::from_secs(20));
}

fn nothing_leaks(engine: Engine) {
    let world = World::with(Setup {
        engine,
        log: "trace",
        ..Setup::default()
    });
    live_through(&world);
    let mut places = Vec::new();
    if let Some(cluster) = &world.cluster {
        places.push((
            "pg_dump".to_owned(),
            cluster.dump(&world.places.store, false),
        ));
    }
    // The journal as it is while the service runs; the file after it has ended.
    for name in ["paidan.db", "paidan.db-wal", "paidan.db-shm"] {
        let before = std::fs::read(world.folder().join(name));
        places.extend(before.map(|bytes| (format!("{name} of the running service"), bytes)));
    }
    world.truth().holds();
    assert_eq!(world.stop(), Some(0));
    places.extend(
        std::fs::read(world.folder().join("paidan.db")).map(|b| ("paidan.db".to_owned(), b)),
    );
    let log = world.log().into_bytes();
    assert!(log.len() > 10_000, "the log is on: {} bytes", log.len());
    places.push(("the log".to_owned(), log.clone()));
    if engine == Engine::Sqlite {
        assert!(
            places.len() >= 4,
            "database, journal and log were looked at"
        );
    }
    let bytes: usize = places.iter().map(|(_, bytes)| bytes.len()).sum();
    println!(
        "{} canaries, {} places, {bytes} bytes",
        canaries().len(),
        places.len()
    );
    for (place, bytes) in &places {
        for (what, needle) in canaries() {
            assert!(!holds(bytes, &needle), "{place} holds {what}");
        }
    }
    for secret in world.secrets.all() {
        assert!(
            !holds(&log, secret.as_bytes()),
            "the log holds a secret: {secret}"
        );
    }
    for line in ["access_token=", "response_code\":\"", "msg_signature="] {
        assert!(!holds(&log, line.as_bytes()), "the log holds {line}");
    }
}

#[test]
fn no_phone_need_or_reason_is_found_in_the_database_its_journal_or_the_log() {
    nothing_leaks(Engine::Sqlite);
}

#[test]
fn no_phone_need_or_reason_is_found_in_a_dump_of_postgres_or_the_log() {
    nothing_leaks(Engine::Postgres);
}
