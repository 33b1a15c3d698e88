//! 数量: how much the customer wants.

use super::amount::Amount;
use super::confidence::Confidence;
use super::evidence::{Because, Evidence, Fact};
use super::number::{Number, numbers};
use super::page::Page;
use super::parsed::Quantity;

/// Units of count, weight and packing; longer ones first where one begins another.
const UNITS: [&str; 56] = [
    "公斤",
    "千克",
    "平方米",
    "立方米",
    "平方",
    "平米",
    "货柜",
    "集装箱",
    "整柜",
    "托盘",
    "个",
    "只",
    "件",
    "套",
    "箱",
    "把",
    "台",
    "双",
    "条",
    "张",
    "本",
    "支",
    "盒",
    "包",
    "袋",
    "瓶",
    "桶",
    "吨",
    "斤",
    "米",
    "卷",
    "匹",
    "打",
    "对",
    "副",
    "块",
    "片",
    "根",
    "粒",
    "颗",
    "罐",
    "车",
    "柜",
    "托",
    "板",
    "令",
    "码",
    "组",
    "份",
    "顶",
    "枚",
    "pcs",
    "kg",
    "units",
    "pieces",
    "ton",
];
/// What after 个 or 件 makes it count something else than goods.
const OTHER_THINGS: [&str; 25] = [
    "月",
    "人",
    "店",
    "门店",
    "颜色",
    "款",
    "规格",
    "小时",
    "工作日",
    "品种",
    "品类",
    "城市",
    "地方",
    "点",
    "问题",
    "仓",
    "型号",
    "尺寸",
    "客户",
    "多月",
    "星期",
    "礼拜",
    "项目",
    "样品",
    "套",
];
/// A number without unit counts as a quantity only from here on.
const BARE_MINIMUM: i64 = 10;
/// Bytes between a product and its number: about eight ideographs.
const NEAR: usize = 24;

/// The quantity of the field made for it.
pub(super) fn from_field(page: &Page<'_>) -> Option<(Quantity, Confidence, Evidence)> {
    let text = page.text();
    let all = numbers(text);
    let with_unit = all
        .iter()
        .find(|number| unit_after(text, number.end).is_some());
    let first = with_unit.or(all.first())?;
    let (amount, start) = amount_of(text, &all, first);
    let (unit, end) = unit_after(text, first.end).unwrap_or_else(|| own_unit(text, first.end));
    let quantity = Quantity { amount, unit };
    let evidence = page.evidence(Fact::Quantity, start, end, Because::GivenInField);
    Some((quantity, Confidence::permille(950), evidence))
}

/// A product in the text: its folded bytes and the unit that the catalogue sells it by.
pub(super) struct Named {
    pub start: usize,
    pub end: usize,
    pub unit: Option<String>,
}

/// The quantity that free text names, the one nearest to a product first. `taken` holds folded
/// bytes that mean something else (telephone numbers).
pub(super) fn from_need(
    page: &Page<'_>,
    products: &[Named],
    taken: &[(usize, usize)],
) -> Option<(Quantity, Confidence, Evidence)> {
    let text = page.text();
    let all = numbers(text);
    let free = |n: &&Number| {
        !taken
            .iter()
            .any(|(start, end)| n.start < *end && *start < n.end)
    };
    let gap = |start: usize, end: usize| {
        let gaps = products
            .iter()
            .map(|p| p.start.saturating_sub(end).max(start.saturating_sub(p.end)));
        gaps.min().unwrap_or(usize::MAX)
    };
    let with_unit = all
        .iter()
        .filter(free)
        .filter_map(|n| Some((n, unit_after(text, n.end)?)))
        .filter(|(n, (unit, end))| counts_goods(text, n, unit, *end))
        .min_by_key(|(n, (_, end))| (gap(n.start, *end), n.start));
    if let Some((number, (unit, end))) = with_unit {
        let (amount, start) = amount_of(text, &all, number);
        let sure = if gap(number.start, end) <= NEAR {
            900
        } else {
            750
        };
        let evidence = page.evidence(Fact::Quantity, start, end, Because::NumberWithUnit);
        return Some((
            Quantity { amount, unit },
            Confidence::permille(sure),
            evidence,
        ));
    }
    // `保温杯 3000`: a bare number right beside a product.
    let bare = all.iter().filter(free).find(|n| {
        n.milli >= BARE_MINIMUM * 1000
            && ends_there(text, products, n)
            && beside(text, products, n).is_some()
    })?;
    let unit = beside(text, products, bare)
        .and_then(|p| p.unit.clone())
        .unwrap_or_default();
    let evidence = page.evidence(
        Fact::Quantity,
        bare.start,
        bare.end,
        Because::NumberWithUnit,
    );
    let quantity = Quantity {
        amount: Amount::milli(bare.milli),
        unit,
    };
    Some((quantity, Confidence::permille(600), evidence))
}

/// The middle of `3000-5000个` with the first byte of the range, else the number itself.
fn amount_of(text: &str, all: &[Number], number: &Number) -> (Amount, usize) {
    let lower = all.iter().find(|n| {
        n.end <= number.start
            && matches!(
                text[n.end..number.start].trim(),
                "-" | "~" | "到" | "至" | "—" | "--"
            )
    });
    match lower {
        Some(n) if n.milli < number.milli => {
            // `3-5千`: the multiplier belongs to both.
            let scale = if n.multiplier < number.multiplier && n.milli < 1_000_000 {
                number.multiplier
            } else {
                1
            };
            let scaled = n.milli.saturating_mul(scale);
            let low = if scaled < number.milli {
                scaled
            } else {
                n.milli
            };
            (Amount::milli(low.midpoint(number.milli)), n.start)
        }
        _ => (Amount::milli(number.milli), number.start),
    }
}

/// The unit that follows, at most one blank or 多, 来, 余 away.
pub(super) fn unit_after(text: &str, at: usize) -> Option<(String, usize)> {
    let rest = text[at..].trim_start_matches(' ');
    let rest = rest.strip_prefix(['多', '来', '余', '几']).unwrap_or(rest);
    let unit = UNITS.into_iter().find(|unit| rest.starts_with(unit))?;
    let end = text.len() - rest.len() + unit.len();
    let latin = unit.is_ascii() && text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (!latin).then(|| (unit.to_owned(), end))
}

/// A unit that we do not know, from a field made for quantities: up to four letters.
fn own_unit(text: &str, at: usize) -> (String, usize) {
    let rest = text[at..].trim_start_matches(' ');
    let unit: String = rest.chars().take_while(|c| c.is_alphabetic()).collect();
    let vague = ["左右", "以上", "以内", "多", "起"];
    if unit.is_empty() || unit.chars().count() > 4 || vague.contains(&unit.as_str()) {
        return (String::new(), at);
    }
    let end = text.len() - rest.len() + unit.len();
    (unit, end)
}

/// Whether number and unit count goods, not months, people or money.
fn counts_goods(text: &str, number: &Number, unit: &str, end: usize) -> bool {
    let after = &text[end..];
    let other = matches!(unit, "个" | "件" | "张" | "条" | "份" | "台" | "双" | "套")
        && OTHER_THINGS.iter().any(|thing| after.starts_with(thing));
    // `一个`, `两件` begin a sentence more often than they order one piece.
    let article = number.milli <= 2000
        && matches!(unit, "个" | "件" | "张" | "份" | "点" | "块" | "套" | "条");
    let money = unit == "块" && (after.starts_with('钱') || number.milli < 200_000);
    let length = unit == "米" && number.milli < 50_000;
    // `第3个`, `12元/个`, `每5个`, `A12个` begin something else.
    let before = text[..number.start].trim_end();
    let ordinal = before.ends_with(['第', '每', '/']);
    let rated =
        after.trim_start().starts_with(['/', '起']) && !after.trim_start().starts_with("/月");
    !other && !article && !money && !length && !ordinal && !rated
}

/// Whether nothing that would make it a size, a date or money stands beside a bare number.
fn ends_there(text: &str, products: &[Named], number: &Number) -> bool {
    let next = text[number.end..].chars().next();
    let before = text[..number.start].chars().next_back();
    let stops = |c: char| c.is_whitespace() || ",。;!?、，.:()左以多".contains(c);
    let meets_product = products.iter().any(|p| p.start == number.end);
    let starts = |c: char| !c.is_ascii_alphanumeric() && !"-./#¥$".contains(c);
    (meets_product || next.is_none_or(stops)) && before.is_none_or(starts)
}

fn beside<'a>(text: &str, products: &'a [Named], number: &Number) -> Option<&'a Named> {
    products.iter().find(|p| {
        let gap = if p.end <= number.start {
            &text[p.end..number.start]
        } else {
            text.get(number.end..p.start).unwrap_or("。")
        };
        gap.chars()
            .all(|c| c.is_whitespace() || "要约大概共:*x×".contains(c))
            && gap.len() <= 9
    })
}
