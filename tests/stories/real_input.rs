//! Real input over HTTP: the forty hand-written leads of the sandbox, and the arrivals of a real
//! marketplace where they are at hand.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::world::{Api, Setup, World};

const CLIENTS: usize = 16;

/// Hands leads in by several clients at once; the answers in the order of the leads.
fn hand_in(world: &World, leads: Vec<Value>) -> Vec<(u16, Value)> {
    let leads = Arc::new(leads);
    let next = Arc::new(AtomicUsize::new(0));
    let clients = (0..CLIENTS).map(|_| {
        let (leads, next, source) = (leads.clone(), next.clone(), world.source());
        world.spawn(client(source, leads, next))
    });
    let mut answers: Vec<(usize, u16, Value)> = world
        .block_on(join_all(clients))
        .into_iter()
        .flat_map(|one| one.expect("a client ends well"))
        .collect();
    answers.sort_by_key(|(at, ..)| *at);
    answers
        .into_iter()
        .map(|(_, status, answer)| (status, answer))
        .collect()
}

async fn client(
    source: Api,
    leads: Arc<Vec<Value>>,
    next: Arc<AtomicUsize>,
) -> Vec<(usize, u16, Value)> {
    let mut answers = Vec::new();
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(lead) = leads.get(at) else {
            return answers;
        };
        let answer = source.post("/api/v1/leads", lead).await;
        answers.push((at, answer.status, answer.json()));
    }
}

/// Each is with somebody, is another lead, or says why not; the counts are printed.
#[track_caller]
fn every_one_rests(what: &str, answers: &[(u16, Value)]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (status, lead) in answers {
        assert!(matches!(status, 200 | 201), "{status}: {lead}");
        let state = lead["state"].as_str().unwrap_or_default();
        let rests = match state {
            "offered" => lead["assignment"]["rep"].is_string(),
            "merged" => lead["merged_into"].is_string(),
            _ => lead["why_unassigned"]
                .as_str()
                .is_some_and(|why| !why.is_empty()),
        };
        assert!(rests, "rests nowhere and does not say why: {lead}");
        *counts.entry(state.to_owned()).or_default() += 1;
    }
    println!("{what}: {} leads, {counts:?}", answers.len());
    counts
}

#[test]
fn forty_believable_leads_each_rest_with_somebody_or_say_why_not() {
    let world = World::new();
    let text = include_str!("../../src/sandbox/leads.json");
    let leads: Vec<Value> = serde_json::from_str(text).expect("a list of leads");
    assert!(leads.len() >= 40, "{} leads", leads.len());
    let answers = hand_in(&world, leads);
    let counts = every_one_rests("hand-written", &answers);
    assert!(
        counts.contains_key("offered") && counts.contains_key("escalated"),
        "{counts:?}"
    );
    let mut whom: BTreeMap<String, usize> = BTreeMap::new();
    for (_, lead) in &answers {
        if let Some(name) = lead["assignment"]["rep_name"].as_str() {
            *whom.entry(name.to_owned()).or_default() += 1;
        }
        if let Some(why) = lead["why_unassigned"].as_str() {
            *whom.entry(why.to_owned()).or_default() += 1;
        }
    }
    println!("hand-written: {whom:?}");
    world.truth().holds();
}

#[test]
fn the_arrivals_of_a_real_marketplace_each_rest_with_somebody_or_say_why_not() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/olist/leads.csv");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!(
            "skipped: {} is not here (it is no part of the project)",
            file.display()
        );
        return;
    };
    let leads: Vec<Value> = text.lines().skip(1).filter_map(arrival).collect();
    println!("olist: {} arrivals in the file", leads.len());
    assert_eq!(leads.len(), 5345, "the arrivals that the data has");
    let world = World::with(Setup {
        cast: false,
        log: "warn",
        ..Setup::default()
    });
    // 300 people with room for 17 each hold 5,100: the rest has to be told why not.
    for at in 0..300 {
        world.hires(
            &format!("rep-{at}"),
            json!({"name": format!("销售{at}"), "role": "rep",
            "capacity": 17, "wecom_userid": format!("Rep{at}")}),
        );
    }
    let begun = Instant::now();
    let answers = hand_in(&world, leads);
    let took = begun.elapsed();
    let counts = every_one_rests("olist", &answers);
    println!(
        "olist: {took:.1?}, {:.0} a second",
        answers.len() as f64 / took.as_secs_f64()
    );
    let offered = counts.get("offered").copied().unwrap_or(0);
    let merged = counts.get("merged").copied().unwrap_or(0);
    assert_eq!(offered, 5100, "all room is used, and no more");
    assert_eq!(
        offered + merged + counts.get("pooled").copied().unwrap_or(0),
        answers.len()
    );
    let begun = Instant::now();
    world.drains(Duration::from_secs(240));
    println!(
        "olist: all cards were out {:.1?} after the last arrival",
        begun.elapsed()
    );
    let shown = world.shown_on_phones();
    let cards: usize = shown.values().map(Vec::len).sum();
    assert_eq!(cards, offered, "each offer stands on one card");
    assert_eq!(shown.len(), offered, "and each on its own or in a list");
    world.truth().holds();
}

/// `mql_id,first_contact_date,landing_page_id,origin`; nothing is quoted in this file.
fn arrival(line: &str) -> Option<Value> {
    let mut fields = line.split(',');
    let (id, date) = (fields.next()?, fields.next()?);
    let origin = fields.nth(1).unwrap_or_default();
    let tags: Vec<&str> = Some(origin)
        .filter(|origin| !origin.is_empty())
        .into_iter()
        .collect();
    let at = format!("{date}T00:00:00+00:00");
    Some(json!({"contact_id": id, "tags": tags, "occurred_at": at}))
}
