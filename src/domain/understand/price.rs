//! 单价: what one of the goods may cost, as the customer says.

use super::clause::tail;
use super::measure::Measure;
use super::money_word::{foreign, money_after, money_before};
use super::products::Mention;
use super::quantity_skip::skip_measure;
use super::units::{unit_after, unit_at};

/// A price of one, in thousandths of a yuan.
#[derive(Debug, Clone)]
pub(super) struct Price {
    /// The middle of a range.
    pub milli: i64,
    /// Of which unit; none when it is not said.
    pub unit: Option<&'static str>,
    /// Folded bytes.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Words before a number that make it a price of one, with or without a money word.
const CUES: [&str; 14] = [
    "单价",
    "人均",
    "每人",
    "每位",
    "批发价",
    "进价",
    "拿货价",
    "目标价",
    "价格在",
    "价位",
    "unit price",
    "target price",
    "客单价",
    "标准",
];
/// A cue reaches over this many bytes.
const REACH: usize = 18;
/// Words for a price that is not what they would pay us.
const THEIRS: [&str; 8] = [
    "零售",
    "售价",
    "卖",
    "同行报",
    "别家",
    "别人报",
    "市场价",
    "原价",
];

/// The prices of one among the measures of a text.
pub(super) fn prices(text: &str, all: &[Measure], mentions: &[Mention]) -> Vec<Price> {
    all.iter()
        .filter_map(|m| price_of(text, m, mentions))
        .collect()
}

/// Whether the price is one that the customer would pay for `of`, or for what they name.
pub(super) fn is_offered(
    text: &str,
    price: &Price,
    mentions: &[Mention],
    of: Option<&str>,
) -> bool {
    // `玻璃杯 6.00/个` in a list says nothing of the other products.
    let beside = mentions
        .iter()
        .rev()
        .find(|m| m.end <= price.start && price.start - m.end <= 6);
    if beside.is_some_and(|m| of != Some(m.category.as_str())) {
        return false;
    }
    let near = tail(&text[..price.start], REACH);
    let near = near.rsplit([',', '。', '\n', ';']).next().unwrap_or(near);
    !THEIRS.iter().any(|word| near.contains(word))
}

fn price_of(text: &str, m: &Measure, mentions: &[Mention]) -> Option<Price> {
    if foreign(text, m.start, m.end).is_some() {
        return None;
    }
    let money = money_after(text, m.end);
    let (scale, change, end) = money.unwrap_or((1000, 0, m.end));
    let milli = (m.milli() / 1000).saturating_mul(scale) + m.milli() % 1000 * scale / 1000 + change;
    let price = |unit, start, end| {
        Some(Price {
            milli,
            unit,
            start,
            end,
        })
    };
    let rest = text[end..].trim_start_matches(' ');
    let rest = ["左右", "以内", "上下", "以下", "钱"]
        .into_iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest)
        .trim_start_matches(' ');
    let at = |rest: &str| text.len() - rest.len();
    // `12元/个`, `12元一个`, `12块每个`, `12一个`.
    for joint in ["/", "一", "每一", "每", "per "] {
        if let Some(unit) = rest.strip_prefix(joint).and_then(unit_at) {
            return price(Some(unit), m.start, at(rest) + joint.len() + unit.len());
        }
    }
    for word in ["each", "apiece", "a piece", "per piece"] {
        if rest.starts_with(word) {
            return price(None, m.start, at(rest) + word.len());
        }
    }
    // `20元左右的雨伞300把`: so much for one, unless a sum is spoken of.
    let small = money.is_some() && m.high < 2_000_000 && m.multiplier == 1;
    if small && let Some(goods) = rest.strip_prefix('的') {
        let whole = ["预算", "总", "货款", "合计", "一共", "花"]
            .iter()
            .any(|word| tail(&text[..m.start], REACH).contains(word));
        let from = at(goods);
        let named = mentions
            .iter()
            .find(|mention| (from..=from + 12).contains(&mention.start));
        let counted = named.is_some_and(|mention| {
            skip_measure(&text[mention.end..]).len() < text.len() - mention.end
        });
        if counted && !whole {
            return price(None, m.start, end);
        }
    }
    let counted = money.is_none() && unit_after(text, m.end).is_some();
    if counted {
        return None;
    }
    let near = tail(&text[..m.start], REACH);
    let near = near
        .rsplit([',', '。', '\n', ';', '!', '?'])
        .next()
        .unwrap_or(near);
    let cue = CUES
        .iter()
        .filter_map(|cue| Some((near.rfind(cue)?, cue.len())))
        .max();
    if let Some((at, length)) = cue {
        let between = &near[at + length..];
        let other_number = between.chars().any(|c| c.is_ascii_digit());
        if !other_number {
            return price(None, m.start, end);
        }
    }
    // `每个12元`, `一箱60块`: with a money word only, for `每箱24个` is no price.
    let bounds = [
        "不超过",
        "不能超过",
        "别超过",
        "不高于",
        "控制在",
        "最多",
        "不要超过",
    ];
    let bounded = bounds
        .iter()
        .find_map(|word| near.trim_end().strip_suffix(word));
    let each = bounded.unwrap_or(near);
    let each = each.trim_end_matches([' ', ':', '约', '是', '在', '到', '价', '大', '概']);
    let unit = (money.is_some() || bounded.is_some() || money_before(text, m.start))
        .then(|| unit_behind(each))
        .flatten()?;
    price(Some(unit), m.start, end)
}

/// The unit of `每个` or `一箱` at the end of a text.
fn unit_behind(text: &str) -> Option<&'static str> {
    let from = text.rfind(['每', '一'])?;
    let rest = text[from..]
        .chars()
        .next()
        .map(|c| &text[from + c.len_utf8()..])?;
    unit_at(rest).filter(|unit| *unit == rest)
}
