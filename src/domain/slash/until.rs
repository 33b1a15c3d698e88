//! ```text
//! until   = ("到" | "至" | "until" | "till") (day [clock] | clock)
//! day     = 今天 | 明天 | 后天 | 大后天 | weekday | [year "-"] month "-" day | 11月27日
//! weekday = [本 | 这 | 下] (周 | 星期 | 礼拜) (一 … 日) | mon … sunday
//! ```
//! A day without a clock begins at 09:00. A clock without a day is the next time that it
//! strikes so. A weekday without 本 or 下 is the next one after today, a date without a year
//! the next one from today on.

use jiff::ToSpan;
use jiff::civil::{Date, Time, time};

use super::clock::{clock, digits};
use super::duration::MOST_DAYS;
use super::misread::{Misread, Wrong};
use super::reader::Reader;
use super::said::Leave;
use crate::time::Instant;

/// When a day of work begins, until calendars say so.
const MORNING: Time = time(9, 0, 0, 0);

const WEEKDAYS: [(&str, i64); 22] = [
    ("一", 0),
    ("二", 1),
    ("三", 2),
    ("四", 3),
    ("五", 4),
    ("六", 5),
    ("日", 6),
    ("天", 6),
    ("monday", 0),
    ("tuesday", 1),
    ("wednesday", 2),
    ("thursday", 3),
    ("friday", 4),
    ("saturday", 5),
    ("sunday", 6),
    ("mon", 0),
    ("tue", 1),
    ("wed", 2),
    ("thu", 3),
    ("fri", 4),
    ("sat", 5),
    ("sun", 6),
];

/// A day as it was named.
enum Day {
    /// Exactly this one.
    Exact(Date),
    /// No such day in the calendar.
    None,
}

/// Passes the word that begins such a time.
pub(super) fn keyword(r: &mut Reader<'_>) -> bool {
    let comes = r.eat("直到") || r.eat("到") || r.eat("至");
    comes || r.eat_latin("until") || r.eat_latin("till") || r.eat_latin("til")
}

/// The time behind the keyword.
pub(super) fn until(r: &mut Reader<'_>) -> Result<Leave, Misread> {
    r.run(|c| matches!(c, ' ' | ':'));
    let start = r.at;
    let now = r.context.now.timestamp();
    let here = r.context.zone.to_datetime(now);
    let day = day(r, here.date());
    let behind_day = r.at;
    r.blanks();
    let clock = clock(r)?;
    if clock.is_none() {
        r.at = behind_day;
    }
    let date = match (day, clock) {
        (None, None) => return Err(r.misread_token(|said| Wrong::BadDuration { said })),
        (Some(Day::None), _) => {
            let said = r.line.quote(start..r.at);
            return Err(r.misread(start..r.at, Wrong::NoSuchDay { said }));
        }
        (Some(Day::Exact(date)), _) => Some(date),
        (None, Some(clock)) if clock > here.time() => Some(here.date()),
        (None, Some(_)) => here.date().checked_add(1.day()).ok(),
    };
    let at = date.map(|date| date.to_datetime(clock.unwrap_or(MORNING)));
    // An hour that the clocks skip is the one after, one that comes twice the first.
    let at = at.and_then(|at| r.context.zone.to_timestamp(at).ok());
    let Some(at) = at.filter(|at| *at > now) else {
        let said = r.line.quote(start..r.at);
        return Err(r.misread(start..r.at, Wrong::Past { said }));
    };
    if at.duration_since(now).as_hours() > i64::from(MOST_DAYS) * 24 {
        let most_days = MOST_DAYS;
        return Err(r.misread(start..r.at, Wrong::TooLong { most_days }));
    }
    Ok(Leave::Until(Instant::from_timestamp(at)))
}

/// The day that comes next; nothing passed when something else does.
fn day(r: &mut Reader<'_>, today: Date) -> Option<Day> {
    for (word, days) in [
        ("大后天", 3),
        ("后天", 2),
        ("後天", 2),
        ("明天", 1),
        ("今天", 0),
        ("tomorrow", 1),
        ("today", 0),
    ] {
        if r.eat(word) {
            return Some(later(today, days));
        }
    }
    weekday(r, today).or_else(|| date(r, today))
}

fn weekday(r: &mut Reader<'_>, today: Date) -> Option<Day> {
    let back = r.at;
    let this = r.eat("本") || r.eat("这") || r.eat("這");
    let next = !this && (r.eat("下") || r.eat_latin("next"));
    r.eat("个");
    r.blanks();
    let is_chinese = r.eat("周") || r.eat("週") || r.eat("星期") || r.eat("礼拜");
    let mut words = WEEKDAYS
        .iter()
        .filter(|(word, _)| word.is_ascii() != is_chinese);
    let found = words.find(|(word, _)| {
        if is_chinese {
            r.eat(word)
        } else {
            r.eat_latin(word)
        }
    });
    let Some((_, wanted)) = found else {
        r.at = back;
        return None;
    };
    let from_today = wanted - i64::from(today.weekday().to_monday_zero_offset());
    let days = match (this, next) {
        (true, _) => from_today,
        (_, true) => from_today + 7,
        _ if from_today > 0 => from_today,
        _ => from_today + 7,
    };
    Some(later(today, days))
}

/// `11-27`, `2026-11-27`, `11月27日`, `2026年11月27日`.
fn date(r: &mut Reader<'_>, today: Date) -> Option<Day> {
    let back = r.at;
    let parts = numbers(r);
    let Some((year, month, day)) = parts else {
        r.at = back;
        return None;
    };
    let this_year = i16::try_from(month).ok().zip(i16::try_from(day).ok());
    let found = this_year.and_then(|(month, day)| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        if let Some(year) = year {
            return Date::new(i16::try_from(year).ok()?, month, day).ok();
        }
        let mut years = (0..=1).filter_map(|more| today.year().checked_add(more));
        years.find_map(|year| {
            Date::new(year, month, day)
                .ok()
                .filter(|date| *date >= today)
        })
    });
    Some(found.map_or(Day::None, Day::Exact))
}

/// Year if given, month and day.
fn numbers(r: &mut Reader<'_>) -> Option<(Option<u32>, u32, u32)> {
    let first = digits(r, 4)?;
    let dash = |r: &mut Reader<'_>| r.eat("-") || r.eat("/");
    let (year, month) = if r.eat("年") {
        let month = digits(r, 2)?;
        if !r.eat("月") {
            return None;
        }
        (Some(first), month)
    } else if r.eat("月") {
        (None, first)
    } else if dash(r) {
        let second = digits(r, 2)?;
        let back = r.at;
        if dash(r) {
            if let Some(day) = digits(r, 2) {
                return Some((Some(first), second, day));
            }
            r.at = back;
        }
        return Some((None, first, second));
    } else {
        return None;
    };
    let day = digits(r, 2)?;
    if !r.eat("日") {
        r.eat("号");
    }
    Some((year, month, day))
}

fn later(today: Date, days: i64) -> Day {
    today.checked_add(days.days()).map_or(Day::None, Day::Exact)
}
