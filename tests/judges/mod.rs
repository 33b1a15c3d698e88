//! Libraries that we did not write judge the protocols. `wechatpy` judges both ends of `WeCom`'s:
//! it plays the platform against `paidan serve`, and the service against `paidan sandbox`.
//! `dingtalk-stream`, the platform's own client, plays the service against `paidan sandbox`.

use std::path::Path;
use std::process::Command;

/// Runs a judge with the binary under test; its output is shown when it fails.
fn judge(script: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = root.join(".venv/bin/python");
    assert!(
        python.exists(),
        "{} is missing: run make setup",
        python.display()
    );
    let output = Command::new(python)
        .args(["-W", "ignore::DeprecationWarning"])
        .arg(root.join("tests/judges").join(script))
        .arg(env!("CARGO_BIN_EXE_paidan"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("NO_PROXY", "127.0.0.1")
        .output()
        .expect("python starts");
    assert!(
        output.status.success(),
        "{script} found fault:\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn wechatpy_as_the_platform_is_understood_by_the_service() {
    judge("callbacks.py");
}

#[test]
fn wechatpy_as_a_client_is_served_by_the_sandbox() {
    judge("client.py");
}

#[test]
fn wechatpy_as_the_service_understands_the_sandbox() {
    judge("presses.py");
}

#[test]
fn dingtalk_stream_as_the_service_understands_the_sandbox() {
    judge("stream.py");
}
