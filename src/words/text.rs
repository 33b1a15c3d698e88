//! How times, amounts and cut texts are written (`experience.md` §2).

use std::time::Duration;

use jiff::tz::TimeZone;
use paidan_domain::lead::{Life, State};
use paidan_domain::matching::Explanation;
use paidan_domain::money::Fen;
use paidan_domain::policy::Strategy;
use paidan_domain::time::Instant;
use paidan_domain::understand::Quantity;
use unicode_segmentation::UnicodeSegmentation;

/// At most `most` characters as people count them, with `…` when something is left out.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    if text.graphemes(true).count() <= most {
        return text.to_owned();
    }
    let kept: String = text.graphemes(true).take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// A moment as seen at `now`: `14:35`, `明天 09:00`, `11-27 09:00`, `2027-01-05 09:00`.
#[must_use]
pub fn clock(at: Instant, now: Instant, zone: &TimeZone, seconds: bool) -> String {
    let at = at.timestamp().to_zoned_datetime(zone.clone());
    let now = now.timestamp().to_zoned_datetime(zone.clone());
    let time = at.strftime(if seconds { "%H:%M:%S" } else { "%H:%M" });
    let tomorrow = now.tomorrow().map(|day| day.date());
    if at.date() == now.date() {
        time.to_string()
    } else if tomorrow.is_ok_and(|day| day == at.date()) {
        format!("明天 {time}")
    } else if at.year() == now.year() {
        format!("{} {time}", at.strftime("%m-%d"))
    } else {
        format!("{} {time}", at.strftime("%Y-%m-%d"))
    }
}

/// `40 秒`, `5 分钟`, `1 小时 20 分`, `2 天`. To the nearest second: what was agreed as
/// five minutes is not called four because a millisecond has passed.
#[must_use]
pub fn duration(length: Duration) -> String {
    let seconds = (length + Duration::from_millis(500)).as_secs();
    match seconds {
        0..60 => format!("{seconds} 秒"),
        60..3600 if seconds < 120 && !seconds.is_multiple_of(60) => {
            format!("{} 分 {} 秒", seconds / 60, seconds % 60)
        }
        60..3600 => format!("{} 分钟", seconds / 60),
        3600..86400 => {
            let (hours, minutes) = (seconds / 3600, seconds % 3600 / 60);
            if minutes == 0 {
                format!("{hours} 小时")
            } else {
                format!("{hours} 小时 {minutes} 分")
            }
        }
        _ => format!("{} 天", seconds / 86400),
    }
}

/// An estimate: `约 5 万元`, `约 9000 元`.
#[must_use]
pub fn money_about(value: Fen) -> String {
    let yuan = value.0 / 100;
    if yuan < 10_000 {
        return format!("约 {yuan} 元");
    }
    let tenths = (yuan + 500) / 1000;
    if tenths % 10 == 0 {
        format!("约 {} 万元", tenths / 10)
    } else {
        format!("约 {}.{} 万元", tenths / 10, tenths % 10)
    }
}

/// An exact amount: `52,300 元`, `52,300.50 元`.
#[must_use]
pub fn money_exact(value: Fen) -> String {
    let (yuan, fen) = (value.0 / 100, value.0 % 100);
    let digits = yuan.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if fen == 0 {
        format!("{grouped} 元")
    } else {
        format!("{grouped}.{fen:02} 元")
    }
}

/// The customer's own unit: `3000 个`.
#[must_use]
pub fn quantity(quantity: &Quantity) -> String {
    let milli = quantity.amount.as_milli();
    let amount = if milli % 1000 == 0 {
        (milli / 1000).to_string()
    } else {
        format!("{}.{:03}", milli / 1000, milli % 1000)
            .trim_end_matches('0')
            .to_owned()
    };
    // The unit is empty when none was named.
    format!("{amount} {}", quantity.unit).trim_end().to_owned()
}

/// Why nobody was asked, for the answer to whoever handed the lead in.
#[must_use]
pub fn why_unassigned(
    life: &Life,
    manager: Option<&str>,
    explanation: Option<&Explanation>,
) -> Option<String> {
    let by_rule = explanation.filter(|why| why.strategy == Strategy::Pool);
    match life.state() {
        State::Escalated => Some(match manager {
            Some(name) => format!("没有合适的销售,已请{name}指派"),
            None => "没有合适的销售,已请主管指派".to_owned(),
        }),
        State::Pooled => Some(match by_rule {
            Some(why) => format!("按规则「{}」直接放入公海", why.rule.name),
            None => "没有合适的销售,已放入公海".to_owned(),
        }),
        State::Merged => Some("同一客户已有在跟的线索,已合并".to_owned()),
        State::Quarantined => Some("看起来不是客户线索,等待人工查看".to_owned()),
        _ => None,
    }
}
