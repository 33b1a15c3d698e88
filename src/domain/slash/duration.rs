//! ```text
//! leave    = duration | until
//! duration = { digits unit }          falling units: 1天2小时, 1h30m
//! unit     = 秒 s | 分 分钟 m | 小时 h | 天 日 d | 周 w   and their longer spellings
//!          | 半天 | 半小时
//! ```

use std::time::Duration;

use super::misread::{Misread, Wrong};
use super::reader::Reader;
use super::said::Leave;
use super::until;

/// The longest leave.
pub(super) const MOST_DAYS: u32 = 366;
/// 半天 is half a working day, not twelve hours of the clock.
const HALF_DAY: u64 = 4 * 3600;
const DAY: u64 = 24 * 3600;

/// Longer spellings first, so that the first that fits is the longest.
const UNITS: [(&str, u64); 34] = [
    ("个小时", 3600),
    ("個小時", 3600),
    ("小时", 3600),
    ("小時", 3600),
    ("个钟头", 3600),
    ("钟头", 3600),
    ("分钟", 60),
    ("分鐘", 60),
    ("分", 60),
    ("秒钟", 1),
    ("秒", 1),
    ("星期", 7 * DAY),
    ("个星期", 7 * DAY),
    ("周", 7 * DAY),
    ("天", DAY),
    ("日", DAY),
    ("seconds", 1),
    ("second", 1),
    ("secs", 1),
    ("sec", 1),
    ("s", 1),
    ("minutes", 60),
    ("minute", 60),
    ("mins", 60),
    ("min", 60),
    ("m", 60),
    ("hours", 3600),
    ("hour", 3600),
    ("hrs", 3600),
    ("hr", 3600),
    ("h", 3600),
    ("days", DAY),
    ("day", DAY),
    ("d", DAY),
];

/// The leave that comes next; `None` when something else does.
pub(super) fn leave(r: &mut Reader<'_>) -> Result<Option<Leave>, Misread> {
    if until::keyword(r) {
        return until::until(r).map(Some);
    }
    for half in ["半天", "half day"] {
        if r.eat(half) {
            return Ok(Some(Leave::For(Duration::from_secs(HALF_DAY))));
        }
    }
    for half in ["半小时", "半个小时", "半个钟头", "半小時"] {
        if r.eat(half) {
            return Ok(Some(Leave::For(Duration::from_secs(1800))));
        }
    }
    if r.peek().is_some_and(|c| c.is_ascii_digit()) {
        return duration(r).map(Some);
    }
    Ok(None)
}

fn duration(r: &mut Reader<'_>) -> Result<Leave, Misread> {
    let start = r.at;
    let (mut total, mut last) = (0u64, u64::MAX);
    let mut end = start;
    while let Some((count, unit)) = part(r) {
        if unit >= last && r.line.chars.get(end) == Some(&' ') {
            break;
        }
        if unit >= last {
            r.at = start;
            return Err(r.misread_token(|said| Wrong::BadDuration { said }));
        }
        last = unit;
        total = total.saturating_add(count.saturating_mul(unit));
        end = r.at;
        r.blanks();
    }
    r.at = end;
    if end == start {
        return Err(r.misread_token(|said| Wrong::BadDuration { said }));
    }
    if total == 0 {
        return Err(r.misread(start..end, Wrong::NoTimeAtAll));
    }
    if total > u64::from(MOST_DAYS) * DAY {
        let most_days = MOST_DAYS;
        return Err(r.misread(start..end, Wrong::TooLong { most_days }));
    }
    Ok(Leave::For(Duration::from_secs(total)))
}

/// Digits and their unit, or nothing passed.
fn part(r: &mut Reader<'_>) -> Option<(u64, u64)> {
    let back = r.at;
    let digits = r.run(|c| c.is_ascii_digit());
    let mut count = 0u64;
    for digit in r.line.chars.get(digits.clone()).unwrap_or_default() {
        count = count.saturating_mul(10);
        count = count.saturating_add(u64::from(digit.to_digit(10).unwrap_or(0)));
    }
    r.blanks();
    let is_latin = |word: &str| word.is_ascii();
    for (word, seconds) in UNITS {
        let comes = if is_latin(word) {
            r.eat_latin(word)
        } else {
            r.eat(word)
        };
        if comes && !digits.is_empty() {
            return Some((count, seconds));
        }
    }
    r.at = back;
    None
}
