//! ```text
//! clock = [half] digits (":" digits digits | "点" [digits ["分"] | "半"]) | digits ("am" | "pm")
//! half  = 上午 | 早上 | 中午 | 下午 | 晚上
//! ```

use jiff::civil::Time;

use super::misread::{Misread, Wrong};
use super::reader::Reader;

/// The half of the day that was named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Noon,
    Later,
}

/// The time of day that comes next; `None`, and nothing passed, when something else does.
pub(super) fn clock(r: &mut Reader<'_>) -> Result<Option<Time>, Misread> {
    let start = r.at;
    let half = half(r);
    r.blanks();
    let hour = digits(r, 2);
    let parts = match hour {
        Some(hour) if r.eat(":") => digits(r, 2).map(|minute| (hour, minute, half)),
        Some(hour) if r.eat("点") || r.eat("點") || r.eat("时") => {
            minute(r).map(|minute| (hour, minute, half))
        }
        Some(hour) if r.eat_latin("am") => Some((hour, 0, Some(Half::Morning))),
        Some(hour) if r.eat_latin("pm") => Some((hour, 0, Some(Half::Later))),
        _ => {
            r.at = start;
            return Ok(None);
        }
    };
    let is_over = !r.peek().is_some_and(|c| c.is_ascii_digit() || c == ':');
    let time = parts.filter(|_| is_over).and_then(|(hour, minute, half)| {
        let hour = whole_day(hour, half)?;
        Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
    });
    if time.is_none() {
        let end = r.token().end.max(r.at);
        let said = r.line.quote(start..end);
        return Err(r.misread(start..end, Wrong::NoSuchTime { said }));
    }
    Ok(time)
}

fn half(r: &mut Reader<'_>) -> Option<Half> {
    let words = [
        ("上午", Half::Morning),
        ("早上", Half::Morning),
        ("中午", Half::Noon),
        ("下午", Half::Later),
        ("晚上", Half::Later),
    ];
    words
        .into_iter()
        .find(|(word, _)| r.eat(word))
        .map(|(_, half)| half)
}

/// The minute behind 点; nothing is the full hour.
fn minute(r: &mut Reader<'_>) -> Option<u32> {
    if r.eat("半") {
        return Some(30);
    }
    if r.eat("整") || !r.peek().is_some_and(|c| c.is_ascii_digit()) {
        return Some(0);
    }
    let minute = digits(r, 2);
    r.eat("分");
    minute
}

/// The hour of 24 behind an hour of 12.
fn whole_day(hour: u32, half: Option<Half>) -> Option<u32> {
    match (half, hour) {
        (None, _) | (Some(Half::Morning), 0..=11) => Some(hour),
        (Some(Half::Noon), 11 | 12) | (Some(Half::Later), 13..=23) => Some(hour),
        (Some(Half::Noon | Half::Later), 1..=11) => Some(hour + 12),
        (Some(Half::Later), 12) => Some(12),
        _ => None,
    }
}

/// Up to `most` digits as a number.
pub(super) fn digits(r: &mut Reader<'_>, most: usize) -> Option<u32> {
    let run = r.run(|c| c.is_ascii_digit());
    if run.is_empty() || run.len() > most {
        return None;
    }
    let chars = r.line.chars.get(run)?;
    Some(
        chars
            .iter()
            .filter_map(|c| c.to_digit(10))
            .fold(0, |sum, d| sum * 10 + d),
    )
}
