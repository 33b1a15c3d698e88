//! ```text
//! number = ["#"] digits ["号"]        at most 9 digits, no leading zero
//! range  = number dash number         rising, at most 100 numbers
//! list   = (number | range) { gap (number | range) }
//! dash   = "-" | "~" | "至" | "到" | "to"
//! gap    = blanks | "," | "、" | ";" | "和" | "and" | "/" | "+" | "&"
//! ```

use super::misread::{Misread, Wrong};
use super::reader::{Reader, is_noise};
use crate::ids::LeadNumber;

/// Digits of a lead's number.
pub const MOST_DIGITS: usize = 9;
/// Numbers of a range, and of a list.
pub const MOST_NUMBERS: usize = 100;

/// The leads of a list.
pub(super) struct List {
    /// Each once, in the order typed.
    pub(super) numbers: Vec<LeadNumber>,
    /// Where the last one stands when only blanks join it to those before.
    pub(super) loose: Option<std::ops::Range<usize>>,
}

/// Exactly one lead; a second one is a misread.
pub(super) fn one(r: &mut Reader<'_>) -> Result<LeadNumber, Misread> {
    let number = number(r)?;
    let back = r.at;
    let joined = marks(r) || r.peek() == Some('#') || dash(r);
    r.run(|c| c == ' ');
    if joined && is_number_next(r) {
        let start = r.at;
        token(r);
        let second = start..r.at;
        let said = r.line.quote(second.clone());
        return Err(r.misread(second, Wrong::OneNumberOnly { said }));
    }
    r.at = back;
    Ok(number)
}

/// One lead or several.
pub(super) fn list(r: &mut Reader<'_>) -> Result<List, Misread> {
    let mut list = List {
        numbers: Vec::new(),
        loose: None,
    };
    item(r, &mut list.numbers)?;
    loop {
        let back = r.at;
        let joined = marks(r) || r.peek() == Some('#');
        if !joined || !(is_number_next(r) || is_broken_number_next(r)) {
            r.at = back;
            return Ok(list);
        }
        let start = r.at;
        let by_blanks = r.line.chars.get(back..start).unwrap_or_default();
        let loose = by_blanks.iter().all(|c| *c == ' ') && r.peek() != Some('#');
        item(r, &mut list.numbers)?;
        list.loose = loose.then_some(start..r.at);
    }
}

/// Whether digits come next that stand alone, as a lead's number does.
pub(super) fn is_number_next(r: &mut Reader<'_>) -> bool {
    let back = r.at;
    let is_number = token(r);
    r.at = back;
    is_number
}

/// A text after leads must not begin with something that might be one more of them.
pub(super) fn no_number_hides(r: &mut Reader<'_>) -> Result<(), Misread> {
    let back = r.at;
    let between = r.run(|c| !c.is_alphanumeric() && c != '@' && c != '#');
    let marks = r.line.chars.get(between).unwrap_or_default();
    let is_told_apart = marks.windows(2).any(|pair| pair == [':', ' ']);
    if !is_told_apart && is_number_next(r) {
        let start = r.at;
        token(r);
        let said = r.line.quote(start..r.at);
        return Err(r.misread(start..r.at, Wrong::NumberOrReason { said }));
    }
    r.at = back;
    Ok(())
}

/// No text up to `end` may hold what could be one more lead; nothing is passed.
pub(super) fn none_within(r: &mut Reader<'_>, end: usize) -> Result<(), Misread> {
    let back = r.at;
    while r.at < end {
        r.run(|c| c != '#' && !c.is_ascii_digit());
        let start = r.at;
        if start < end && token(r) {
            let said = r.line.quote(start..r.at);
            return Err(r.misread(start..r.at, Wrong::NumberOrReason { said }));
        }
        // Past the digits and what they belong to.
        r.at = r.at.max(start + 1);
    }
    r.at = back;
    Ok(())
}

/// A number or a range.
fn item(r: &mut Reader<'_>, numbers: &mut Vec<LeadNumber>) -> Result<(), Misread> {
    let start = r.at;
    let from = number(r)?;
    let behind = r.at;
    let mut to = from;
    if dash(r) {
        r.blanks();
        if matches!(r.peek(), Some(c) if c.is_ascii_digit() || c == '#') {
            to = number(r)?;
            check_range(r, start, from, to)?;
        } else {
            let is_open = matches!(r.peek(), None | Some('@'));
            let dash = r.line.chars.get(behind..r.at).unwrap_or_default();
            if is_open && dash.iter().any(|c| matches!(c, '-' | '~')) {
                return Err(r.misread(start..r.at, Wrong::RangeOpen { from }));
            }
            r.at = behind;
        }
    }
    for n in from.0..=to.0 {
        if !numbers.contains(&LeadNumber(n)) {
            numbers.push(LeadNumber(n));
        }
    }
    if numbers.len() > MOST_NUMBERS {
        return Err(r.misread(start..r.at, Wrong::TooManyNumbers { most: MOST_NUMBERS }));
    }
    Ok(())
}

fn check_range(
    r: &Reader<'_>,
    start: usize,
    from: LeadNumber,
    to: LeadNumber,
) -> Result<(), Misread> {
    let most = MOST_NUMBERS;
    if to <= from {
        return Err(r.misread(start..r.at, Wrong::RangeFalls { from, to }));
    }
    // Both have at most nine digits, so nothing overflows.
    if to.0 - from.0 >= most as i64 {
        return Err(r.misread(start..r.at, Wrong::RangeTooLong { from, to, most }));
    }
    if matches!(r.peek(), Some('-' | '~')) && r.ahead(1).is_some_and(|c| c.is_ascii_digit()) {
        let end = r.token().end;
        let said = r.line.quote(start..end);
        return Err(r.misread(start..end, Wrong::NotANumber { said }));
    }
    Ok(())
}

/// One number.
fn number(r: &mut Reader<'_>) -> Result<LeadNumber, Misread> {
    if is_only_noise(r) {
        return Err(r.misread(r.end()..r.end(), Wrong::NoNumber));
    }
    let start = r.at;
    let not_a_number = |r: &Reader<'_>| {
        let end = r.token().end.max(start + 1);
        let said = r.line.quote(start..end);
        Err(r.misread(start..end, Wrong::NotANumber { said }))
    };
    if r.eat("#") {
        r.blanks();
    }
    let digits = r.run(|c| c.is_ascii_digit());
    if digits.is_empty() || r.peek().is_some_and(|c| spoils(c, r.ahead(1))) {
        return not_a_number(r);
    }
    if digits.len() > MOST_DIGITS {
        let wrong = Wrong::NumberTooLong {
            digits: digits.len(),
            most: MOST_DIGITS,
        };
        return Err(r.misread(digits, wrong));
    }
    let chars = r.line.chars.get(digits.clone()).unwrap_or_default();
    if chars.first() == Some(&'0') {
        let said = r.line.quote(digits.clone());
        return Err(r.misread(digits, Wrong::LeadingZero { said }));
    }
    let value = chars.iter().filter_map(|c| c.to_digit(10));
    let value = value.fold(0, |sum, digit| sum * 10 + i64::from(digit));
    suffix(r);
    Ok(LeadNumber(value))
}

/// Nothing that could be meant as a number is left.
fn is_only_noise(r: &Reader<'_>) -> bool {
    r.line
        .chars
        .get(r.at..)
        .unwrap_or_default()
        .iter()
        .all(|c| is_noise(*c))
}

/// Passes `号`, but not the beginning of `号码不对`.
fn suffix(r: &mut Reader<'_>) {
    let back = r.at;
    r.blanks();
    let is_apart = r.at > back;
    if r.eat("号") {
        let next = r.peek();
        let is_word = if is_apart {
            next.is_some_and(char::is_alphanumeric)
        } else {
            next == Some('码')
        };
        if !is_word {
            return;
        }
    }
    r.at = back;
}

/// Digits, and whatever makes them one lead's number, standing alone.
fn token(r: &mut Reader<'_>) -> bool {
    let is_named = r.eat("#");
    r.blanks();
    if r.run(|c| c.is_ascii_digit()).is_empty() {
        return false;
    }
    let digits_end = r.at;
    suffix(r);
    let is_named = is_named || r.at > digits_end;
    match r.peek() {
        Some(c) if is_named => !spoils(c, r.ahead(1)),
        None | Some('给' | '到' | '至' | '和') => true,
        Some(c) => !c.is_alphanumeric() && !spoils(c, r.ahead(1)),
    }
}

/// Digits come next that nothing but a mistyped number begins with: `104x`, `1042.5`.
fn is_broken_number_next(r: &mut Reader<'_>) -> bool {
    let back = r.at;
    r.eat("#");
    let has_digits = !r.run(|c| c.is_ascii_digit()).is_empty();
    let is_broken = has_digits && r.peek().is_some_and(|c| spoils(c, r.ahead(1)));
    r.at = back;
    is_broken
}

/// Behind digits this makes something else of them: letters, decimals, keycaps.
fn spoils(c: char, next: Option<char>) -> bool {
    match c {
        '.' => next.is_some_and(|c| c.is_ascii_digit()),
        '_' | '%' | '\u{fe0f}' | '\u{20e3}' => true,
        c => c.is_ascii_alphabetic() || c.is_numeric(),
    }
}

/// Passes what joins the items of a list.
fn marks(r: &mut Reader<'_>) -> bool {
    let is_mark = |c| matches!(c, ' ' | ',' | '、' | ';' | '和' | '/' | '+' | '&');
    let start = r.at;
    r.run(is_mark);
    if r.at > start && r.eat_latin("and") {
        r.run(is_mark);
    }
    r.at > start
}

/// Passes the dash of a range.
fn dash(r: &mut Reader<'_>) -> bool {
    let back = r.at;
    r.blanks();
    let is_mark = r.eat("-") || r.eat("~") || r.eat("至") || r.eat("到");
    if is_mark || (r.at > back && r.eat_latin("to")) {
        return true;
    }
    r.at = back;
    false
}
