//! A new user's first minutes with `paidan demo`, walked through in Chromium at the width of
//! a laptop and of a phone. The pictures stay in `target/browser`.

use std::path::Path;
use std::process::Command;

/// Walks at a width; what was seen is shown when it fails.
fn walk(width: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join(".venv/bin/python");
    assert!(
        python.exists(),
        "{} is missing: run make setup",
        python.display()
    );
    let output = Command::new(python)
        .arg(root.join("tests/browser/walk.py"))
        .args([env!("CARGO_BIN_EXE_paidan"), width])
        .arg(root.join("target/browser"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .expect("python starts");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "the walk at {width} failed:\n{told}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    println!("{told}");
}

#[test]
fn the_first_walk_at_1440() {
    walk("1440");
}

#[test]
fn the_first_walk_at_390() {
    walk("390");
}
