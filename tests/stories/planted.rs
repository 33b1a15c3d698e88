//! The checks at the end of every story, tried on stories and stores that break a promise: a
//! checker that never failed proves nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use sea_orm::{ConnectionTrait, Database};

use super::walk::for_zhang;
use crate::world::World;

/// The words of the panic that `work` must end in.
#[track_caller]
fn fails(work: impl FnOnce()) -> String {
    let end = catch_unwind(AssertUnwindSafe(work));
    let told = end.expect_err("the check noticed nothing");
    let text = told.downcast_ref::<String>().cloned();
    text.or_else(|| told.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default()
}

#[test]
fn a_story_that_names_a_message_too_few_or_in_other_words_fails() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    let told = fails(|| world.ends());
    assert!(
        told.contains("nobody expected this on the phone of zhangwei"),
        "{told}"
    );
    zhang.sees_offer_of(&lead);
    world.ends();
    zhang.presses(&lead, "认领");
    let told = fails(|| world.ends());
    assert!(told.contains("on the phone of zhangwei"), "{told}");
    zhang.sees(&lead, "claimed");
    world.ends();
    world.expect_message(9999, "a card that never came");
    let told = fails(|| world.ends());
    assert!(told.contains("a card that never came"), "{told}");
}

#[test]
fn a_store_that_breaks_a_promise_is_noticed() {
    let world = World::new();
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    zhang.sees_offer_of(&lead);
    world.drains(Duration::from_secs(10));
    assert_eq!(world.stop(), Some(0));
    world.truth().holds();
    let file = world.folder().join("paidan.db");
    let sound = std::fs::read(&file).expect("a database");
    let plants = [
        (
            "UPDATE staff SET load = load + 1 WHERE staff_id = 'zhang'",
            "I7",
        ),
        (
            "UPDATE staff SET effort = effort + 1 WHERE staff_id = 'zhang'",
            "I7",
        ),
        ("UPDATE lead SET version = version + 1", "I4"),
        ("UPDATE lead SET holder = 'wang'", "I4"),
        ("UPDATE lead SET owner = 'wang'", "I2"),
        ("UPDATE lead SET wake_at = 1", "I5"),
        (
            "UPDATE lead SET doc = replace(doc, '\"attempts\":1', '\"attempts\":2')",
            "I4",
        ),
        ("UPDATE lead SET doc = '{'", "I4"),
        ("DELETE FROM lead_event WHERE seq = 1", "I4"),
        ("DELETE FROM lead_event WHERE seq = 2", "I4"),
        ("UPDATE lead_event SET kind = 'claimed' WHERE seq = 2", "I4"),
        (
            "UPDATE lead_event SET doc = replace(doc, '\"at\":1', '\"at\":-1') WHERE seq = 2",
            "I9",
        ),
        ("UPDATE offer SET live = 0", "I1"),
        ("DELETE FROM offer", "I3"),
        ("DROP INDEX offer_live", "I1"),
        ("DROP INDEX outbox_once", "I6"),
        ("DELETE FROM decision", "P6"),
        (
            "UPDATE decision SET doc = replace(doc, '\"contribution\":2', '\"contribution\":3')",
            "P6",
        ),
        ("DELETE FROM lead", "I10"),
        ("UPDATE counter SET value = 7 WHERE name = 'lead'", "I10"),
        ("UPDATE outbox SET cause = replace(cause, ':2', ':7')", "I6"),
        ("UPDATE lead_key SET wrapped = zeroblob(60)", "P8"),
    ];
    for (plant, named) in plants {
        world.block_on(async {
            let db = Database::connect(&world.places.store).await.expect("opens");
            let done = db.execute_unprepared(plant).await.expect("a statement");
            let changes_rows = !plant.starts_with("DROP");
            assert!(!changes_rows || done.rows_affected() > 0, "{plant}");
            db.close().await.expect("closes");
        });
        let told = fails(|| world.truth().holds());
        assert!(told.contains(&format!("✗ {named} ")), "{plant}: {told}");
        for end in ["-wal", "-shm"] {
            drop(std::fs::remove_file(
                world.folder().join(format!("paidan.db{end}")),
            ));
        }
        std::fs::write(&file, &sound).expect("the sound one again");
    }
    world.truth().holds();
}
