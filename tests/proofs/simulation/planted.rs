//! Bugs that are planted into the store: each must be caught by the check that is there for it,
//! within the lives of CI, and the sound store must live the same world without a fault.

use super::memory::Planted;
use super::tests::{LIVES, SEED, lived};

/// Lives worlds until one breaks a promise whose name begins so.
#[track_caller]
fn is_caught(name: &str, by: &str, planted: Planted) {
    let mut lives = 0;
    for seed in SEED.. {
        let report = lived(seed, planted);
        lives += report.counts.get("lives").copied().unwrap_or(0);
        if let Some(broken) = report.broken.iter().find(|what| what.starts_with(by)) {
            println!("{name}: caught after {lives} lives: {broken}");
            break;
        }
        assert!(lives < LIVES, "{name}: not caught in {lives} lives");
    }
}

/// Worlds in which a guard is needed, and there.
#[track_caller]
fn is_held(planted: Planted, worlds: u64) {
    for seed in SEED..SEED + worlds {
        let report = lived(seed, planted);
        assert!(report.broken.is_empty(), "{seed}: {:#?}", report.broken);
    }
}

#[test]
fn a_store_that_does_not_compare_versions_is_caught() {
    let planted = Planted {
        no_version: true,
        ..Planted::default()
    };
    is_caught("no version guard", "I4", planted);
}

#[test]
fn a_claim_that_is_written_after_its_deadline_is_caught() {
    let late = Planted {
        deadline_seen_late: true,
        ..Planted::default()
    };
    is_held(late, 30);
    let planted = Planted {
        no_deadline: true,
        ..late
    };
    is_caught("no compare of the deadline", "P2", planted);
}

#[test]
fn a_lead_with_two_live_offers_is_caught() {
    let planted = Planted {
        no_live_index: true,
        ..Planted::default()
    };
    is_caught("no unique index of live offers", "I1", planted);
}

#[test]
fn the_same_told_twice_is_caught() {
    let planted = Planted {
        no_once_index: true,
        ..Planted::default()
    };
    is_caught("no unique index of the outbox", "I6", planted);
}

#[test]
fn a_late_holder_of_a_row_is_caught() {
    let planted = Planted {
        no_fence: true,
        ..Planted::default()
    };
    is_caught("no fence", "F12", planted);
}

#[test]
fn an_answer_before_its_commit_is_caught() {
    let planted = Planted {
        answer_first: true,
        ..Planted::default()
    };
    is_caught("answer before commit", "P1", planted);
}
