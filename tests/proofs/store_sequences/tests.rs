//! How many sequences, and what is shown of one that fails.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::act::Act;
use super::pair::Pair;
use crate::proofs::simulation::Dice;
use crate::proofs::simulation::memory::Planted;
use crate::world::Cluster;

const SEED: u64 = 20_261_125;
const STEPS: usize = 50;
/// How long a failing sequence is made shorter.
const PATIENCE: Duration = Duration::from_secs(60);
/// Sequences on one opened store.
const BATCH: u64 = 50;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .map_or(default, |text| text.parse().expect("a number"))
}

fn drawn(seed: u64) -> Vec<Act> {
    let dice = Dice::new(seed);
    let burst = is_burst(seed);
    (0..STEPS).map(|_| Act::drawn(&dice, burst)).collect()
}

/// One sequence in four is a burst of leads for one rep.
fn is_burst(seed: u64) -> bool {
    seed.is_multiple_of(4)
}

pub(super) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
}

/// In memory where the machine has such a folder: that a disk keeps things is not asked here.
fn folder() -> TempDir {
    let shared = PathBuf::from("/dev/shm");
    let folder = tempfile::Builder::new();
    let made = if shared.is_dir() {
        TempDir::new_in(shared)
    } else {
        folder.tempdir()
    };
    made.expect("a folder")
}

/// Goes through many sequences; what fails is made as short as it still fails.
fn sequences(engine: &str, count: u64, runtime: &Runtime, url: impl Fn(&TempDir) -> String) {
    let first = setting("PAIDAN_SEED", SEED);
    let count = setting("PAIDAN_SEQUENCES", count);
    let begun = Instant::now();
    let mut done = 0;
    let mut answers: BTreeMap<String, u64> = BTreeMap::new();
    while done < count {
        let folder = folder();
        let mut pair =
            runtime.block_on(Pair::open(&url(&folder), folder.path(), Planted::default()));
        for sequence in 0..BATCH.min(count - done) {
            let seed = first.wrapping_add(done);
            let acts = drawn(seed);
            if let Err(what) = runtime.block_on(pair.lives(sequence, &acts, is_burst(seed))) {
                println!("{engine}, seed {seed}: {what}");
                panic!("{}", shortened(runtime, &url, acts, is_burst(seed)));
            }
            done += 1;
        }
        for (answer, count) in pair.answers {
            *answers.entry(answer).or_default() += count;
        }
    }
    println!(
        "{engine}: {done} sequences of {STEPS} steps from seed {first}, {:.1?}",
        begun.elapsed()
    );
    for (answer, count) in &answers {
        println!("{count:>9} {answer}");
    }
}

/// A model that lacks a guard answers otherwise than the real store, on SQLite.
#[track_caller]
fn is_told_apart(name: &str, planted: Planted) {
    let (runtime, folder) = (runtime(), folder());
    let url = format!("sqlite://{}", folder.path().join("paidan.db").display());
    let mut pair = runtime.block_on(Pair::open(&url, folder.path(), planted));
    for sequence in 0..200 {
        let (seed, acts) = (SEED + sequence, drawn(SEED + sequence));
        if let Err(what) = runtime.block_on(pair.lives(sequence, &acts, is_burst(seed))) {
            println!("{name}: told apart in sequence {sequence}: {what}");
            return;
        }
    }
    panic!("{name}: not told apart in 200 sequences");
}

#[test]
fn a_model_without_a_guard_is_told_apart_from_the_store() {
    let no_fence = Planted {
        no_fence: true,
        ..Planted::default()
    };
    is_told_apart("no fence", no_fence);
    let no_once_index = Planted {
        no_once_index: true,
        ..Planted::default()
    };
    is_told_apart("no unique index of the outbox", no_once_index);
    let deadline_seen_late = Planted {
        deadline_seen_late: true,
        ..Planted::default()
    };
    is_told_apart("a deadline read too late", deadline_seen_late);
}

/// Leaves out every step without which it still fails, each time on new stores.
fn shortened(
    runtime: &Runtime,
    url: &impl Fn(&TempDir) -> String,
    acts: Vec<Act>,
    burst: bool,
) -> String {
    let fails = |acts: &[Act]| {
        let folder = folder();
        let url = url(&folder);
        runtime.block_on(async {
            let mut pair = Pair::open(&url, folder.path(), Planted::default()).await;
            pair.lives(0, acts, burst).await.err()
        })
    };
    let Some(mut what) = fails(&acts) else {
        return "alone it does not fail: it needs what went before".to_owned();
    };
    let mut kept = acts;
    let mut at = 0;
    let begun = Instant::now();
    while at < kept.len() && begun.elapsed() < PATIENCE {
        let mut fewer = kept.clone();
        fewer.remove(at);
        match fails(&fewer) {
            Some(still) => (kept, what) = (fewer, still),
            None => at += 1,
        }
    }
    let steps: Vec<String> = kept.iter().map(|act| format!("  {act:?}")).collect();
    format!("shortest:\n{}\n{what}", steps.join("\n"))
}

#[test]
fn sqlite_answers_as_the_model() {
    let runtime = runtime();
    sequences("SQLite", 600, &runtime, |folder| {
        format!("sqlite://{}", folder.path().join("paidan.db").display())
    });
}

#[test]
fn postgresql_answers_as_the_model() {
    let (cluster, runtime) = (Cluster::shared(), runtime());
    sequences("PostgreSQL", 400, &runtime, |_| {
        // What a crash leaves is not asked here, so no commit waits for the disk.
        let address = cluster.database(&self::runtime());
        format!("{address}&options[synchronous_commit]=off")
    });
}
