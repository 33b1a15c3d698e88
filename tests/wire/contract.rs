//! The calls of the contract that are neither intake nor people: lists, health, figures, pages.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::stories::for_zhang;
use crate::world::{World, send};

#[test]
fn a_list_is_read_page_by_page_without_gaps_or_repeats() {
    let world = World::new();
    for at in 10..17 {
        world.receives(for_zhang(&format!("139123456{at}")));
    }
    let claimed = world.post("/api/v1/leads/3/claim", json!({"rep": "zhang"}));
    assert_eq!(claimed.status, 200, "{}", claimed.text());
    assert_eq!(claimed.json()["owner"], "zhang");

    let mut numbers = Vec::new();
    let mut path = "/api/v1/leads?limit=3".to_owned();
    loop {
        let page = world.get(&path).json();
        let items = page["items"].as_array().unwrap().clone();
        assert!(items.len() <= 3);
        numbers.extend(items.iter().map(|one| one["number"].as_i64().unwrap()));
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/v1/leads?limit=3&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(numbers, [7, 6, 5, 4, 3, 2, 1]);
    let listed = |query: &str| -> Vec<i64> {
        let page = world.get(&format!("/api/v1/leads?{query}")).json();
        page["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["number"].as_i64().unwrap())
            .collect()
    };
    assert_eq!(listed("state=claimed"), [3]);
    assert_eq!(listed("owner=zhang"), [3]);
    assert_eq!(listed("state=won"), [] as [i64; 0]);
    for wrong in ["state=sleeping", "cursor=x", "limit=0", "limit=1000"] {
        assert_eq!(
            world.get(&format!("/api/v1/leads?{wrong}")).status,
            422,
            "{wrong}"
        );
    }
    world.drains(Duration::from_secs(20));
    world.truth().holds();
}

#[test]
fn health_says_ready_and_names_a_platform_that_is_away() {
    let world = World::new();
    assert_eq!(world.get("/healthz").status, 200);
    let ready = world.get("/readyz");
    assert_eq!(
        (ready.status, &ready.json()["platforms"]["wecom"]["status"]),
        (200, &json!("ok"))
    );
    world.block_on(world.phones.faults(json!({"down": true})));
    for at in 10..16 {
        world.receives(for_zhang(&format!("139123456{at}")));
    }
    crate::world::until(
        "the platform counts as away",
        Duration::from_secs(30),
        || {
            let ready = world.get("/readyz");
            assert_eq!(ready.status, 200, "intake goes on");
            ready.json()["platforms"]["wecom"]["status"] == "away"
        },
    );
    waits_visibly(&world);
    world.block_on(world.phones.faults(json!({"down": false})));
    world.drains(Duration::from_secs(40));
    let nothing = world.get("/api/v1/outbox").json();
    assert_eq!(nothing, json!({"items": [], "next_cursor": null}));
    assert_eq!(
        world.get("/readyz").json()["platforms"]["wecom"]["status"],
        "ok"
    );
}

/// What waits, for whom, since when and why: in `/readyz`, in a list and in the figures.
#[track_caller]
fn waits_visibly(world: &World) {
    let away = |waits: &Value| {
        let all = waits.as_array().expect("a list").iter();
        let mut away = all.filter(|one| one["why"] == "platform away");
        away.next()
            .map_or(0, |one| one["count"].as_u64().expect("how many"))
    };
    crate::world::until("it is said why", Duration::from_secs(30), || {
        let outbox = world.get("/readyz").json()["outbox"].clone();
        outbox["pending"] == 6 && away(&outbox["waits"]) >= 5
    });
    let first = world.get("/api/v1/outbox?limit=4").json();
    let next = first["next_cursor"].as_str().expect("there is more");
    let rest = world
        .get(&format!("/api/v1/outbox?limit=4&cursor={next}"))
        .json();
    assert_eq!(rest["next_cursor"], Value::Null);
    let pages = [&first["items"], &rest["items"]];
    let rows: Vec<&Value> = pages
        .into_iter()
        .flat_map(|page| page.as_array().expect("rows"))
        .collect();
    let numbers: Vec<&Value> = rows.iter().map(|row| &row["number"]).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6], "oldest first");
    let waits = rows.iter().find(|row| row["why"] == "platform away");
    let last = waits.expect("one of them");
    assert_eq!(
        (&last["recipient_name"], &last["kind"], &last["text"]),
        (
            &json!("张伟"),
            &json!("offer_card"),
            &json!("聊天平台不可用,恢复后自动发出")
        )
    );
    let reader = world.api.with(&world.secrets.reader);
    let refused = world.block_on(reader.get("/api/v1/outbox"));
    assert_eq!(refused.status, 403, "for who runs paidan alone");
    for wrong in ["state=asleep", "cursor=1", "limit=0"] {
        let answer = world.get(&format!("/api/v1/outbox?{wrong}"));
        assert_eq!(answer.status, 422, "{wrong}");
    }
    let figures = world.get("/metrics").text();
    assert!(figures.contains("paidan_outbox_pending 6"), "{figures}");
    let offered = "paidan_open_leads{state=\"offered\"} 6";
    assert!(figures.contains(offered), "{figures}");
}

#[test]
fn the_figures_of_the_contract_are_there_after_a_day() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    zhang.presses(&lead, "认领");
    world.drains(Duration::from_secs(10));
    let figures = world.get("/metrics");
    assert!(figures.header("content-type").starts_with("text/plain"));
    let text = figures.text();
    for line in [
        "paidan_leads_received_total{source=\"website\"} 1",
        "paidan_assignments_total{outcome=\"offered\"} 1",
        "paidan_claim_seconds_count 1",
        "paidan_outbox_pending 0",
        "paidan_outbox_oldest_seconds 0",
        "paidan_push_total{platform=\"wecom\",result=\"sent\"} 1",
        "paidan_callback_seconds_count{platform=\"wecom\"}",
        "paidan_match_seconds_count 1",
        "paidan_platform_calls_total{platform=\"wecom\",api=\"message/send\",result=\"ok\"} 1",
        "paidan_platform_calls_total{platform=\"wecom\",api=\"gettoken\",result=\"ok\"} 1",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    assert!(!text.contains("5678"), "no figures of people");
}

#[test]
fn every_call_of_the_openapi_document_is_there_and_documented() {
    let world = World::new();
    world.receives(for_zhang("13912345678"));
    let document = world.get("/openapi.json").json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let page = world.get("/docs").text();
    let mut calls = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            let is_of_a_row = path.contains("{row}");
            let at = path
                .replace("{row}", "1")
                .replace("{id}", "1")
                .replace("{verb}", "contact")
                .replace("{staff_id}", "zhang")
                .replace("{version}", "1");
            assert!(!at.contains('{'), "{path} has a part that nobody fills");
            let verb: Method = method.to_uppercase().parse().unwrap();
            let mut request = world.api.request(verb.clone(), &at);
            if verb != Method::GET {
                request = request.json(&Value::Null);
            }
            let answer = world.block_on(send(request));
            // No row of the outbox was given up here, and that is what is said.
            assert!(
                is_of_a_row && answer.status == 404 || !matches!(answer.status, 404 | 405 | 500..),
                "{method} {at}: {}",
                answer.text()
            );
            assert!(page.contains(path.as_str()), "{path} is not on the page");
            calls.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    for wanted in [
        "POST /api/v1/leads",
        "GET /api/v1/leads",
        "GET /api/v1/leads/{id}",
        "GET /api/v1/leads/{id}/timeline",
        "GET /api/v1/leads/{id}/explanation",
        "POST /api/v1/leads/{id}/{verb}",
        "GET /api/v1/reps",
        "GET /api/v1/reps/{staff_id}",
        "PUT /api/v1/reps/{staff_id}",
        "POST /api/v1/reps/sync",
        "GET /api/v1/catalogue",
        "PUT /api/v1/catalogue",
        "POST /api/v1/parse",
        "GET /api/v1/policy/draft",
        "PUT /api/v1/policy/draft",
        "POST /api/v1/policy/draft/check",
        "POST /api/v1/policy/draft/publish",
        "GET /api/v1/policy/versions",
        "GET /api/v1/policy/versions/{version}",
        "POST /api/v1/policy/versions/{version}/restore",
        "GET /api/v1/policy/coverage",
        "GET /healthz",
        "GET /readyz",
        "GET /metrics",
    ] {
        assert!(calls.contains(wanted), "{wanted} is not in {calls:?}");
    }
    let nothing = world.get("/api/v1/nothing");
    assert_eq!(nothing.status, 404);
    assert_eq!(nothing.json()["type"], "/docs/problems/not-found");
}
