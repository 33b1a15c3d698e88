//! What follows or precedes a number that is money.

use super::number::read_number;

/// Money words after a number, longest first.
const YUAN: [&str; 10] = [
    "元人民币",
    "人民币",
    "块钱",
    "块",
    "元",
    "rmb",
    "cny",
    "圆",
    "yuan",
    "大洋",
];
/// Money signs before a number.
const SIGNS: [&str; 4] = ["¥", "rmb", "cny", "人民币"];
/// Other currencies: without a rate they say nothing in fen.
const FOREIGN: [&str; 18] = [
    "美元",
    "美金",
    "美刀",
    "欧元",
    "港币",
    "港元",
    "港纸",
    "日元",
    "日币",
    "英镑",
    "台币",
    "新台币",
    "卢布",
    "usd",
    "eur",
    "hkd",
    "gbp",
    "dollars",
];
const FOREIGN_SIGNS: [&str; 7] = ["$", "€", "£", "usd", "hkd", "eur", "us$"];

/// The money word behind byte `at`: thousandths of a yuan for each one counted, what its small
/// change adds (`12块5`), and one past its last byte.
pub(super) fn money_after(text: &str, at: usize) -> Option<(i64, i64, usize)> {
    let blank = text[at..].len() - text[at..].trim_start_matches(' ').len();
    let from = at + blank;
    let rest = &text[from..];
    let vague = rest.strip_prefix(['多', '来', '余', '把']).unwrap_or(rest);
    let skipped = rest.len() - vague.len();
    for (word, milli) in [("毛钱", 100), ("毛", 100), ("角", 100), ("分钱", 10)] {
        // `毛巾` and `角磨机` are goods.
        if vague.starts_with(word)
            && !vague.starts_with("毛巾")
            && !vague.starts_with("毛绒")
            && !vague.starts_with("角磨")
        {
            let end = from + skipped + word.len();
            // `一毛五`: its five are fen.
            let change = (word == "毛").then(|| small_change(text, end)).flatten();
            return Some(match change {
                Some((change, end)) => (milli, change / 10, end),
                None => (milli, 0, end),
            });
        }
    }
    let word = YUAN.into_iter().find(|word| vague.starts_with(word))?;
    let end = from + skipped + word.len();
    let change = (word == "块").then(|| small_change(text, end)).flatten();
    Some(match change {
        Some((milli, end)) => (1000, milli, end),
        None => (1000, 0, end),
    })
}

/// The `5` of `12块5`: one digit that stands alone, or 半.
fn small_change(text: &str, at: usize) -> Option<(i64, usize)> {
    if let Some(rest) = text[at..].strip_prefix('半') {
        return Some((500, text.len() - rest.len()));
    }
    if let Some(change) = change_before_one(text, at) {
        return Some(change);
    }
    let number = read_number(text, at)?;
    let single = number.milli % 1000 == 0
        && (1000..10_000).contains(&number.milli)
        && number.multiplier == 1;
    let counted = super::units::unit_after(text, number.end).is_some();
    let single = single && (!counted || text[number.end..].starts_with('一'));
    let end = text[number.end..]
        .strip_prefix(['毛', '角'])
        .map_or(number.end, |rest| text.len() - rest.len());
    // `一` after 块 begins `一个`: `12块一个`.
    (single && !text[at..].starts_with('一')).then_some((number.milli / 10, end))
}

/// The 五 of `两块五一双`, which is no 51: its 一 begins what the price is for.
fn change_before_one(text: &str, at: usize) -> Option<(i64, usize)> {
    let digit = text[at..].chars().next()?;
    let end = at + digit.len_utf8();
    let tenths = "零一二三四五六七八九".chars().position(|c| c == digit)?;
    let rest = text[end..].strip_prefix('一')?;
    let counts = tenths > 0 && super::units::unit_at(rest).is_some();
    counts.then_some((i64::try_from(tenths).ok()? * 100, end))
}

/// Whether a sign of our money stands right before byte `at`.
pub(super) fn money_before(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', ':', '.', '约']);
    SIGNS.iter().any(|sign| before.ends_with(sign))
}

/// The bytes of a foreign money word beside the number `start..end`.
pub(super) fn foreign(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let before = text[..start].trim_end_matches(' ');
    if let Some(sign) = FOREIGN_SIGNS.iter().find(|sign| before.ends_with(**sign)) {
        return Some((before.len() - sign.len(), end));
    }
    let rest = text[end..].trim_start_matches([' ', '万', '多']);
    let word = FOREIGN
        .iter()
        .chain(FOREIGN_SIGNS.iter())
        .find(|word| rest.starts_with(**word))?;
    Some((start, text.len() - rest.len() + word.len()))
}
