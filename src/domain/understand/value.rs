//! 预算、金额: what the lead may be worth.

use crate::money::Fen;
use crate::region::Folded;

use super::clause::{clause_before, tail};
use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::field_error::FieldFault;
use super::field_reader::fault_of;
use super::measure::{Measure, measures};
use super::money_word::{foreign, money_after, money_before};
use super::number::read_number;
use super::page::Page;
use super::units::unit_after;

/// Words before a sum that make it the worth of the whole.
const CUES: [&str; 26] = [
    "预算",
    "金额",
    "总价",
    "总额",
    "货款",
    "总共",
    "合计",
    "采购额",
    "货值",
    "价值",
    "投资",
    "大概花",
    "资金",
    "经费",
    "费用",
    "一共",
    "总计",
    "控制在",
    "拿货",
    "不超过",
    "花",
    "budget",
    "total",
    "worth",
    "spend",
    "额度",
];
/// Words before a sum that make it something else: a price of one, a fee, a wage.
const OTHER_SUMS: [&str; 52] = [
    "单价",
    "运费",
    "邮费",
    "快递",
    "定金",
    "押金",
    "订金",
    "首付",
    "样品",
    "零售",
    "售价",
    "起批",
    "工资",
    "月薪",
    "底薪",
    "年薪",
    "日入",
    "日赚",
    "每个",
    "每把",
    "每双",
    "每条",
    "每支",
    "每本",
    "每件",
    "每只",
    "每套",
    "每箱",
    "一套",
    "一箱",
    "一把",
    "一条",
    "一双",
    "一支",
    "一盒",
    "一个",
    "一件",
    "一只",
    "卖",
    "注册资本",
    "注册资金",
    "营业额",
    "销售额",
    "流水",
    "产值",
    "房租",
    "租金",
    "欠",
    "赔",
    "满",
    "同行报",
    "佣金",
];
/// Sums of a time that is over.
const PAST: [&str; 6] = ["上次", "去年", "之前", "以前", "前年", "上个月"];
/// A cue reaches over this many bytes, about six ideographs.
const REACH: usize = 18;
/// Words before a sum in a field made for one.
const ROUGHLY: [&str; 10] = [
    "大约",
    "大概",
    "约",
    "预计",
    "预算",
    "左右",
    "¥",
    "人民币",
    "rmb",
    "cny",
];
/// Words after a sum in a field made for one.
const BOUNDS: [&str; 8] = ["左右", "以内", "以上", "以下", "之间", "上下", "多", "+"];

/// A sum with the words that it was read from.
pub(super) struct Named {
    pub fen: Fen,
    pub start: usize,
    pub end: usize,
    pub confidence: Confidence,
    pub evidence: Evidence,
}

/// The sum that free text names: one behind a money cue first, then the first one. `taken` are
/// folded bytes that mean something else. Where a quantity is `counted` already, a bare number
/// with a bound (`5000以内`) is money as well.
pub(super) fn from_text(
    page: &Page<'_>,
    all: &[Measure],
    taken: &[(usize, usize)],
    counted: bool,
) -> Option<Named> {
    let text = page.text();
    let mut best: Option<(u16, Fen, &Measure, usize)> = None;
    for measure in all.iter().filter(|m| !m.overlaps(taken)) {
        let Some((sure, fen, end)) = read_sum(text, measure, counted) else {
            continue;
        };
        // Of two equally sure ones the first counts.
        if best.as_ref().is_none_or(|(other, ..)| sure > *other) {
            best = Some((sure, fen, measure, end));
        }
    }
    let (sure, fen, measure, end) = best?;
    let because = if measure.is_range() {
        Because::MoneyRange
    } else {
        Because::MoneyInText
    };
    Some(Named {
        fen,
        start: measure.start,
        end,
        confidence: Confidence::permille(sure),
        evidence: page.evidence(Fact::Value, measure.start, end, because),
    })
}

/// Sums in other currencies: told, but without a rate they have no worth in fen.
pub(super) fn foreign_sums(page: &Page<'_>, all: &[Measure]) -> Option<Evidence> {
    let text = page.text();
    let (start, end) = all.iter().find_map(|m| foreign(text, m.start, m.end))?;
    Some(page.evidence(Fact::Value, start, end, Because::ForeignCurrency))
}

/// The sum of a field made for it: a number or a range with or without 元, 万 and 约, nothing
/// else. A range gives its middle.
pub(super) fn read_stated_value(text: &str) -> Result<Fen, FieldFault> {
    let folded = Folded::new(text.trim());
    let text = folded.text();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut text = text.trim_start();
    while let Some(rest) = ROUGHLY.iter().find_map(|word| text.strip_prefix(word)) {
        text = rest.trim_start_matches([' ', ':']);
    }
    if let Ok(yuan) = text.replace(',', "").parse::<f64>() {
        return Fen::from_yuan(if negative { -yuan } else { yuan }).map_err(fault_of);
    }
    let sum = measures(text)
        .into_iter()
        .next()
        .filter(|sum| sum.start == 0);
    let Some(sum) = sum else {
        // Beyond all measure is no fault of the form.
        let digits =
            text.starts_with(|c: char| c.is_ascii_digit()) && read_number(text, 0).is_none();
        return Err(if digits {
            FieldFault::ValueRange
        } else {
            FieldFault::ValueFormat
        });
    };
    let (scale, change, end) = money_after(text, sum.end).unwrap_or((1000, 0, sum.end));
    let rest = text[end..].trim();
    let rest = BOUNDS
        .into_iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    if !rest.is_empty() || scale != 1000 {
        return Err(FieldFault::ValueFormat);
    }
    let milli = sum.milli().saturating_add(change);
    let fen = fen_of(milli).filter(|_| !negative || milli == 0);
    fen.ok_or(FieldFault::ValueRange)
}

/// A measure as a sum of money with its permille and its end, or `None` when it counts something
/// else.
fn read_sum(text: &str, m: &Measure, counted: bool) -> Option<(u16, Fen, usize)> {
    let (before, after) = (&text[..m.start], &text[m.end..]);
    let money = money_after(text, m.end).filter(|(scale, ..)| *scale == 1000);
    let (_, change, end) = money.unwrap_or((1000, 0, m.end));
    let rest = after.trim_start_matches(' ');
    let sign = money_before(text, m.start);
    let clause = clause_before(text, m.start);
    let near = &tail(clause, REACH).replace("每个月", "每月");
    let cue = CUES.iter().any(|word| near.contains(word));
    let past = PAST.iter().any(|word| clause.contains(word));
    if foreign(text, m.start, m.end).is_some() || past || is_other_sum(near, &text[end..], cue) {
        return None;
    }
    let in_wan = m.multiplier >= 10_000;
    if text[..m.end].ends_with('w') && is_power(text, m) && !cue {
        return None;
    }
    let alone = money.is_none() && !sign;
    let unit = unit_after(text, m.end).is_some() && money.is_none();
    let ends = ends_plainly(rest) || (after.starts_with(' ') && goes_on_with_the_order(rest));
    let glued =
        before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-./#".contains(c)) && !sign;
    let sure = match (cue, alone) {
        _ if glued => return None,
        (true, false) => 950,
        (true, true) if !unit && (ends || in_wan) && m.high >= 100_000 => 900,
        (false, false) if in_wan => 850,
        (false, false) => 700,
        // `6.5w`, `五万` without any money word; not `5万个`.
        (false, true) if in_wan && ends && !unit => 700,
        // `电钻5台,5000以内`
        (false, true) if counted && !unit && m.high >= 100_000 && is_bound(rest) => 600,
        _ => return None,
    };
    let fen = fen_of(m.milli().saturating_add(change))?;
    (fen.0 > 0).then_some((sure, fen, end))
}

/// `12元/个`, `单价12元`, `运费50元`.
fn is_other_sum(near: &str, after: &str, cue: bool) -> bool {
    let after = after.trim_start();
    let per = [
        "/个", "/件", "/只", "/套", "/箱", "/把", "/条", "/支", "每", "一个", "一件", "一只",
        "一套", "一箱", "起批", "起订",
    ];
    let per = per.iter().any(|word| after.starts_with(word));
    // The nearest word decides: `预算5万,单价12元`.
    let last = |words: &[&str]| {
        words
            .iter()
            .filter_map(|word| Some(near.rfind(word)? + word.len()))
            .max()
    };
    let other = last(&OTHER_SUMS);
    // `注册资金` ends where its 资金 does, and is more exact.
    (per && !cue) || other.is_some_and(|end| last(&CUES).is_none_or(|cue_end| cue_end <= end))
}

/// `灯泡9w`: watts, not ten thousands.
fn is_power(text: &str, m: &Measure) -> bool {
    let around = [
        tail(&text[..m.start], 24),
        super::clause::head(&text[m.end..], 24),
    ];
    [
        "灯", "泡", "功率", "瓦", "led", "充电", "电钻", "角磨", "热水",
    ]
    .iter()
    .any(|word| around.iter().any(|near| near.contains(word)))
}

fn is_bound(rest: &str) -> bool {
    ["以内", "以下", "之内", "封顶"]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// Whether the number stands for itself: nothing countable follows.
fn ends_plainly(rest: &str) -> bool {
    let next = rest.chars().next();
    let words = [
        "左右",
        "以内",
        "以下",
        "以上",
        "之内",
        "上下",
        "内",
        "多",
        "预算",
        "的预算",
        "吧",
        "起",
        "这样",
        "之间",
        "的",
        "封顶",
        "起步",
        "+",
        "/年",
        "/月",
    ];
    next.is_none_or(|c| c.is_whitespace() || ",。;!?、，.)」:~\n】]".contains(c))
        || words.iter().any(|word| rest.starts_with(word))
}

/// `五万 发金华`: after a blank the order itself goes on, and nothing is counted by the number.
fn goes_on_with_the_order(rest: &str) -> bool {
    const NEXT: [&str; 28] = [
        "发",
        "送",
        "寄",
        "运",
        "到",
        "急",
        "电话",
        "手机",
        "联系",
        "地址",
        "收货",
        "要货",
        "能",
        "可以",
        "有没有",
        "请",
        "麻烦",
        "谢",
        "今天",
        "明天",
        "后天",
        "尽快",
        "下周",
        "本周",
        "这周",
        "月底",
        "年前",
        "交货",
    ];
    NEXT.iter().any(|word| rest.starts_with(word))
}

/// Thousandths of a yuan to fen.
pub(super) fn fen_of(milli: i64) -> Option<Fen> {
    Some(Fen(milli / 10)).filter(|fen| fen.is_in_range())
}
