//! A command written as a line that means the same.

use std::fmt::Write;
use std::time::Duration;

use jiff::tz::TimeZone;

use super::line::{Line, is_ideograph};
use super::said::{Leave, PersonRef, SlashCommand};
use crate::ids::LeadNumber;

impl SlashCommand {
    /// The command as a Chinese line; parsed by the same person at the same time it gives the
    /// same command, except that a mention is only a name in it. Moments are those of `zone`.
    #[must_use]
    pub fn canonical(&self, zone: &TimeZone) -> String {
        let word = super::Command::named(self.name()).map_or("", |command| command.word(false));
        let mut line = format!("/{word}");
        match self {
            Self::Help { about: Some(about) } => {
                let about = super::Command::named(*about).map_or("", |c| c.word(false));
                push(&mut line, about);
            }
            Self::Show { number } | Self::Why { number } | Self::Claim { number } => {
                push(&mut line, &number.to_string());
            }
            Self::Pool { take: Some(number) } => push(&mut line, &number.to_string()),
            Self::Decline { number, reason } => {
                push(&mut line, &number.to_string());
                push_reason(&mut line, reason.as_deref());
            }
            Self::Reassign {
                numbers,
                to,
                reason,
            } => {
                push(&mut line, &list(numbers));
                push(&mut line, &person(to));
                push_reason(&mut line, reason.as_deref());
            }
            Self::Away { who, leave, deputy } => {
                if let Some(who) = who {
                    push(&mut line, &person(who));
                }
                if let Some(leave) = leave {
                    push(&mut line, &leave_text(*leave, zone));
                }
                if let Some(deputy) = deputy {
                    push(&mut line, &format!("代理{}", person(deputy)));
                }
            }
            Self::Back { who: Some(who) } | Self::Share { who: Some(who) } => {
                push(&mut line, &person(who))
            }
            // `: ` keeps a text apart that begins like a joint.
            Self::Lead { text } => push_reason(&mut line, Some(&text.0)),
            Self::Help { about: None }
            | Self::Pool { take: None }
            | Self::Back { who: None }
            | Self::Share { who: None } => {}
            Self::Status | Self::Mine | Self::Confirm | Self::Cancel => {}
        }
        line
    }
}

fn push(line: &mut String, part: &str) {
    line.push(' ');
    line.push_str(part);
}

/// `: ` keeps a reason apart that begins like one more argument.
fn push_reason(line: &mut String, reason: Option<&str>) {
    let Some(reason) = reason else { return };
    let first = Line::new(reason).chars.first().copied();
    let is_plain = first.is_some_and(|c| is_ideograph(c) && !"号和到至".contains(c));
    line.push_str(if is_plain { " " } else { ": " });
    line.push_str(reason);
}

/// Neighbours that rise by one become a range.
fn list(numbers: &[LeadNumber]) -> String {
    let mut text = String::new();
    let runs = numbers.chunk_by(|a, b| a.0 + 1 == b.0);
    for run in runs {
        if !text.is_empty() {
            text.push(',');
        }
        // Writing to a String cannot fail.
        let _ = match run {
            [first, .., last] if run.len() > 2 => write!(text, "{first}-{last}"),
            [first, second] => write!(text, "{first},{second}"),
            _ => run.iter().try_for_each(|one| write!(text, "{one}")),
        };
    }
    text
}

fn person(person: &PersonRef) -> String {
    match &person.team {
        Some(team) => format!("@{}({team})", person.text),
        None => format!("@{}", person.text),
    }
}

fn leave_text(leave: Leave, zone: &TimeZone) -> String {
    match leave {
        Leave::For(duration) => spelled(duration),
        Leave::Until(at) => {
            let at = zone.to_datetime(at.timestamp());
            let (date, time) = (at.date(), at.time());
            format!("到{date} {:02}:{:02}", time.hour(), time.minute())
        }
    }
}

/// `1天2小时`: every unit that is not zero.
fn spelled(duration: Duration) -> String {
    let mut rest = duration.as_secs();
    let mut text = String::new();
    for (unit, seconds) in [("天", 86_400), ("小时", 3600), ("分钟", 60), ("秒", 1)] {
        let count = rest / seconds;
        rest %= seconds;
        if count > 0 {
            let _ = write!(text, "{count}{unit}");
        }
    }
    text
}
