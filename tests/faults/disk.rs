//! F9: the disk is full, the file cannot grow, the database takes no writes. Nothing is
//! acknowledged that is not kept; it heals without a restart.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::json;

use crate::stories::for_zhang;
use crate::world::{Delivery, Engine, Lead, Setup, World, now, until};

const SOON: Duration = Duration::from_secs(15);

/// The status of a delivery by a caller who waits this long; none when it waited in vain.
fn delivered(world: &World, delivery: &Delivery, patience: Duration) -> Option<u16> {
    let url = format!(
        "http://{}/callbacks/wecom?{}",
        world.places.service, delivery.query
    );
    let request = world.api.client.post(url).timeout(patience);
    let request = request.body(delivery.body.clone());
    let end = world.block_on(async { request.send().await });
    end.ok().map(|answer| answer.status().as_u16())
}

fn ready(world: &World) -> u16 {
    world.get("/readyz").status
}

/// Leads until one is refused; those that were taken.
fn takes_what_fits(world: &World) -> Vec<Lead> {
    let mut taken = Vec::new();
    for at in 0..3000 {
        let answer = world.hands_in(&json!({"phone": format!("138{at:08}"),
            "need": "很长的要求".repeat(100)}));
        match answer.status {
            201 => taken.push(Lead::of(&answer)),
            503 => {
                assert!(
                    !answer.header("retry-after").is_empty(),
                    "{:?}",
                    answer.headers
                );
                return taken;
            }
            other => panic!("{other}: {}", answer.text()),
        }
    }
    panic!("3000 leads fitted");
}

/// A store that is broken and mended from outside while the service runs.
fn refuses_and_heals(world: &World, breaks: impl FnOnce(), mends: impl FnOnce()) {
    let zhang = world.rep("张伟");
    let lead = world.receives(for_zhang("13912345678"));
    let card = zhang.sees_offer_of(&lead);
    world.drains(SOON);
    assert_eq!(ready(world), 200);

    breaks();
    let taken = takes_what_fits(world);
    until("readyz is red", SOON, || ready(world) == 503);
    let before = world.truth().inbox;
    let (answered, refused, held) = types_what_fits(world, &zhang.userid);
    assert_eq!(world.lead(&lead)["state"], "offered", "reading goes on");

    let begun = Instant::now();
    mends();
    until("readyz is green again", SOON, || ready(world) == 200);
    let healed = begun.elapsed();
    let platform = world.platform();
    let again = platform.deliver(&refused, now());
    assert_eq!(delivered(world, &again, Duration::from_secs(5)), Some(200));
    let press = platform.press(&zhang.userid, &card.task_id, "claim", now(), "code");
    let press = platform.deliver(&press, now());
    assert_eq!(delivered(world, &press, Duration::from_secs(5)), Some(200));
    until("the press counts", SOON, || {
        world.lead(&lead)["owner"] == "zhang"
    });
    let more = world.receives(for_zhang("13912345679"));

    // What was acknowledged is there to stay, and what was refused is not.
    world.kill();
    world.starts_again();
    world.is_up();
    for one in taken.iter().chain([&lead, &more]) {
        assert_eq!(world.lead(one)["id"], one.id.as_str(), "#{}", one.number);
    }
    assert_eq!(world.lead(&lead)["owner"], "zhang");
    let truth = world.truth();
    assert_eq!(truth.leads.len(), taken.len() + 2);
    assert_eq!(truth.inbox, before + answered + 2);
    truth.holds();
    println!(
        "{} leads and {answered} lines fitted, the next was held {held:.1?}, healed {healed:.1?} \
         after the mend",
        taken.len()
    );
}

/// Lines until one is not answered: how many were, the one that was not, how long it was held.
fn types_what_fits(world: &World, userid: &str) -> (u64, String, Duration) {
    let platform = world.platform();
    for at in 0..3000 {
        let said = platform.says(userid, "/帮助", now(), 1_000_000 + at);
        let begun = Instant::now();
        let delivery = platform.deliver(&said, now());
        let end = delivered(world, &delivery, Duration::from_secs(20));
        let held = begun.elapsed();
        if end != Some(200) {
            assert!(held > Duration::from_secs(5), "{end:?} within {held:?}");
            assert_eq!(end, Some(503));
            return (u64::from(at), said, held);
        }
    }
    panic!("3000 lines fitted");
}

fn is_whole(world: &World) {
    let check = world.block_on(async {
        let db = Database::connect(&world.places.store).await.expect("opens");
        let ask = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
        let row = db
            .query_one_raw(ask)
            .await
            .expect("answers")
            .expect("a row");
        row.try_get_by_index::<String>(0).expect("text")
    });
    assert_eq!(check, "ok");
}

fn run(program: &str, arguments: &[&str]) -> bool {
    let end = Command::new(program).args(arguments).output();
    end.is_ok_and(|end| end.status.success())
}

/// A disk of two megabytes, gone when dropped.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// None where mounting is not allowed.
    fn mount() -> Option<Self> {
        let folder = tempfile::Builder::new()
            .prefix("pd-disk-")
            .tempdir()
            .expect("a folder");
        let path = folder.path().display().to_string();
        let mounted = run("mount", &["-t", "tmpfs", "-o", "size=2m", "paidan", &path]);
        mounted.then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn fill(&self) {
        // It ends with the disk full, and that is an error to `dd`.
        let filler = format!("of={}", self.path().join("filler").display());
        run("dd", &["if=/dev/zero", &filler, "bs=4k"]);
    }

    fn make_room(&self) {
        std::fs::remove_file(self.path().join("filler")).expect("it is there");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        run("umount", &["-l", &self.path().display().to_string()]);
    }
}

#[test]
fn a_full_disk_takes_nothing_says_so_and_heals() {
    let Some(disk) = SmallDisk::mount() else {
        println!("not run: nothing may be mounted here; the file that cannot grow stands for it");
        return;
    };
    let world = World::with(Setup {
        disk: Some(disk.path().to_owned()),
        ..Setup::default()
    });
    refuses_and_heals(&world, || disk.fill(), || disk.make_room());
    is_whole(&world);
}

#[test]
fn a_file_that_cannot_grow_takes_nothing_says_so_and_heals() {
    let world = World::new();
    let limit = |size: &str| {
        let pid = format!("--pid={}", world.pid());
        let fsize = format!("--fsize={size}:unlimited");
        assert!(
            run("prlimit", &[&pid, &fsize]),
            "prlimit is part of util-linux"
        );
    };
    refuses_and_heals(&world, || limit("4096"), || limit("unlimited"));
    is_whole(&world);
}

#[test]
fn a_database_that_only_reads_takes_nothing_says_so_and_heals() {
    let world = World::on(Engine::Postgres);
    let only_reads = |yes: &str| {
        let cluster = world.cluster.as_ref().expect("PostgreSQL");
        world.block_on(cluster.sets("default_transaction_read_only", yes));
    };
    refuses_and_heals(&world, || only_reads("on"), || only_reads("off"));
}
