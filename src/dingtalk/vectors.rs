//! For tests: vectors, the project's own (`tests/data/dingtalk-vectors.json`, made by the
//! script beside it), and the shared ones where they are at hand.

use std::path::{Path, PathBuf};

use serde_json::Value;

const OURS: &str = "tests/data/dingtalk-vectors.json";
const SHARED: &str = "../shared/protocols/dingtalk-vectors.json";

/// Checks every vector of a kind, ours and the shared ones; `least` of ours there must be.
pub(super) fn each(kind: &str, least: usize, check: impl Fn(&Value)) {
    let ours = vectors(&here(OURS), kind);
    assert!(ours.len() >= least, "{} of our own {kind}", ours.len());
    let shared = here(SHARED);
    let theirs = if shared.exists() {
        let theirs = vectors(&shared, kind);
        assert!(!theirs.is_empty(), "no shared {kind}");
        theirs
    } else {
        println!("skipped: no {}", shared.display());
        Vec::new()
    };
    ours.iter().chain(&theirs).for_each(check);
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn vectors(path: &Path, kind: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("the file reads");
    let file: Value = serde_json::from_str(&text).expect("the file is JSON");
    let all = file["vectors"].as_array().expect("vectors");
    all.iter()
        .filter(|one| one["kind"] == kind)
        .cloned()
        .collect()
}

pub(super) fn text_of<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}
