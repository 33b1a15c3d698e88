//! Many leads in one request, a line each.

use reqwest::Method;
use serde_json::{Value, json};

use super::walk::for_zhang;
use crate::world::{Answer, Setup, World, send};

const LINES: &str = "application/x-ndjson";

fn post(world: &World, token: &str, media: &str, key: &str, body: impl Into<Vec<u8>>) -> Answer {
    let api = world.api.with(token);
    let mut request = api.request(Method::POST, "/api/v1/leads/bulk");
    if !media.is_empty() {
        request = request.header("content-type", media);
    }
    if !key.is_empty() {
        request = request.header("idempotency-key", key);
    }
    world.block_on(send(request.body(body.into())))
}

fn bulk(world: &World, key: &str, body: impl Into<Vec<u8>>) -> Answer {
    post(world, &world.secrets.source, LINES, key, body)
}

/// The answers, line by line.
#[track_caller]
fn told(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), LINES);
    let text = answer.text();
    let lines = text.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().expect("JSON on each line")
}

/// `line status` of each, with the number of the lead or the name of the problem.
#[track_caller]
fn check(answer: &Answer, expected: &[&str]) {
    let short = |one: &Value| {
        let problem = one["problem"]["type"].as_str().unwrap_or_default();
        let end = match &one["lead"]["number"] {
            Value::Number(number) => format!("#{number}"),
            _ => problem.trim_start_matches("/docs/problems/").to_owned(),
        };
        format!("{} {} {end}", one["line"], one["status"])
    };
    let got: Vec<String> = told(answer).iter().map(short).collect();
    assert_eq!(got, expected, "{}", answer.text());
}

/// A company where nobody works yet, so nobody is written to.
fn empty() -> World {
    World::with(Setup {
        cast: false,
        ..Setup::default()
    })
}

#[test]
fn good_bad_and_blank_lines_are_answered_in_order() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let long = format!(
        r#"{{"phone":"13912345673","need":"{}"}}"#,
        "长".repeat(22_000)
    );
    let lines = [
        for_zhang("13912345671").to_string(),
        String::new(),
        "{\"phone\": ".to_owned(),
        json!({"phone": "1", "colour": "red"}).to_string(),
        "  \t\r".to_owned(),
        long,
        json!([1]).to_string(),
        format!("{}\r", for_zhang("13912345672")),
    ];
    // The last line ends without a line's end, and an editor of Windows marked the beginning.
    let body = format!("\u{feff}{}", lines.join("\n"));
    let answer = bulk(&world, "", body);
    check(
        &answer,
        &[
            "1 201 #1",
            "3 400 not-json",
            "4 422 invalid-lead",
            "6 413 too-large",
            "7 422 invalid-lead",
            "8 201 #2",
        ],
    );
    let all = told(&answer);
    assert_eq!(all[0]["lead"]["assignment"]["rep_name"], "张伟");
    let errors = all[2]["problem"]["errors"].as_array().expect("all faults");
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert_eq!(all[2]["problem"]["status"], 422);
    for one in [&all[0], &all[5]] {
        let lead = crate::world::Lead {
            id: one["lead"]["id"].as_str().unwrap_or_default().to_owned(),
            number: one["lead"]["number"].as_i64().unwrap_or_default(),
            answer: one["lead"].clone(),
        };
        zhang.sees_offer_of(&lead);
    }
    world.ends();
}

#[test]
fn twins_in_one_bulk_are_one_customer() {
    let world = empty();
    let body = [
        json!({"phone": "13912345671", "need": "保温杯"}),
        json!({"phone": "139 1234 5671", "need": "再问一次"}),
        json!({"external_id": "a-1", "phone": "13912345672"}),
        json!({"external_id": "a-1", "phone": "13912345673"}),
    ]
    .map(|lead| lead.to_string())
    .join("\n");
    let answer = bulk(&world, "", body);
    check(&answer, &["1 201 #1", "2 200 #2", "3 201 #3", "4 200 #4"]);
    let all = told(&answer);
    for (twin, first) in [(1, 0), (3, 2)] {
        assert_eq!(all[twin]["lead"]["state"], "merged");
        assert_eq!(all[twin]["lead"]["merged_into"], all[first]["lead"]["id"]);
    }
    world.ends();
}

#[test]
fn the_whole_bulk_may_be_sent_again() {
    let world = empty();
    let line = |phone: &str| json!({ "phone": phone }).to_string();
    let body = [line("13912345671"), line("13912345672"), "{".to_owned()].join("\n");
    let first = bulk(&world, "k", body.clone());
    check(&first, &["1 201 #1", "2 201 #2", "3 400 not-json"]);
    let again = bulk(&world, "k", body);
    check(&again, &["1 200 #1", "2 200 #2", "3 400 not-json"]);
    let leads = |answer: &Answer| -> Vec<Value> {
        told(answer).iter().map(|one| one["lead"].clone()).collect()
    };
    assert_eq!(leads(&first), leads(&again));
    // What broke off is sent whole: what was taken stays, what was mended is taken now; another
    // lead in the place of one that was taken is refused.
    let mended = [
        line("13912345671"),
        line("13912345679"),
        line("13912345673"),
        line("13912345674"),
    ];
    check(
        &bulk(&world, "k", mended.join("\n")),
        &[
            "1 200 #1",
            "2 409 idempotency-mismatch",
            "3 201 #3",
            "4 201 #4",
        ],
    );
    // The key of a single lead is another one.
    let single = world.source().request(Method::POST, "/api/v1/leads");
    let single = single.header("idempotency-key", "k");
    let single = single.json(&json!({"phone": "13912345675"}));
    assert_eq!(world.block_on(send(single)).status, 201);
    world.ends();
}

#[test]
fn a_thousand_leads_keep_their_order() {
    let world = empty();
    let lines: Vec<String> = (0..1000)
        .map(|at| json!({"phone": format!("1391{at:07}"), "need": "义乌 保温杯"}).to_string())
        .collect();
    let begun = std::time::Instant::now();
    let all = told(&bulk(&world, "many", lines.join("\n") + "\n"));
    println!("1,000 leads took {:?}", begun.elapsed());
    assert_eq!(all.len(), 1000);
    for (at, one) in all.iter().enumerate() {
        assert_eq!(
            (&one["line"], &one["status"]),
            (&json!(at + 1), &json!(201))
        );
        assert_eq!(one["lead"]["number"], at + 1);
        assert_eq!(one["lead"]["parsed"]["phone"], format!("1391{at:07}"));
    }
    world.ends();
}

#[test]
fn what_is_no_bulk_is_refused_whole() {
    let world = empty();
    let check = |answer: &Answer, status: u16, name: &str| {
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(answer.json()["type"], format!("/docs/problems/{name}"));
    };
    let good = json!({"phone": "13912345671"}).to_string();
    let own = world.secrets.source.as_str();
    for media in ["application/json", "text/plain", ""] {
        check(
            &post(&world, own, media, "", good.clone()),
            415,
            "media-type",
        );
    }
    for token in ["", "wrong"] {
        check(
            &post(&world, token, LINES, "", good.clone()),
            401,
            "unauthorized",
        );
    }
    let reader = world.secrets.reader.as_str();
    check(
        &post(&world, reader, LINES, "", good.clone()),
        403,
        "forbidden",
    );
    let many = format!("{good}\n").repeat(5001);
    check(&bulk(&world, "", many), 413, "too-many-lines");
    check(
        &bulk(&world, "", vec![b' '; 8 * 1024 * 1024 + 1]),
        413,
        "too-large",
    );
    let key = "k".repeat(256);
    check(&bulk(&world, &key, good), 422, "invalid-fields");
    assert_eq!(told(&bulk(&world, "", "\n \n")), Vec::<Value>::new());
    let leads = world.get("/api/v1/leads").json();
    assert_eq!(leads["items"], json!([]), "nothing was taken");
    world.ends();
}

#[test]
fn a_burst_is_matched_as_a_whole_and_the_trade_is_told() {
    let world = empty();
    let rep = |name: &str, territory: &str, products: Value, capacity: u32| {
        json!({"name": name, "role": "rep", "territories": [territory],
            "products": products, "capacity": capacity})
    };
    world.hires(
        "near",
        rep("近", "浙江省金华市", json!(["保温杯", "玩具"]), 1),
    );
    world.hires("far", rep("远", "浙江省", json!(["保温杯"]), 20));
    let lead = |phone: &str, product: &str| {
        let lead = json!({"phone": phone, "region": "浙江省金华市", "products": product});
        lead.to_string()
    };
    // One by one 近 would get the first, and nobody could have the second.
    let body = [lead("13912345601", "保温杯"), lead("13912345602", "玩具")].join("\n");
    let answer = bulk(&world, "", body);
    let told = told(&answer);
    let reps: Vec<&Value> = told
        .iter()
        .map(|one| &one["lead"]["assignment"]["rep"])
        .collect();
    assert_eq!(reps, ["far", "near"], "{}", answer.text());
    let why = world.get("/api/v1/leads/1/explanation").json();
    assert_eq!(why["trade"]["best_rep"], "near");
    assert_eq!(why["trade"]["lines"], json!([2]));
    let sentence = why["sentence"].as_str().expect("a sentence");
    assert!(sentence.contains("留给了同批第 2 条"), "{sentence}");
    let other = world.get("/api/v1/leads/2/explanation").json();
    assert_eq!(other["trade"], Value::Null);
    world.truth().holds();
}
