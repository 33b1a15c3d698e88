//! 预算、金额: what the lead may be worth.

use crate::money::Fen;
use crate::region::Folded;

use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::field_error::FieldFault;
use super::field_reader::fault_of;
use super::number::{Number, numbers, read_number};
use super::page::Page;
use super::quantity::unit_after;

/// Words before a sum that make it the worth of the whole.
const CUES: [&str; 14] = [
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
    "budget",
    "大概花",
    "资金",
];
/// Words before a sum that make it something else: a price of one, a fee, a wage.
const OTHER_SUMS: [&str; 34] = [
    "单价", "运费", "邮费", "快递", "定金", "押金", "样品", "零售", "售价", "起批", "工资", "月薪",
    "底薪", "每个", "每把", "每双", "每条", "每支", "每本", "一套", "一箱", "一把", "一条", "一双",
    "一支", "一盒", "每件", "每只", "每套", "每箱", "一个", "一件", "一只", "卖",
];
/// Money words after a number, longest first.
const YUAN: [&str; 8] = ["元人民币", "人民币", "块钱", "块", "元", "rmb", "cny", "圆"];
/// Other currencies: without a rate they say nothing in fen.
const FOREIGN: [&str; 12] = [
    "美元", "美金", "美刀", "欧元", "港币", "港元", "日元", "英镑", "usd", "eur", "hkd", "$",
];
const JOINTS: [&str; 8] = ["-", "~", "到", "至", "—", "--", "–", "或"];
/// A cue reaches over this many bytes, about six ideographs.
const REACH: usize = 18;

/// The sum that free text names: one behind a money cue first, then the first one.
pub(super) fn from_need(
    page: &Page<'_>,
    taken: &[(usize, usize)],
) -> Option<(Fen, Confidence, Evidence)> {
    let text = page.text();
    let all = numbers(text);
    let mut best: Option<(u16, Sum)> = None;
    for (index, number) in all.iter().enumerate() {
        if taken
            .iter()
            .any(|(start, end)| number.start < *end && *start < number.end)
        {
            continue;
        }
        let lower = index.checked_sub(1).map(|before| &all[before]);
        let Some((sure, sum)) = read_sum(text, lower, number) else {
            continue;
        };
        // Of two equally sure ones the first counts, but a range more than its lower end.
        let better = best.as_ref().is_none_or(|(other, before)| {
            sure > *other || (sure == *other && sum.is_range && sum.start <= before.start)
        });
        if better {
            best = Some((sure, sum));
        }
    }
    let (sure, sum) = best?;
    let because = if sum.is_range {
        Because::MoneyRange
    } else {
        Because::MoneyInText
    };
    let evidence = page.evidence(Fact::Value, sum.start, sum.end, because);
    Some((sum.fen, Confidence::permille(sure), evidence))
}

/// The sum of a field made for it: a number with or without 元 and 万, nothing else.
pub(super) fn read_stated_value(text: &str) -> Result<Fen, FieldFault> {
    let folded = Folded::new(text.trim());
    let text = folded.text();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let text = text.trim_start_matches(['¥', ' ']);
    if !text.starts_with(|c: char| c.is_ascii_digit()) && !text.starts_with('.') {
        // Chinese numbers are taken as well, `五万`.
        if read_number(text, 0).is_none() {
            return Err(FieldFault::ValueFormat);
        }
    }
    if let Ok(yuan) = text.replace(',', "").parse::<f64>() {
        return Fen::from_yuan(if negative { -yuan } else { yuan }).map_err(fault_of);
    }
    let number = read_number(text, 0).ok_or(FieldFault::ValueFormat)?;
    let rest = text[number.end..].trim();
    let rest = YUAN
        .into_iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    if !rest.is_empty() {
        return Err(FieldFault::ValueFormat);
    }
    let fen = fen_of(number.milli).filter(|_| !negative || number.milli == 0);
    fen.ok_or(FieldFault::ValueRange)
}

struct Sum {
    fen: Fen,
    start: usize,
    end: usize,
    is_range: bool,
}

/// A number as a sum of money with its permille, or `None` when it counts something else.
fn read_sum(text: &str, lower: Option<&Number>, number: &Number) -> Option<(u16, Sum)> {
    let range = lower.filter(|low| is_joint(text, low, number));
    let start = range.map_or(number.start, |low| low.start);
    let (before, after) = (&text[..start], &text[number.end..]);
    let rest = after.trim_start_matches(' ');
    let currency = YUAN.into_iter().find(|word| rest.starts_with(word));
    let end = currency.map_or(number.end, |word| text.len() - rest.len() + word.len());
    let sign = before.trim_end().ends_with('¥');
    let near = tail(before, REACH);
    let cue = CUES.iter().any(|word| near.contains(word));
    let foreign =
        FOREIGN.iter().any(|word| rest.starts_with(word)) || before.trim_end().ends_with('$');
    if foreign || is_price_of_one(near, &text[end..], cue) {
        return None;
    }
    let in_wan = number.multiplier >= 10_000;
    let alone = currency.is_none() && !sign;
    let sure = match (cue, alone) {
        (true, false) => 950,
        (true, true)
            if ends_plainly(rest) || (in_wan && unit_after(text, number.end).is_none()) =>
        {
            900
        }
        (false, false) if in_wan => 850,
        (false, false) => 700,
        // `6.5w`, `五万` without any money word; not `5万个`.
        (false, true) if in_wan && ends_plainly(rest) => 700,
        _ => return None,
    };
    let low = range.map(|low| scaled(low, number)).unwrap_or(number.milli);
    let fen = fen_of(low.midpoint(number.milli))?;
    (fen.0 > 0).then_some((
        sure,
        Sum {
            fen,
            start,
            end,
            is_range: range.is_some(),
        },
    ))
}

/// `50-80万`: the multiplier of the upper end belongs to both.
fn scaled(low: &Number, high: &Number) -> i64 {
    let scaled = low.milli.saturating_mul(high.multiplier);
    if low.multiplier == 1 && scaled < high.milli {
        scaled
    } else {
        low.milli
    }
}

fn is_joint(text: &str, low: &Number, high: &Number) -> bool {
    let Some(gap) = text.get(low.end..high.start) else {
        return false;
    };
    let gap = gap.trim();
    let gap = YUAN
        .into_iter()
        .find_map(|word| gap.strip_prefix(word))
        .unwrap_or(gap)
        .trim();
    JOINTS.contains(&gap) && scaled(low, high) < high.milli
}

/// `12元/个`, `单价12元`, `12元一个`, `运费50元`.
fn is_price_of_one(before: &str, after: &str, cue: bool) -> bool {
    let after = after.trim_start();
    let per = after.starts_with(['/', '每'])
        || after.starts_with("一个")
        || after.starts_with("一件")
        || after.starts_with("一只")
        || after.starts_with("一套")
        || after.starts_with("一箱");
    // The nearest word decides: `预算5万,单价12元`.
    let last = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
    let other = last(&OTHER_SUMS);
    (per && !cue) || other.is_some_and(|at| last(&CUES).is_none_or(|cue_at| cue_at < at))
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
    ];
    next.is_none_or(|c| c.is_whitespace() || ",。;!?、，.)」:~\n".contains(c))
        || words.iter().any(|word| rest.starts_with(word))
}

/// Thousandths of a yuan to fen.
fn fen_of(milli: i64) -> Option<Fen> {
    Some(Fen(milli / 10)).filter(|fen| fen.is_in_range())
}

/// The last bytes of a text, cut at a character.
fn tail(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    // A sentence before has no say.
    let near = &text[from..];
    near.rfind(['。', '\n', ';', '!', '?']).map_or(near, |at| {
        let sign = near[at..].chars().next().map_or(1, char::len_utf8);
        &near[at + sign..]
    })
}
