//! No input panics, leaves its text, takes long, or gives a rep a manager's action.

use std::time::{Duration, Instant as Clock};

use proptest::prelude::*;

use super::*;

/// Pieces that the readers look for, thrown together at random.
pub(super) const PIECES: [&str; 72] = [
    "/",
    "／",
    "、",
    "查询",
    "转派",
    "認領",
    "认领",
    "拒绝",
    "公海",
    "请假",
    "上班",
    "状态",
    "我的",
    "帮助",
    "为什么",
    "确认",
    "show",
    "reassign",
    "away",
    "pool",
    "decline",
    "help",
    "转排",
    "hlep",
    " ",
    "　",
    "\t",
    "\n",
    "\u{200b}",
    "\u{feff}",
    ",",
    "、",
    ":",
    "。",
    "-",
    "~",
    "到",
    "至",
    "给",
    "代理",
    "#",
    "号",
    "1042",
    "1050-1053",
    "１０４２",
    "0",
    "7",
    "999999999",
    "1234567890",
    "①",
    "@",
    "＠",
    "@王芳",
    "@张伟",
    "@张伟(华东)",
    "@zhang.san",
    "@陈七",
    "@li lei",
    "(",
    ")",
    "客户指定",
    "2小时",
    "半天",
    "90s",
    "1d",
    "18:00",
    "周五",
    "明天",
    "11-27",
    "👨‍👩‍👧",
    "e\u{301}",
    "ﷺ",
];

/// What must hold of every line, whoever says it.
pub(super) fn holds(line: &str) {
    let length = line.chars().count();
    let mentions = [
        Mention {
            userid: "zhaoqiang".to_owned(),
            name: None,
        },
        Mention {
            userid: "u9".to_owned(),
            name: Some("陈七".to_owned()),
        },
    ];
    for asker in [Role::Rep, Role::Manager] {
        for mentions in [&mentions[..0], &mentions[..1], &mentions[..]] {
            match hear(line, asker, mentions, NOW) {
                Ok(Said::Command(command)) => command_holds(&command, asker, line),
                Ok(Said::Chatter { .. }) => {}
                Err(misread) => {
                    assert!(misread.at.start <= misread.at.end, "{line:?}: {misread:?}");
                    assert!(misread.at.end <= length, "{line:?}: {misread:?}");
                    assert!(!misread.works.is_empty());
                }
            }
        }
    }
}

fn command_holds(command: &SlashCommand, asker: Role, line: &str) {
    if asker == Role::Rep && command.action() == Need::Manager {
        let is_managers = match command.name() {
            Name::Reassign | Name::Status => true,
            // 上班 @谁 and 额度 @谁 are the manager's form, and only with the `@`.
            Name::Back => matches!(command, SlashCommand::Back { who: Some(_) }),
            Name::Share => matches!(command, SlashCommand::Share { who: Some(_) }),
            _ => false,
        };
        assert!(is_managers, "{line:?}: {command:?}");
        let said: String = super::super::line::Line::new(line).chars.iter().collect();
        let words = Command::named(command.name()).map_or(&[][..], |command| command.words);
        assert!(
            words.iter().any(|word| said.contains(word)),
            "{line:?}: {command:?}"
        );
    }
    if let SlashCommand::Reassign { numbers, .. } = command {
        assert!((1..=MOST_NUMBERS).contains(&numbers.len()), "{line:?}");
        assert!(
            numbers.iter().all(|n| (1..=999_999_999).contains(&n.0)),
            "{line:?}"
        );
    }
}

#[test]
fn long_lines_are_read_in_no_time() {
    let fill = |piece: &str| piece.repeat(20_000 / piece.len());
    let pieces = PIECES.iter().map(|piece| fill(piece));
    let after_a_word = PIECES.iter().flat_map(|piece| {
        ["/转派 7 ", "/转派 7 @王芳 ", "/请假 ", "/拒绝 7 ", "/查询 "]
            .map(|word| word.to_owned() + &fill(piece))
    });
    for line in pieces.chain(after_a_word) {
        let started = Clock::now();
        let _ = hear(&line, Role::Manager, &[], NOW);
        // Only to notice what is not linear: a release build needs less than five milliseconds.
        let front: String = line.chars().take(12).collect();
        assert!(started.elapsed() < Duration::from_secs(2), "{front}");
        holds(&line);
    }
}

#[test]
fn a_reason_of_20_kb_is_kept_whole() {
    let reason = "很长的原因 ".repeat(1_250);
    let said = hear(&format!("/拒绝 7 {reason}"), Role::Rep, &[], NOW);
    let Ok(Said::Command(SlashCommand::Decline {
        reason: Some(kept), ..
    })) = said
    else {
        panic!("{said:?}");
    };
    assert_eq!(kept, reason.trim());
}

/// Lines without end: 100,000 of them, or as long as `PAIDAN_FUZZ_MINUTES` says
/// (`make fuzz-commands`).
#[test]
fn lines_by_the_hundred_thousand() {
    let minutes = std::env::var("PAIDAN_FUZZ_MINUTES").ok();
    let minutes: Option<u64> = minutes.and_then(|text| text.parse().ok());
    let piece = prop_oneof![
        4 => (0..PIECES.len()).prop_map(|piece| PIECES[piece].to_owned()),
        1 => "\\PC{1,8}",
    ];
    let word = (0..ALL.len(), 0..2usize).prop_map(|(at, spelling)| ALL[at].words[spelling]);
    let line = (
        proptest::option::of(word),
        proptest::collection::vec(piece, 0..14),
    )
        .prop_map(|(word, pieces)| match word {
            Some(word) => format!("/{word}{}", pieces.concat()),
            None => pieces.concat(),
        });
    let config = ProptestConfig {
        cases: 10_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let (began, mut lines) = (Clock::now(), 0_u64);
    let goes_on = |lines: u64| match minutes {
        Some(minutes) => began.elapsed() < Duration::from_secs(minutes * 60),
        None => lines < 100_000,
    };
    while goes_on(lines) {
        let mut runner = proptest::test_runner::TestRunner::new(config.clone());
        runner
            .run(&line, |line| {
                holds(&line);
                Ok(())
            })
            .unwrap();
        lines += 10_000;
    }
    println!(
        "{lines} lines read, each as six people, in {:.0?}",
        began.elapsed()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text(line in "\\PC{0,60}") {
        holds(&line);
    }

    #[test]
    fn anything_behind_a_word(
        command in 0..ALL.len(),
        spelling in 0..2usize,
        rest in "\\PC{0,40}",
    ) {
        holds(&format!("/{}{rest}", ALL[command].words[spelling]));
    }

    #[test]
    fn pieces_thrown_together(pieces in proptest::collection::vec(0..PIECES.len(), 0..14)) {
        let line: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        holds(&line);
    }
}
