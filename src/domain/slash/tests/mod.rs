//! Utterances and what they mean. It is Wednesday, 2026-11-25 14:30, in Shanghai.

mod commands;
mod english;
mod misreads;
mod noise;
mod numbers;
mod people;
mod rights;
mod round_trip;
mod times;

use jiff::tz::TimeZone;

use super::*;
use crate::people::Role;
use crate::time::Instant;

/// The people of every test: two of one name, names that begin alike, Latin and Uyghur ones.
pub(super) fn names() -> Names {
    Names::new([
        ("王芳", vec!["wangfang", "307230314957509816"]),
        ("赵强", vec!["zhaoqiang"]),
        ("张伟", vec!["zhangwei1"]),
        ("张伟", vec!["zhangwei2"]),
        ("张伟华", vec!["zhang.san"]),
        ("李经理", vec!["Boss-01"]),
        ("Li Lei", vec!["li_lei@corp"]),
        ("阿依古丽·买买提", vec!["ayi"]),
    ])
}

pub(super) fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").expect("the zone is built in")
}

/// Reads a line at a given local time.
pub(super) fn hear(
    line: &str,
    asker: Role,
    mentions: &[Mention],
    at: &str,
) -> Result<Said, Misread> {
    let (names, zone) = (names(), zone());
    let at: jiff::civil::DateTime = at.parse().expect("a local time");
    let now = zone.to_timestamp(at).expect("no gap in Shanghai");
    let context = Context {
        asker,
        one_to_one: true,
        mentions,
        names: &names,
        now: Instant::from_timestamp(now),
        zone: &zone,
    };
    parse(line, &context)
}

pub(super) const NOW: &str = "2026-11-25T14:30";

/// What a rep's line means, in short.
pub(super) fn check(line: &str, meaning: &str) {
    assert_eq!(told(hear(line, Role::Rep, &[], NOW)), meaning, "{line:?}");
}

/// What a manager's line means, in short.
pub(super) fn check_manager(line: &str, meaning: &str) {
    assert_eq!(
        told(hear(line, Role::Manager, &[], NOW)),
        meaning,
        "{line:?}"
    );
}

/// The same with mentions: `userid` or `userid=name`.
pub(super) fn check_mentioned(asker: Role, line: &str, mentions: &[&str], meaning: &str) {
    let mentions: Vec<Mention> = mentions
        .iter()
        .map(|mention| match mention.split_once('=') {
            Some((userid, name)) => Mention {
                userid: userid.to_owned(),
                name: Some(name.to_owned()),
            },
            None => Mention {
                userid: (*mention).to_owned(),
                name: None,
            },
        })
        .collect();
    assert_eq!(told(hear(line, asker, &mentions, NOW)), meaning, "{line:?}");
}

/// A result in short words.
pub(super) fn told(said: Result<Said, Misread>) -> String {
    match said {
        Ok(Said::Command(command)) => short(&command),
        Ok(Said::Chatter { looks_like: None }) => "chatter".to_owned(),
        Ok(Said::Chatter {
            looks_like: Some(name),
        }) => format!("chatter like {name:?}"),
        Err(Misread { at, wrong, .. }) => format!("{}..{} {wrong:?}", at.start, at.end),
    }
}

fn short(command: &SlashCommand) -> String {
    use SlashCommand::*;
    let mut words = vec![format!("{:?}", command.name()).to_lowercase()];
    match command {
        Help { about } => words.extend(about.map(|name| format!("{name:?}").to_lowercase())),
        Show { number } | Why { number } | Claim { number } => words.push(number.to_string()),
        Pool { take } => words.extend(take.map(|number| number.to_string())),
        Decline { number, reason } => {
            words.push(number.to_string());
            words.extend(reason.as_ref().map(|reason| format!("because [{reason}]")));
        }
        Reassign {
            numbers,
            to,
            reason,
        } => {
            words.extend(numbers.iter().map(ToString::to_string));
            words.push(format!("to {}", who(to)));
            words.extend(reason.as_ref().map(|reason| format!("because [{reason}]")));
        }
        Away {
            who: absent,
            leave,
            deputy,
        } => {
            words.extend(absent.as_ref().map(who));
            words.extend(leave.as_ref().map(|leave| match leave {
                Leave::For(time) => format!("for {}s", time.as_secs()),
                Leave::Until(at) => format!("until {}", zone().to_datetime(at.timestamp())),
            }));
            words.extend(
                deputy
                    .as_ref()
                    .map(|deputy| format!("deputy {}", who(deputy))),
            );
        }
        Back { who: absent } | Share { who: absent } => words.extend(absent.as_ref().map(who)),
        Lead { text } => words.push(format!("[{}]", text.0)),
        Status | Mine | Confirm | Cancel => {}
    }
    words.join(" ")
}

fn who(person: &PersonRef) -> String {
    let team = person.team.as_ref().map(|team| format!(" of {team}"));
    let id = person.mention_userid.as_ref().map(|id| format!(" = {id}"));
    format!(
        "{}{}{}",
        person.text,
        team.unwrap_or_default(),
        id.unwrap_or_default()
    )
}
