//! The schema goes up, down and up again, on both stores.

use std::process::Command;

use serde_json::json;

use crate::world::{Engine, World, paidan};

/// The schema as its engine tells it.
fn schema(world: &World) -> String {
    if let Some(cluster) = &world.cluster {
        let dump = String::from_utf8(cluster.dump(&world.places.store, true)).expect("text");
        // Newer versions write a random word around the dump.
        let told = dump
            .lines()
            .filter(|line| !line.starts_with("\\") && !line.starts_with("--"));
        return told.collect::<Vec<_>>().join("\n");
    }
    use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
    world.block_on(async {
        let db = Database::connect(&world.places.store).await.expect("opens");
        let all = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name";
        let statement = Statement::from_string(DbBackend::Sqlite, all);
        let rows = db.query_all_raw(statement).await.expect("reads");
        let text = rows
            .iter()
            .map(|row| row.try_get::<String>("", "sql").expect("text"));
        let text = text.collect::<Vec<_>>().join("\n");
        db.close().await.expect("closes");
        text
    })
}

/// Every change in its order, as `migrate` tells it.
fn told(marks: [&str; 6]) -> String {
    let names = [
        "m20261123_000001_spine",
        "m20261125_000002_list_cards",
        "m20261125_000003_comments",
        "m20261125_000005_standing",
        "m20261125_000006_ledger",
        "m20261125_000007_usage",
    ];
    let lines = marks.iter().zip(names);
    lines
        .map(|(mark, name)| format!("{mark} {name}\n"))
        .collect()
}

fn up_down_up(engine: Engine) {
    let world = World::on(engine);
    world.receives(json!({"phone": "13912345678"}));
    let draft = json!({"policy": {"relax": []}});
    assert_eq!(
        world
            .block_on(world.api.put("/api/v1/policy/draft", &draft))
            .status,
        200
    );
    let why = json!({"comment": "不放宽"});
    assert_eq!(world.post("/api/v1/policy/draft/publish", why).status, 200);
    assert_eq!(world.stop(), Some(0));
    let migrate = |step: &str| -> String {
        let end = paidan(
            &world.folder(),
            &["migrate", step, "--config", "paidan.toml"],
        );
        assert!(
            end.status.success(),
            "{step}: {}",
            String::from_utf8_lossy(&end.stderr)
        );
        String::from_utf8(end.stdout).expect("text")
    };
    let whole = schema(&world);
    assert!(whole.contains("offer_live"), "{whole}");
    assert_eq!(migrate("status"), told(["✓"; 6]));
    assert_eq!(migrate("up"), told(["✓"; 6]), "again is no mistake");
    assert_eq!(schema(&world), whole);
    assert!(whole.contains("comment"), "{whole}");
    assert_eq!(migrate("down"), told(["✓", "✓", "✓", "✓", "✓", "·"]));
    assert!(!schema(&world).contains("usage"));
    assert_eq!(migrate("down"), told(["✓", "✓", "✓", "✓", "·", "·"]));
    assert!(!schema(&world).contains("ledger"));
    assert_eq!(migrate("down"), told(["✓", "✓", "✓", "·", "·", "·"]));
    assert!(!schema(&world).contains("responsive"));
    assert_eq!(migrate("down"), told(["✓", "✓", "·", "·", "·", "·"]));
    assert!(!schema(&world).contains("comment"));
    // The rows stay; only what a version was published for goes with its column.
    assert_eq!(migrate("up"), told(["✓"; 6]));
    world.starts_again();
    world.is_up();
    let newest = world.get("/api/v1/policy/versions").json()["items"][0].clone();
    assert_eq!(
        (&newest["version"], &newest["comment"]),
        (&json!(2), &json!(""))
    );
    assert_eq!(world.stop(), Some(0));
    for marks in [5, 4, 3, 2, 1, 0] {
        let mut left = ["·"; 6];
        left[..marks].fill("✓");
        assert_eq!(migrate("down"), told(left));
    }
    let empty = schema(&world);
    for table in ["lead_event", "outbox", "sealed", "offer_live"] {
        assert!(!empty.contains(table), "{table} is left: {empty}");
    }
    assert_eq!(migrate("status"), told(["·"; 6]));
    assert_eq!(migrate("up"), told(["✓"; 6]));
    assert_eq!(schema(&world), whole, "the same as before");
    world.starts_again();
    world.is_up();
    let lead = world.receives(json!({"phone": "13912345678"}));
    assert_eq!(lead.number, 1, "a new store");
    world.drains(std::time::Duration::from_secs(20));
    world.truth().holds();
}

#[test]
fn the_schema_goes_up_down_and_up_again_on_sqlite() {
    up_down_up(Engine::Sqlite);
}

#[test]
fn the_schema_goes_up_down_and_up_again_on_postgres() {
    up_down_up(Engine::Postgres);
}

#[test]
fn a_store_that_is_not_there_stops_the_program_with_a_reason() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let settings = "[store]\nurl = \"postgres://nobody@127.0.0.1:1/none\"\n";
    std::fs::write(folder.path().join("paidan.toml"), settings).expect("a file");
    let end = Command::new(env!("CARGO_BIN_EXE_paidan"))
        .args(["migrate", "up", "--config", "paidan.toml"])
        .current_dir(folder.path())
        .output()
        .expect("starts");
    assert_eq!(end.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&end.stderr).contains("the store does not open"));
}
