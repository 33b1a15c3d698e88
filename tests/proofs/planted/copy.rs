//! The copy of the source with every plant in it, and its binary.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::plants::{EDITS, Edit, SWITCH, To};

/// What a build of the program needs.
const NEEDED: [&str; 7] = [
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "entity",
    "migration",
    "templates",
    "config",
];

/// The planted binary. Whoever comes first builds it, the others wait.
pub fn planted_binary() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = root.join("target/planted");
    fs::create_dir_all(&home).expect("a folder in target");
    let lock = File::create(home.join("lock")).expect("a file in target");
    lock.lock().expect("a lock");
    let source = home.join("src");
    for name in NEEDED {
        copy(&root.join(name), &source.join(name));
    }
    // A test that is empty: built with it, the dependencies have just the features that they
    // have in the build of the real tests, and are not built again.
    write(&source.join("tests/main.rs"), b"//! Nothing.\n");
    let target = home.join("target");
    if !target.exists() {
        lend_dependencies(&root.join("target/debug"), &target.join("debug"));
    }
    build(&source, &target);
    target.join("debug/paidan")
}

/// A text with the edits of its file in it.
///
/// # Panics
/// When the text of an edit is not in the file just once.
pub fn edited(file: &str, text: &str) -> String {
    let edits = EDITS.iter().filter(|edit| edit.file == file);
    edits.fold(text.to_owned(), |text, edit| {
        let found = text.matches(edit.from).count();
        assert_eq!(
            found, 1,
            "{file} has {found} times what a bug is planted at: {}",
            edit.from
        );
        text.replacen(edit.from, &becomes(edit), 1)
    })
}

fn becomes(edit: &Edit) -> String {
    let names = edit.switches;
    let switch = format!(
        "std::env::var(\"{SWITCH}\").is_ok_and(|on| on.split(',').any(|one| {names:?}.contains(&one)))"
    );
    match edit.to {
        To::Instead(to) => format!("(if {switch} {{ {to} }} else {{ {} }})", edit.from),
        To::Text(to) => to.replace(SWITCH, &switch),
    }
}

/// Copies what changed, so that cargo builds no more than that.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        let names = |folder: &Path| -> Vec<_> {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries.map(|entry| entry.file_name()).collect()
        };
        for name in names(from) {
            copy(&from.join(&name), &to.join(&name));
        }
        for name in names(to) {
            if !from.join(&name).exists() {
                let gone = to.join(&name);
                drop(fs::remove_dir_all(&gone));
                drop(fs::remove_file(&gone));
            }
        }
        return;
    }
    let bytes = fs::read(from).expect("a file of the source");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let name = from.strip_prefix(root).ok().and_then(Path::to_str);
    let planted = name.filter(|name| EDITS.iter().any(|edit| edit.file == *name));
    match planted {
        Some(name) => {
            let text = String::from_utf8(bytes).expect("source is text");
            write(to, edited(name, &text).as_bytes());
        }
        None => write(to, &bytes),
    }
}

fn write(to: &Path, bytes: &[u8]) {
    if fs::read(to).is_ok_and(|there| there == bytes) {
        return;
    }
    let folder = to.parent().expect("a file in a folder");
    fs::create_dir_all(folder).expect("a folder in target");
    fs::write(to, bytes).expect("a file in target");
}

/// The dependencies that are built already, as links: nothing is copied and nothing is built
/// twice. What does not fit, cargo builds anew.
fn lend_dependencies(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder in target");
    for part in ["deps", "build", ".fingerprint"] {
        let linked = Command::new("cp")
            .arg("-al")
            .args([from.join(part), to.to_owned()])
            .stderr(Stdio::null())
            .status();
        // Without links it takes longer, and no more.
        drop(linked);
        give_back_our_own(&to.join(part));
    }
}

/// What is built of our own source is not lent: cargo writes its notes about a build in
/// place, and through a link they would be taken for notes about the real one.
fn give_back_our_own(part: &Path) {
    for entry in fs::read_dir(part).into_iter().flatten().flatten() {
        let name = entry.file_name().into_string().unwrap_or_default();
        let own = ["paidan", "libpaidan", "all-"];
        if own.iter().any(|own| name.starts_with(own)) {
            drop(fs::remove_dir_all(entry.path()));
            drop(fs::remove_file(entry.path()));
        }
    }
}

fn build(source: &Path, target: &Path) {
    let mut cargo = Command::new("cargo");
    // What the runner of the tests says of them is not true of the copy.
    let names = std::env::vars().map(|(name, _)| name);
    for name in names.filter(|name| name.starts_with("CARGO_") && name != "CARGO_HOME") {
        cargo.env_remove(name);
    }
    let built = cargo
        .args(["test", "--no-run", "--offline", "--workspace"])
        .args(["--test", "all", "--target-dir"])
        .arg(target)
        .current_dir(source)
        .stdin(Stdio::null())
        .output()
        .expect("cargo is there");
    assert!(
        built.status.success(),
        "the planted program does not build:\n{}",
        String::from_utf8_lossy(&built.stderr)
    );
}
