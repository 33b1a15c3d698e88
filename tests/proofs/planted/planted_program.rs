//! Each bug is caught, and the sound program passes the same run.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use super::copy::{edited, planted_binary};
use super::plants::EDITS;
use super::trials::{delivered_again, frozen, grabbing, killed_at_the_first_answer, last_moments};
use crate::world::Build;

/// Races are not lost each time.
const TRIES: usize = 10;
/// How the checkers begin; any other end of a run is trouble of another kind.
const CHECKERS: [&str; 3] = [
    "have no order",
    "the store is not sound",
    "an older holder finished a row",
];

fn planted(switches: &str) -> Build {
    Build {
        program: planted_binary(),
        planted: switches.to_owned(),
        clock: None,
    }
}

/// The run is passed with `sound` switched on, and fails with `switches`, by a checker.
#[track_caller]
fn is_caught(sound: &str, switches: &str, run: fn(&Build)) {
    run(&planted(sound));
    let build = planted(switches);
    let begun = Instant::now();
    for at in 1..=TRIES {
        let Err(told) = catch_unwind(AssertUnwindSafe(|| run(&build))) else {
            continue;
        };
        let told = words(told.as_ref());
        let by_a_checker = CHECKERS.iter().any(|words| told.contains(words));
        assert!(by_a_checker, "{switches}: {told}");
        let took = begun.elapsed();
        println!("planted {switches}: caught at run {at}, after {took:.0?}:\n{told}");
        return;
    }
    panic!("{switches}: not caught in {TRIES} runs");
}

fn words(told: &(dyn Any + Send)) -> String {
    let text = told.downcast_ref::<String>().cloned();
    let short = || told.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(short).unwrap_or_default()
}

#[test]
fn every_plant_still_finds_its_place_in_the_source() {
    for edit in EDITS {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(edit.file);
        let text = std::fs::read_to_string(path).expect("a file of the source");
        assert_ne!(edited(edit.file, &text), text);
    }
}

/// First of all by its name, so that no figure of another test pays for the build.
#[test]
fn a_copy_with_every_plant_in_it_builds() {
    assert!(planted_binary().is_file());
}

#[test]
fn without_the_guard_of_version_a_lead_gets_two_owners() {
    is_caught("", "version,event key,outbox key", grabbing);
}

#[test]
fn without_the_guard_of_version_alone_the_keys_of_the_schema_still_hold() {
    grabbing(&planted("version"));
}

#[test]
fn without_the_deadline_a_claim_wins_too_late() {
    is_caught("", "deadline", last_moments);
}

#[test]
fn without_the_unique_key_of_the_inbox_a_line_acts_twice() {
    is_caught("", "inbox key", delivered_again);
}

#[test]
fn without_the_fence_a_frozen_worker_finishes_what_is_anothers() {
    is_caught("short lease", "short lease,fence", frozen);
}

#[test]
fn with_the_answer_before_the_commit_an_acknowledged_claim_is_gone() {
    is_caught(
        "slow disk",
        "slow disk,answer first",
        killed_at_the_first_answer,
    );
}
