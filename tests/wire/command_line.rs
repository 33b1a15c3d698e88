//! Mistakes on the command line and in the settings.

use std::path::Path;

use tempfile::TempDir;

use crate::stories::for_zhang;
use crate::world::{World, paidan};

/// `serve` with these settings stops at once and says where and how to mend it.
#[track_caller]
fn stops(settings: &str, said: &[&str]) {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("own.toml"), settings).expect("a file");
    let end = paidan(folder.path(), &["serve", "--config", "own.toml"]);
    let told = String::from_utf8_lossy(&end.stderr);
    assert_eq!(end.status.code(), Some(1), "{told}");
    for words in said {
        assert!(told.contains(words), "{words:?} is not said in:\n{told}");
    }
    assert!(told.contains("fix:"), "{told}");
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .collect();
    assert_eq!(left.len(), 1, "nothing was made: {left:?}");
}

#[test]
fn a_wrong_setting_stops_the_start_with_its_line_and_its_fix() {
    stops(
        "[server]\nlisten = \"127.0.0.1:0\"\nlisen = \"x\"\n",
        &["own.toml:3", "lisen", "listen"],
    );
    stops(
        "[offer]\nclaim_within = \"5 minutes\"\n",
        &["own.toml:2", "claim_within"],
    );
    stops("[offer]\nmax_offers = 0\n", &["own.toml:2", "max_offers"]);
    stops(
        "[store]\nurl = \"mysql://x/y\"\n",
        &["own.toml:2", "sqlite://"],
    );
    stops(
        "[wecom]\nenabled = true\n",
        &["own.toml", "corp_id", "encoding_aes_key"],
    );
    stops("[offer\n", &["own.toml:1"]);
}

#[test]
fn a_key_of_the_platform_that_is_too_short_is_named_with_its_length() {
    let settings = format!(
        "[wecom]\nenabled = true\ncorp_id = \"ww1\"\nagent_id = 1\nsecret = \"s\"\n\
         token = \"t\"\nencoding_aes_key = \"{}\"\n",
        "A".repeat(42)
    );
    stops(&settings, &["own.toml:7", "42", "43"]);
}

#[test]
fn settings_that_are_not_there_are_named() {
    let folder = TempDir::new().expect("a folder");
    let end = paidan(folder.path(), &["serve", "--config", "nowhere.toml"]);
    assert_eq!(end.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&end.stderr).contains("nowhere.toml"));
}

#[test]
fn the_doctor_makes_no_store_and_knows_a_key_that_is_not_its_own() {
    let folder = TempDir::new().expect("a folder");
    let settings = "[store]\nurl = \"sqlite://a.db\"\n[privacy]\nkey_file = \"a.key\"\n";
    std::fs::write(folder.path().join("own.toml"), settings).expect("a file");
    let doctor = |folder: &Path| paidan(folder, &["doctor", "store", "--config", "own.toml"]);
    let end = doctor(folder.path());
    assert_eq!(end.status.code(), Some(1));
    let told = String::from_utf8_lossy(&end.stderr);
    assert!(told.contains("paidan serve"), "{told}");
    assert!(!folder.path().join("a.db").exists(), "it only looks");
    assert!(!folder.path().join("a.key").exists(), "it only looks");

    let world = World::new();
    let lead = world.receives(for_zhang("13912345678"));
    world.rep("张伟").sees_offer_of(&lead);
    assert_eq!(world.stop(), Some(0));
    let key = world.folder().join("paidan.key");
    let own = std::fs::read_to_string(&key).expect("a key");
    std::fs::write(&key, other_key(&own)).expect("a file of ours");
    let told = crate::world::paidan(&world.folder(), &["doctor", "--config", "paidan.toml"]);
    assert_eq!(told.status.code(), Some(1));
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(told.contains("✗ P8") && told.contains("key_file"), "{told}");
    assert!(!told.contains("139"), "{told}");
    std::fs::write(&key, own).expect("a file of ours");
    world.truth().holds();
}

/// A key file of the right form with other bytes.
fn other_key(own: &str) -> String {
    let (form, key) = own.trim().split_once(' ').expect("a form and a key");
    let swapped: String = key.chars().rev().skip(2).collect();
    format!("{form} {swapped}A=\n")
}

#[test]
fn wrong_usage_ends_with_2_and_help_with_0() {
    let folder = TempDir::new().expect("a folder");
    for wrong in [
        &["frobnicate"][..],
        &["serve", "--nope"],
        &[],
        &["migrate", "sideways"],
    ] {
        let end = paidan(folder.path(), wrong);
        assert_eq!(end.status.code(), Some(2), "{wrong:?}");
        assert!(
            end.stdout.is_empty() && !end.stderr.is_empty(),
            "said on stderr: {wrong:?}"
        );
    }
    let help = paidan(folder.path(), &["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&help.stdout).contains("demo"));
}
