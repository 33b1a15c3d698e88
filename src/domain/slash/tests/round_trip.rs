//! A command, written out and read again, is the same command.

use std::time::Duration;

use proptest::option;
use proptest::prelude::*;

use super::*;
use crate::ids::LeadNumber;

fn number() -> impl Strategy<Value = LeadNumber> {
    (1..=999_999_999i64).prop_map(LeadNumber)
}

fn numbers() -> impl Strategy<Value = Vec<LeadNumber>> {
    proptest::collection::vec(
        prop_oneof![number(), (1..30i64).prop_map(LeadNumber)],
        1..20,
    )
    .prop_map(|numbers| {
        let mut once = Vec::new();
        for number in numbers {
            if !once.contains(&number) {
                once.push(number);
            }
        }
        once
    })
}

fn person() -> impl Strategy<Value = PersonRef> {
    let names = [
        "王芳",
        "张伟",
        "陈七",
        "zhang.san",
        "Boss-01",
        "Li Lei",
        "新同事",
        "u_7-a",
    ];
    (
        proptest::sample::select(names.to_vec()),
        option::of("[华东南北]{1,4}"),
    )
        .prop_map(|(text, team)| PersonRef {
            text: text.to_owned(),
            team,
            mention_userid: None,
        })
}

/// As the parser gives them: no blanks around, nothing in front that only joins.
fn reason() -> impl Strategy<Value = Option<String>> {
    option::of("[\\PC]{1,30}").prop_map(|reason| {
        let joins = |c: char| {
            let folded = super::super::line::Line::new(c.encode_utf8(&mut [0; 4]))
                .chars
                .clone();
            folded
                .iter()
                .all(|c| matches!(c, ' ' | ',' | '、' | ';' | ':' | '-' | '@'))
        };
        let reason = reason?.trim_matches(joins).to_owned();
        let folded = super::super::line::Line::new(&reason).chars.clone();
        let says_something = folded
            .iter()
            .any(|c| c.is_alphanumeric() || matches!(c, '@' | '#' | '/'));
        says_something.then_some(reason)
    })
}

fn leave() -> impl Strategy<Value = Leave> {
    let minute = (1..500_000i64).prop_map(|minutes| {
        let now: jiff::civil::DateTime = NOW.parse().expect("a local time");
        let now = zone().to_timestamp(now).expect("no gap");
        Leave::Until(Instant(now.as_microsecond() + minutes * 60_000_000))
    });
    prop_oneof![
        (1..=366 * 86_400u64).prop_map(|seconds| Leave::For(Duration::from_secs(seconds))),
        minute,
    ]
}

fn command() -> impl Strategy<Value = SlashCommand> {
    let named = (0..ALL.len()).prop_map(|i| ALL[i].name);
    prop_oneof![
        option::of(named).prop_map(|about| SlashCommand::Help { about }),
        number().prop_map(|number| SlashCommand::Show { number }),
        number().prop_map(|number| SlashCommand::Why { number }),
        number().prop_map(|number| SlashCommand::Claim { number }),
        option::of(number()).prop_map(|take| SlashCommand::Pool { take }),
        (number(), reason()).prop_map(|(number, reason)| SlashCommand::Decline { number, reason }),
        (numbers(), person(), reason()).prop_map(|(numbers, to, reason)| SlashCommand::Reassign {
            numbers,
            to,
            reason
        }),
        (
            option::of(person()),
            option::of(leave()),
            option::of(person())
        )
            .prop_map(|(who, leave, deputy)| SlashCommand::Away { who, leave, deputy }),
        option::of(person()).prop_map(|who| SlashCommand::Back { who }),
        reason().prop_filter_map("a text", |text| {
            let text = Pasted(text?);
            Some(SlashCommand::Lead { text })
        }),
        option::of(person()).prop_map(|who| SlashCommand::Share { who }),
        Just(SlashCommand::Status),
        Just(SlashCommand::Mine),
        Just(SlashCommand::Confirm),
        Just(SlashCommand::Cancel),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn written_and_read_again(command in command()) {
        let line = command.canonical(&zone());
        let again = hear(&line, Role::Manager, &[], NOW);
        prop_assert_eq!(again, Ok(Said::Command(command)), "{:?}", line);
    }
}

#[test]
fn canonical_lines() {
    let check = |line: &str, canonical: &str| match hear(line, Role::Manager, &[], NOW) {
        Ok(Said::Command(command)) => assert_eq!(command.canonical(&zone()), canonical),
        other => panic!("{line}: {other:?}"),
    };
    check(
        "／REASSIGN 7 8 9 12,14 ＠王芳:急",
        "/转派 7-9,12,14 @王芳 急",
    );
    check("/转派 @王芳 7", "/转派 7 @王芳");
    check("/请假 @赵强 90m", "/请假 @赵强 1小时30分钟");
    check("/away till fri", "/请假 到2026-11-27 09:00");
    check("/拒绝 7: 5 件", "/拒绝 7: 5 件");
    check("/拒绝 7-和10,43", "/拒绝 7: 和10,43");
    check("/share ＠王芳", "/额度 @王芳");
    check("額度", "/额度");
    check("help", "/帮助");
}
