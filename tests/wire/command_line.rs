//! Mistakes on the command line and in the settings.

use tempfile::TempDir;

use crate::world::paidan;

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
