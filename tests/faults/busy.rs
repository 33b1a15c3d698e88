//! F10: another process holds the SQLite file for ten seconds.

use std::time::{Duration, Instant};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbBackend, Statement};
use serde_json::Value;

use crate::stories::for_zhang;
use crate::world::{World, now, until};

const HELD: Duration = Duration::from_secs(10);

#[test]
fn a_file_held_by_another_for_ten_seconds_loses_nothing_and_has_no_half_writes() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    let card = zhang.sees_offer_of(&lead);
    world.drains(Duration::from_secs(10));
    let other = world.block_on(async {
        let mut one = ConnectOptions::new(world.places.store.clone());
        one.max_connections(1);
        let db = Database::connect(one).await.expect("opens");
        db.execute_unprepared("BEGIN EXCLUSIVE")
            .await
            .expect("it is free");
        db
    });
    let begun = Instant::now();

    // A source that repeats as it is told to, and the platform, which waits 5 s each time.
    let (source, body) = (world.source(), for_zhang("13912345679"));
    let sender = world.spawn(async move {
        let (mut refused, mut slowest) = (0, Duration::ZERO);
        loop {
            let asked = Instant::now();
            let request = source.request(reqwest::Method::POST, "/api/v1/leads");
            let request = request.header("idempotency-key", "once").json(&body);
            let answer = crate::world::send(request).await;
            slowest = slowest.max(asked.elapsed());
            match answer.status {
                503 => {
                    assert!(!answer.header("retry-after").is_empty());
                    refused += 1;
                }
                200 | 201 => return (refused, slowest, answer.json()),
                other => panic!("{other}: {}", answer.text()),
            }
        }
    });
    let (platform, client) = (world.platform(), world.api.client.clone());
    let url = format!("http://{}/callbacks/wecom", world.places.service);
    let press = platform.press(&zhang.userid, &card.task_id, "claim", now(), "code");
    let presser = world.spawn(async move {
        for attempt in 1.. {
            let delivery = platform.deliver(&press, now());
            let request = client.post(format!("{url}?{}", delivery.query));
            let request = request.timeout(Duration::from_secs(5)).body(delivery.body);
            if let Ok(answer) = request.send().await {
                return (attempt, answer.status().as_u16());
            }
        }
        unreachable!("it goes on until it is answered")
    });
    until("readyz is red", Duration::from_secs(8), || {
        world.get("/readyz").status == 503
    });
    until("ten seconds go by", Duration::from_secs(20), || {
        begun.elapsed() > HELD
    });
    assert_eq!(
        world.lead(&lead)["state"],
        "offered",
        "reading goes on, and no half write"
    );
    world.block_on(async {
        other.execute_unprepared("ROLLBACK").await.expect("ours");
    });
    let (refused, slowest, taken): (u32, Duration, Value) =
        world.block_on(sender).expect("the sender ends well");
    let (attempt, status) = world.block_on(presser).expect("the presser ends well");
    assert_eq!(status, 200);
    assert!(attempt <= 3, "the platform gives up after three deliveries");
    until("readyz is green again", Duration::from_secs(10), || {
        world.get("/readyz").status == 200
    });
    until("the press counts", Duration::from_secs(10), || {
        world.lead(&lead)["owner"] == "zhang"
    });
    println!(
        "held {HELD:?}: the lead was refused {refused} times (slowest answer {slowest:.1?}), \
         the press was answered at delivery {attempt}"
    );
    assert_eq!(taken["number"], 2, "taken once");
    let truth = world.truth();
    assert_eq!(truth.leads.len(), 2);
    assert_eq!(world.story_of(&lead), ["received", "offered", "claimed"]);
    truth.holds();
    let check = world.block_on(async {
        let ask = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
        let row = other
            .query_one_raw(ask)
            .await
            .expect("answers")
            .expect("a row");
        row.try_get_by_index::<String>(0).expect("text")
    });
    assert_eq!(check, "ok");
}
