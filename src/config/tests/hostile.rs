//! Whatever stands in the file or the environment: an answer, never a panic.

use proptest::prelude::*;

use super::full::FULL;
use crate::config::parse;

/// An answer came, and each problem in it is two lines.
fn is_answered(text: &str, environment: Vec<(String, String)>) -> Result<(), TestCaseError> {
    if let Err(problems) = parse(text, "f", environment.into_iter()) {
        prop_assert!(!problems.is_empty());
        for problem in problems {
            let said = problem.to_string();
            prop_assert_eq!(said.lines().count(), 2, "{}", said);
            prop_assert!(
                said.starts_with("error: ") && said.contains("\n  fix: "),
                "{}",
                said
            );
        }
    }
    Ok(())
}

/// `FULL` with a piece of it taken out and another put in.
fn damaged() -> impl Strategy<Value = String> {
    let at = 0..FULL.len();
    (
        at,
        0..40_usize,
        "(\\PC|[\\[\\]=\"'{}.#\\n\\r\\t\\x00-]){0,8}",
    )
        .prop_map(|(at, length, put)| {
            let head: String = FULL.chars().take(at).collect();
            let tail: String = FULL.chars().skip(at + length).collect();
            head + &put + &tail
        })
}

fn variable() -> impl Strategy<Value = (String, String)> {
    let name = "(?i)PAIDAN__(WECOM|SOURCES|SERVER|\\PC{0,3})(__(TOKEN|LISTEN|A-B|.{0,4})){0,3}";
    (name, ".{0,12}")
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "(?s).{0,200}") {
        is_answered(&text, Vec::new())?;
    }

    #[test]
    fn a_damaged_file_is_answered(text in damaged()) {
        is_answered(&text, Vec::new())?;
    }

    #[test]
    fn any_environment_is_answered(set in prop::collection::vec(variable(), 0..6)) {
        is_answered(FULL, set)?;
    }
}

#[test]
fn depth_and_length_are_answered() {
    for text in [
        "a.".repeat(100_000) + "a = 1",
        "a = ".to_owned() + &"[".repeat(100_000),
        "[".repeat(100_000),
        "x".repeat(1_000_000),
        "a = \"".to_owned() + &"x".repeat(1_000_000) + "\"",
        (0..10_000).map(|n| format!("k{n} = 1\n")).collect(),
    ] {
        assert!(parse(&text, "f", std::iter::empty()).is_err());
    }
    let deep = ("PAIDAN__".to_owned() + &"A__".repeat(5_000), "x".to_owned());
    assert!(parse("", "f", std::iter::once(deep)).is_err());
}
