//! What the simulation is asked.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::memory::Planted;
use super::world::{Report, live};

/// The first seed of CI.
pub(super) const SEED: u64 = 20_261_125;
pub(super) const LIVES: u64 = 20_000;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .map_or(default, |text| text.parse().expect("a number"))
}

/// A world, and its panic as a broken promise.
pub(super) fn lived(seed: u64, planted: Planted) -> Report {
    catch_unwind(AssertUnwindSafe(|| live(seed, planted))).unwrap_or_else(|_| Report {
        seed,
        options: None,
        hash: 0,
        counts: BTreeMap::new(),
        broken: vec!["it panicked".to_owned()],
        stories: Vec::new(),
    })
}

#[test]
fn twenty_thousand_lives_keep_every_promise() {
    let (first, lives) = (setting("PAIDAN_SEED", SEED), setting("PAIDAN_LIVES", LIVES));
    let begun = Instant::now();
    let mut sum: BTreeMap<&'static str, u64> = BTreeMap::new();
    let mut hash = 0_u64;
    let mut worlds = 0;
    while sum.get("lives").copied().unwrap_or(0) < lives {
        let report = lived(first.wrapping_add(worlds), Planted::default());
        worlds += 1;
        assert!(
            report.broken.is_empty(),
            "PAIDAN_SEED={} PAIDAN_LIVES=1 shows it again.\n{:#?}\n{:#?}\n{}",
            report.seed,
            report.options,
            report.broken,
            report.stories.join("\n")
        );
        for (kind, count) in report.counts {
            *sum.entry(kind).or_default() += count;
        }
        hash = hash.rotate_left(7) ^ report.hash;
    }
    println!(
        "seed {first}, {worlds} worlds, hash {hash:016x}, {:.1?}",
        begun.elapsed()
    );
    for (kind, count) in &sum {
        println!("{count:>9} {kind}");
    }
}

#[test]
fn the_same_seed_lives_the_same_world() {
    for seed in SEED..SEED + 5 {
        let (one, other) = (
            live(seed, Planted::default()),
            live(seed, Planted::default()),
        );
        assert_eq!(one.hash, other.hash, "seed {seed}");
        assert_eq!(one.counts, other.counts, "seed {seed}");
        assert_ne!(one.hash, live(seed + 5, Planted::default()).hash);
    }
}
