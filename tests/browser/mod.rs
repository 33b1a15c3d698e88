//! A new user's first minutes with `paidan demo`, walked through in Chromium at the width of
//! a laptop and of a phone, on WeCom phones, on DingTalk phones (by Stream and by HTTP) and on
//! both. The pictures stay in `target/browser`.

use std::path::Path;
use std::process::Command;

/// Walks as a script says, with what it is told beside the binary; shows what was seen when it
/// fails.
fn walk(script: &str, told: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join(".venv/bin/python");
    assert!(
        python.exists(),
        "{} is missing: run make setup",
        python.display()
    );
    let output = Command::new(python)
        .arg(root.join("tests/browser").join(script))
        .arg(env!("CARGO_BIN_EXE_paidan"))
        .args(told)
        .arg(root.join("target/browser"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .expect("python starts");
    let seen = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{script} {told:?} failed:\n{seen}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    println!("{seen}");
}

#[test]
fn the_first_walk_at_1440() {
    walk("walk.py", &["1440"]);
}

#[test]
fn the_first_walk_at_390() {
    walk("walk.py", &["390"]);
}

#[test]
fn the_walk_on_dingtalk_phones_by_stream_at_1440() {
    walk("dingtalk.py", &["stream", "1440"]);
}

#[test]
fn the_walk_on_dingtalk_phones_by_stream_at_390() {
    walk("dingtalk.py", &["stream", "390"]);
}

#[test]
fn the_walk_on_dingtalk_phones_by_http_at_1440() {
    walk("dingtalk.py", &["http", "1440"]);
}

#[test]
fn the_walk_on_dingtalk_phones_by_http_at_390() {
    walk("dingtalk.py", &["http", "390"]);
}

#[test]
fn one_lead_on_both_platforms_at_1440() {
    walk("dingtalk.py", &["mixed", "1440"]);
}

#[test]
fn one_lead_on_both_platforms_at_390() {
    walk("dingtalk.py", &["mixed", "390"]);
}
