//! How often a source may hand in leads: `100/m`.

use std::time::Duration;

use super::duration;
use super::problem::{Fault, quoted};

/// At most `count` in each `per`; a token bucket holds `count` and fills in `per`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// 1 to 1,000,000.
    pub count: u32,
    /// 1 s to 365 d.
    pub per: Duration,
}

/// Reads `10/s`, `600/m`, `100/5m`.
pub(super) fn parse(text: &str) -> Result<Rate, Fault> {
    let fault = || {
        let message = format!("is {}, which is no rate", quoted(text));
        Fault::new(
            message,
            "write how many in which time, as in \"10/s\", \"600/m\", \"100/5m\"",
        )
    };
    let (count, per) = text.trim().split_once('/').ok_or_else(fault)?;
    let per = if per.starts_with(|c: char| c.is_ascii_digit()) {
        per.to_owned()
    } else {
        format!("1{per}")
    };
    let count = count
        .parse()
        .ok()
        .filter(|count| (1..=1_000_000).contains(count));
    match (count, duration::parse(&per)) {
        (Some(count), Ok(per)) => Ok(Rate { count, per }),
        _ => Err(fault()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u32, u64)>) {
        let found = parse(text)
            .ok()
            .map(|rate| (rate.count, rate.per.as_secs()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn rates() {
        check("10/s", Some((10, 1)));
        check("600/m", Some((600, 60)));
        check("100/5m", Some((100, 300)));
        for odd in [
            "",
            "10",
            "/s",
            "0/s",
            "-1/s",
            "10/",
            "10/5",
            "1000001/s",
            "10/s/s",
            "x/s",
        ] {
            check(odd, None);
        }
    }
}
