//! A telephone number in one form.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// A normalised telephone number: Chinese mobile `13912345678`, landline with area code
/// `0579-85551234` (extension `0579-85551234-801`), hotline `4001234567`, any other country
/// `+85298765432` (E.164). Numbering as in YD/T 1844 and the ministry's plan (电信网编号计划,
/// 2017): mobile numbers begin with 13 to 19, area codes with 010, 02 or 03 to 09.
///
/// Debug prints the masked form; there is no Display.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Phone {
    text: String,
    kind: PhoneKind,
}

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhoneKind {
    /// 手机
    Mobile,
    /// 座机
    Landline,
    /// 400 and 800 numbers.
    Hotline,
    /// Any number outside the mainland.
    Foreign,
}

/// The text is no whole telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a telephone number ({digits} digits)")]
pub struct PhoneError {
    /// Digits in the text.
    pub digits: usize,
}

impl Phone {
    /// Reads a number as people type it: full-width digits, blanks, dashes, brackets, `+86`.
    /// A landline needs its area code.
    ///
    /// # Errors
    /// [`PhoneError`] when it is too short, too long, masked, or holds other characters.
    pub fn parse(text: &str) -> Result<Phone, PhoneError> {
        let plain: String = text
            .trim()
            .chars()
            .take(80)
            .nfkc()
            .map(plain_sign)
            .collect();
        let digits = plain.chars().filter(char::is_ascii_digit).count();
        let error = PhoneError { digits };
        let allowed =
            |c: char| c.is_ascii_digit() || "+-() .,;#转分机ext:".contains(c) || c.is_whitespace();
        if !plain.chars().all(allowed) {
            return Err(error);
        }
        let (main, extension) = split_extension(&plain).ok_or(error)?;
        let number: String = main
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '+')
            .collect();
        read(&number, extension).ok_or(error)
    }

    /// The normal form.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What kind of number it is.
    pub fn kind(&self) -> PhoneKind {
        self.kind
    }

    /// For people who may not see it: `139****5678`, `0579-****1234`.
    pub fn masked(&self) -> String {
        let (area, rest) = match self.kind {
            PhoneKind::Landline => self.text.split_once('-').unwrap_or(("", &self.text)),
            _ => ("", self.text.as_str()),
        };
        if !area.is_empty() {
            // The extension would give a person away: it goes with the digits.
            let number = rest.split('-').next().unwrap_or(rest);
            return format!("{area}-****{}", tail(number, 4));
        }
        // At least four digits stay hidden whatever the length.
        let shown = if rest.len() >= 11 { 4 } else { 3 };
        let kept = rest.len().saturating_sub(shown + 4).min(3);
        format!("{}****{}", &rest[..kept], tail(rest, shown))
    }

    /// For reading aloud: `139 1234 5678`, `400 123 4567`, others as they are.
    pub fn spaced(&self) -> String {
        let t = &self.text;
        match self.kind {
            PhoneKind::Mobile => format!("{} {} {}", &t[..3], &t[3..7], &t[7..]),
            PhoneKind::Hotline => format!("{} {} {}", &t[..3], &t[3..6], &t[6..]),
            PhoneKind::Landline | PhoneKind::Foreign => t.clone(),
        }
    }
}

/// Dashes of every kind become `-`; the rest stays.
fn plain_sign(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '~' | '/' | '\u{30fc}' => '-',
        c => c,
    }
}

/// `…转801`, `…ext 801`, `…#801`: number and extension of one to six digits.
fn split_extension(text: &str) -> Option<(&str, Option<&str>)> {
    let begins = |c: char| matches!(c, '转' | '分' | '#') || c.is_ascii_alphabetic();
    let Some(at) = text.find(begins) else {
        return Some((text, None));
    };
    let rest = &text[at..];
    let mark = ["转分机", "分机", "转", "#", "ext.", "ext", "x"]
        .into_iter()
        .find(|mark| rest.starts_with(mark))?;
    let extension = rest[mark.len()..].trim().trim_start_matches([':', ' ']);
    let good = (1..=6).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_digit());
    good.then_some((text[..at].trim_end(), Some(extension)))
}

fn read(number: &str, extension: Option<&str>) -> Option<Phone> {
    let digits = number.strip_prefix('+').unwrap_or(number);
    if digits.contains('+') {
        return None;
    }
    let (country, digits) = match (number.starts_with('+'), digits.strip_prefix("00")) {
        (true, _) => (true, digits),
        (false, Some(rest)) => (true, rest),
        (false, None) => (false, digits),
    };
    if country {
        return match digits.strip_prefix("86") {
            Some(inland) => mainland(inland, extension, true),
            None => foreign(digits).filter(|_| extension.is_none()),
        };
    }
    mainland(digits, extension, false).or_else(|| {
        let inland = digits.strip_prefix("86")?;
        mainland(inland, extension, true)
    })
}

fn foreign(digits: &str) -> Option<Phone> {
    // E.164: at most 15 digits, country codes begin with 1 to 9.
    let good = (8..=15).contains(&digits.len()) && !digits.starts_with('0');
    good.then(|| Phone {
        text: format!("+{digits}"),
        kind: PhoneKind::Foreign,
    })
}

fn mainland(digits: &str, extension: Option<&str>, abroad: bool) -> Option<Phone> {
    let bytes = digits.as_bytes();
    let mobile = digits
        .strip_prefix('0')
        .filter(|rest| is_mobile(rest))
        .unwrap_or(digits);
    if is_mobile(mobile) {
        let text = mobile.to_owned();
        return extension.is_none().then_some(Phone {
            text,
            kind: PhoneKind::Mobile,
        });
    }
    if bytes.len() == 10 && (digits.starts_with("400") || digits.starts_with("800")) {
        let text = digits.to_owned();
        return extension.is_none().then_some(Phone {
            text,
            kind: PhoneKind::Hotline,
        });
    }
    // Behind +86 the area code stands without its 0.
    let with_zero = match digits.strip_prefix('0') {
        Some(_) => digits.to_owned(),
        None if abroad => format!("0{digits}"),
        None => return None,
    };
    let area = if with_zero.starts_with("010") || with_zero.starts_with("02") {
        3
    } else {
        4
    };
    let (code, rest) = with_zero.split_at_checked(area)?;
    let second = code.as_bytes().get(1)?;
    let known = code == "010" || (second != &b'0' && second != &b'1' && code != "026");
    // No subscriber's number begins with 0 or 1.
    let plausible = (7..=8).contains(&rest.len()) && !rest.starts_with(['0', '1']);
    (known && plausible).then(|| Phone {
        text: match extension {
            Some(extension) => format!("{code}-{rest}-{extension}"),
            None => format!("{code}-{rest}"),
        },
        kind: PhoneKind::Landline,
    })
}

fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

fn tail(text: &str, count: usize) -> &str {
    &text[text.len().saturating_sub(count)..]
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        // The normal form of an extension is a third group, which people do not type.
        match text.rsplit_once('-') {
            Some((main, extension)) if main.contains('-') => {
                Phone::parse(&format!("{main}#{extension}"))
            }
            _ => Phone::parse(&text),
        }
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> String {
        phone.text
    }
}

#[cfg(test)]
#[path = "phone_tests.rs"]
mod tests;
