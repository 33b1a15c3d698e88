//! 数量: how much the customer wants.

use super::amount::Amount;
use super::clause::{clause_before, head, tail};
use super::evidence::{Because, Evidence, Fact};
use super::measure::{Measure, measures};
use super::page::Page;
use super::parsed::Quantity;
use super::products::Mention;
use super::quantity_words::{
    COUNTS, EXTENT_WORDS, EXTENTS, LOADS, NO_GOODS, NO_GOODS_LATIN, OTHER_THINGS, STEELS,
};
use super::units::unit_after;
use super::wish::{Wish, is_past};

/// A number without unit counts as a quantity only from here on.
const BARE_MINIMUM: i64 = 10_000;
/// Bytes between a product and its number: about ten ideographs.
const NEAR: usize = 30;

/// An amount of goods that a text names.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub quantity: Quantity,
    /// 0 to 1000.
    pub sure: u16,
    /// Folded bytes.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The category that it counts.
    pub of: Option<String>,
}

impl Wanted {
    pub fn evidence(&self, page: &Page<'_>, because: Because) -> Evidence {
        page.evidence(Fact::Quantity, self.start, self.end, because)
    }
}

/// The first amount with a unit that belongs to a wanted product; where none does, the first
/// amount of goods at all. What was ordered once before, what belongs to a product turned down,
/// and what is a packing, a price or a sample is passed over.
pub(super) fn with_unit(
    page: &Page<'_>,
    all: &[Measure],
    mentions: &[Mention],
    sold: &Sold<'_>,
) -> Option<Wanted> {
    let text = page.text();
    let mut first: Option<Wanted> = None;
    for measure in all {
        let Some((unit, end)) = unit_after(text, measure.end) else {
            continue;
        };
        let of = owner(text, mentions, measure.start, end);
        if !counts_goods(text, measure, unit, end, of, sold)
            || is_past(text, measure.start)
            || is_refused(text, mentions, measure.start, end)
        {
            continue;
        }
        let wanted = Wanted {
            quantity: Quantity {
                amount: Amount::milli(halved(text, measure, end)),
                unit: own_spelling(page, unit, end),
            },
            sure: if of.is_some() { 900 } else { 750 },
            start: measure.start,
            end,
            of: of.map(|mention| mention.category.clone()),
        };
        if of.is_some() {
            return Some(wanted);
        }
        first = first.or(Some(wanted));
    }
    first
}

/// A Latin unit as the customer spells it, a Chinese one simplified.
fn own_spelling(page: &Page<'_>, unit: &str, end: usize) -> String {
    if !unit.is_ascii() {
        return unit.to_owned();
    }
    let original = page
        .folded()
        .span(end - unit.len(), end)
        .of(page.original());
    // `㎡` is two letters folded.
    if original.chars().count() == unit.len() {
        original
    } else {
        unit.to_owned()
    }
}

/// What the catalogue says of units.
pub(super) struct Sold<'a> {
    /// Whether a category is sold by a unit.
    pub by: &'a dyn Fn(&str, &str) -> bool,
    /// The categories of the field made for products.
    pub in_field: &'a [&'a str],
}

impl Sold<'_> {
    fn is_sold(&self, of: Option<&Mention>, unit: &str) -> bool {
        of.is_some_and(|mention| (self.by)(&mention.category, unit))
            || self.in_field.iter().any(|name| (self.by)(name, unit))
    }
}

/// A number without a unit: right beside a wanted product, behind a word like 数量, or the only
/// one that can mean it.
pub(super) fn bare(
    page: &Page<'_>,
    all: &[Measure],
    mentions: &[Mention],
    taken: &[(usize, usize)],
) -> Option<Wanted> {
    let text = page.text();
    let free = all.iter().filter(|m| {
        m.high >= BARE_MINIMUM
            && !m.overlaps(taken)
            && stands_alone(text, mentions, m)
            && !is_past(text, m.start)
    });
    let mut best: Option<Wanted> = None;
    for measure in free {
        let of = owner(text, mentions, measure.start, measure.end);
        let counted = COUNTS
            .iter()
            .any(|word| tail(clause_before(text, measure.start), 18).contains(word));
        let beside = of.is_some_and(|mention| is_beside(text, mention, measure));
        let sure = match (beside, counted) {
            (true, _) | (_, true) => 600,
            (false, false) if of.is_some() => 400,
            _ => continue,
        };
        if best.as_ref().is_none_or(|known| sure > known.sure) {
            best = Some(Wanted {
                quantity: Quantity {
                    amount: Amount::milli(measure.milli()),
                    unit: String::new(),
                },
                sure,
                start: measure.start,
                end: measure.end,
                of: of.map(|mention| mention.category.clone()),
            });
        }
    }
    best
}

/// The quantity of the field made for it: what was `read` there with a unit, else its first
/// number with up to four letters behind it as a unit of their own.
pub(super) fn from_field(
    page: &Page<'_>,
    read: Option<Wanted>,
) -> Option<(Quantity, Evidence, Option<String>)> {
    let text = page.text();
    if let Some(wanted) = read {
        let evidence = wanted.evidence(page, Because::GivenInField);
        return Some((wanted.quantity, evidence, wanted.of));
    }
    let all = measures(text);
    let with_unit = all.iter().find(|m| unit_after(text, m.end).is_some());
    let first = with_unit.or(all.first())?;
    let (unit, end) = match unit_after(text, first.end) {
        Some((unit, end)) => (unit.to_owned(), end),
        None => own_unit(text, first.end),
    };
    let amount = Amount::milli(first.milli());
    let evidence = page.evidence(Fact::Quantity, first.start, end, Because::GivenInField);
    Some((Quantity { amount, unit }, evidence, None))
}

/// A unit that we do not know, from a field made for quantities: up to four letters.
fn own_unit(text: &str, at: usize) -> (String, usize) {
    let rest = text[at..].trim_start_matches(' ');
    let unit: String = rest
        .chars()
        .take(5)
        .take_while(|c| c.is_alphabetic())
        .collect();
    let vague = ["左右", "以上", "以内", "多", "起", "上下"];
    if unit.is_empty()
        || unit.chars().count() > 4
        || vague.iter().any(|word| unit.starts_with(word))
    {
        return (String::new(), at);
    }
    let end = text.len() - rest.len() + unit.len();
    (unit, end)
}

/// `几百个`, `十几箱`: an amount that cannot be read, for the evidence.
pub(super) fn unclear(text: &str) -> Option<(usize, usize)> {
    let at = [
        "几百", "几千", "几万", "几十", "十几", "数百", "数千", "若干",
    ]
    .iter()
    .filter_map(|word| Some((text.find(word)?, word.len())))
    .min()?;
    Some((at.0, at.0 + at.1))
}

/// The middle, with the half of `一吨半`.
fn halved(text: &str, measure: &Measure, end: usize) -> i64 {
    let rest = &text[end..];
    let half = rest.starts_with('半')
        && !["半个", "半年", "半天", "半月"]
            .iter()
            .any(|word| rest.starts_with(word));
    measure.milli() + if half { 500 } else { 0 }
}

/// The wanted product that an amount belongs to: the nearest in the same breath; the first of a
/// list where it holds for each (`保温杯和雨伞各500`).
fn owner<'a>(text: &str, mentions: &'a [Mention], start: usize, end: usize) -> Option<&'a Mention> {
    let (mut at, mut found) = nearest(text, mentions, start, end)?;
    let before = text[..start].trim_end_matches([' ', '要', '来', '订', '拿']);
    if before.ends_with('各') {
        let same = |at: usize| {
            let gap = &text[mentions[at - 1].end..mentions[at].start];
            gap.len() <= NEAR && !gap.contains(['。', '\n', ';'])
        };
        while at > 0 && mentions[at - 1].wish == Wish::Wanted && same(at) {
            at -= 1;
            found = &mentions[at];
        }
    }
    Some(found)
}

fn nearest<'a>(
    text: &str,
    mentions: &'a [Mention],
    start: usize,
    end: usize,
) -> Option<(usize, &'a Mention)> {
    mentions
        .iter()
        .enumerate()
        .filter(|(_, m)| matches!(m.wish, Wish::Wanted | Wish::Own))
        .filter(|(_, m)| {
            let between = between(text, m, start, end);
            between.len() <= NEAR && !between.contains(['。', '\n', ';'])
        })
        // What stands before a number is counted by it rather than what follows.
        .min_by_key(|(_, m)| {
            (
                m.wish == Wish::Own,
                between(text, m, start, end).len(),
                m.start > start,
            )
        })
}

fn between<'a>(text: &'a str, mention: &Mention, start: usize, end: usize) -> &'a str {
    if mention.end <= start {
        &text[mention.end..start]
    } else {
        text.get(end..mention.start).unwrap_or("")
    }
}

/// Whether it counts what is turned down: `雨伞500把不要了`.
fn is_refused(text: &str, mentions: &[Mention], start: usize, end: usize) -> bool {
    let close = |m: &&Mention| {
        let between = between(text, m, start, end);
        between.len() <= 6 && !between.contains([',', '、', '\n', ';', '。', '和'])
    };
    let near: Vec<&Mention> = mentions.iter().filter(close).collect();
    !near.is_empty() && near.iter().all(|m| m.wish == Wish::Refused)
}

/// Whether number and unit count goods, not months, people or money.
fn counts_goods(
    text: &str,
    number: &Measure,
    unit: &str,
    end: usize,
    of: Option<&Mention>,
    sold: &Sold<'_>,
) -> bool {
    let after = &text[end..];
    let before = text[..number.start].trim_end();
    let other = matches!(
        unit,
        "个" | "件"
            | "张"
            | "条"
            | "份"
            | "台"
            | "双"
            | "套"
            | "家"
            | "组"
            | "块"
            | "车"
            | "口"
            | "包"
    ) && OTHER_THINGS.iter().any(|thing| after.starts_with(thing))
        && of.is_none_or(|m| m.start != end);
    let few = number.high <= 2000 && !LOADS.contains(&unit);
    let beside = of.is_some_and(|m| between(text, m, number.start, end).len() <= 15);
    // `一个`, `两件` begin a sentence more often than they order one piece.
    let article = few && (!beside || NO_GOODS.iter().any(|word| head(after, 30).contains(word)));
    // 块 is money but for tiles and boards.
    let pieces = || {
        ["块", "片", "平方米"]
            .iter()
            .any(|unit| sold.is_sold(of, unit))
    };
    let money = unit == "块" && (after.starts_with('钱') || !pieces());
    let shop = ["店", "仓库", "门面", "房", "铺", "厅"]
        .iter()
        .any(|word| tail(before, 9).contains(word));
    let extent = EXTENTS.contains(&unit)
        && (shop || !sold.is_sold(of, unit))
        && (shop
            || of.is_none()
            || EXTENT_WORDS
                .iter()
                .any(|word| tail(before, 9).contains(word))
            || (unit == "米" && number.high < 20_000));
    // `第3个`, `12元/个`, `每5个`, `每箱24双`, `8毛一支`, `多少钱一把` say something else.
    let one = number.chinese && number.high == 1000;
    let ordinal = before.ends_with(['第', '/', '每', '装'])
        || (one && before.ends_with(['钱', '元', '毛', '角']))
        || is_packing(before);
    let priced =
        before.ends_with(|c: char| c.is_ascii_digit()) && number.chinese && number.high == 1000;
    let asked = few
        && ["多少", "怎么卖", "什么价", "几块", "几元"]
            .iter()
            .any(|word| after.starts_with(word));
    let rated = after.trim_start().starts_with('/')
        && !after.trim_start().starts_with("/月")
        && !after.trim_start().starts_with("/年");
    let packed = after.starts_with('装') && !after.starts_with("装修")
        || (unit == "支" && after.starts_with("的"));
    !other && !article && !money && !extent && !ordinal && !priced && !asked && !rated && !packed
}

/// `每箱`, `一箱有`: what follows is how much one packing holds.
fn is_packing(before: &str) -> bool {
    let near = tail(before, 15).trim_end_matches(['装', '有', '是', ':', ' ']);
    let Some(at) = near.rfind(['每', '一']) else {
        return false;
    };
    let rest: String = near[at..].chars().skip(1).collect();
    [
        "箱", "盒", "包", "袋", "件", "托", "柜", "车", "捆", "打", "组", "桶",
    ]
    .contains(&rest.as_str())
}

/// Whether nothing that would make it a size, a date or money stands beside a bare number.
fn stands_alone(text: &str, mentions: &[Mention], number: &Measure) -> bool {
    let next = text[number.end..].chars().next();
    let before = text[..number.start].chars().next_back();
    let stops = |c: char| c.is_whitespace() || ",。;!?、，.:()左以多+吧".contains(c);
    let meets_product = mentions.iter().any(|p| p.start == number.end);
    let starts = |c: char| !c.is_ascii_alphanumeric() && !"-./#¥$@".contains(c);
    let money = ["元", "块", "预算", "订金", "定金", "押金", "尾款", "运费"]
        .iter()
        .any(|word| tail(&text[..number.start], 12).contains(word));
    // `304保温杯` is a kind of steel.
    let steel = meets_product && STEELS.contains(&number.high) && number.multiplier == 1;
    // `400 students` are no goods, `2024 新款` is a year.
    let rest = text[number.end..].trim_start();
    let others = NO_GOODS_LATIN.iter().any(|word| rest.starts_with(word));
    let year = others
        || steel
        || (1_990_000..=2_100_000).contains(&number.high)
            && number.multiplier == 1
            && text[number.end..]
                .trim_start()
                .starts_with(['年', '新', '款', '-', '/']);
    (meets_product || next.is_none_or(stops)) && before.is_none_or(starts) && !year && !money
}

fn is_beside(text: &str, mention: &Mention, number: &Measure) -> bool {
    let gap = between(text, mention, number.start, number.end);
    gap.len() <= 12
        && gap
            .chars()
            .all(|c| c.is_whitespace() || "要约大概共:*x×,来拿先订=".contains(c))
}
