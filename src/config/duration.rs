//! Durations as an operator writes them: `90s`, `5m`, `2h`, `1d`.

use std::time::Duration;

use super::node::Value;
use super::problem::{Fault, quoted};
use super::section::Section;

const FIX: &str = "write a number and s, m, h or d, as in \"90s\", \"5m\", \"2h\", \"1d\"";
const LONGEST: Duration = Duration::from_hours(24 * 365);

/// A key whose value is a duration of 1 s to 365 d.
pub(super) fn duration(section: &mut Section, key: &str) -> Option<Duration> {
    section.value(key, |value| match value {
        Value::Text(text) | Value::Variable(text) => parse(text),
        Value::Integer(number) => Err(no_unit(&number.to_string())),
        other => Err(Fault::new(
            format!("must be a duration, found {}", other.kind()),
            FIX,
        )),
    })
}

/// Reads one duration.
pub(super) fn parse(text: &str) -> Result<Duration, Fault> {
    let trimmed = text.trim();
    let digits = trimmed.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = &trimmed[digits.len()..];
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if trimmed.starts_with('-') {
        return Err(Fault::new(
            format!("is {}, and must not be negative", quoted(trimmed)),
            FIX,
        ));
    }
    if is_number && unit.is_empty() {
        return Err(no_unit(trimmed));
    }
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => 0,
    };
    if !is_number || seconds == 0 {
        return Err(Fault::new(
            format!("is {}, which is no duration", quoted(trimmed)),
            FIX,
        ));
    }
    let whole = digits
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(seconds));
    match whole.map(Duration::from_secs) {
        Some(Duration::ZERO) => Err(Fault::new(
            format!("is {}, and must be 1s at least", quoted(trimmed)),
            FIX,
        )),
        Some(duration) if duration <= LONGEST => Ok(duration),
        _ => Err(Fault::new(
            format!("is {}, and may be 365d at most", quoted(trimmed)),
            FIX,
        )),
    }
}

fn no_unit(number: &str) -> Fault {
    Fault::new(format!("is {number} without a unit"), FIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<u64, &str>) {
        let found = parse(text)
            .map(|duration| duration.as_secs())
            .map_err(|fault| fault.message);
        assert_eq!(found, expected.map_err(str::to_owned), "{text}");
    }

    #[test]
    fn durations() {
        check("90s", Ok(90));
        check("5m", Ok(300));
        check("2h", Ok(7_200));
        check(" 1d ", Ok(86_400));
        check("365d", Ok(31_536_000));
        check("5", Err("is 5 without a unit"));
        check("-5m", Err("is \"-5m\", and must not be negative"));
        check("0s", Err("is \"0s\", and must be 1s at least"));
        check("366d", Err("is \"366d\", and may be 365d at most"));
        check(
            "99999999999999999999s",
            Err("is \"99999999999999999999s\", and may be 365d at most"),
        );
        for odd in [
            "", "m", "5M", "5 m", "1h30m", "1.5h", "+5m", "5分钟", "٥m", "5ms", "５m",
        ] {
            check(
                odd,
                Err(&format!("is {}, which is no duration", quoted(odd))),
            );
        }
    }
}
