//! The parts that numbers are written with.

/// One part of a number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Token {
    /// Digits with or without decimals, in thousandths; `digits` before the point.
    Literal {
        /// In thousandths.
        milli: i128,
        /// 0 when there are decimals.
        digits: usize,
    },
    /// 一 to 九, 两.
    Digit(i128),
    Zero,
    /// 半 before a unit that can be halved.
    Half,
    /// 十 百 千 and k.
    Small(i128),
    /// 万 and w, 亿.
    Large(i128),
}

/// What may be halved: `半吨`, `半打`, `半车`.
const HALVED: [&str; 14] = [
    "吨",
    "车",
    "柜",
    "箱",
    "打",
    "斤",
    "公斤",
    "托",
    "卷",
    "匹",
    "桶",
    "袋",
    "集装箱",
    "货柜",
];
/// Words that make a price of one of the sum behind them.
const PRICES: [&str; 4] = ["单价", "价格", "每个", "一个"];
/// Beyond this many digits before the point nothing is counted.
const MOST_DIGITS: usize = 15;

/// The token at byte `at` of a folded text and its length.
pub(super) fn token(text: &str, at: usize) -> Option<(Token, usize)> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    if first.is_ascii_digit() {
        return literal(text, at);
    }
    let after = &rest[first.len_utf8()..];
    let token = match first {
        '零' | '〇' => Token::Zero,
        '一' | '壹' => Token::Digit(1),
        '二' | '两' | '贰' | '俩' => Token::Digit(2),
        '三' | '叁' | '仨' => Token::Digit(3),
        '四' | '肆' => Token::Digit(4),
        '五' | '伍' => Token::Digit(5),
        '六' | '陆' => Token::Digit(6),
        '七' | '柒' => Token::Digit(7),
        '八' | '捌' => Token::Digit(8),
        '九' | '玖' => Token::Digit(9),
        '半' if HALVED.iter().any(|unit| after.starts_with(unit)) => Token::Half,
        '十' | '拾' => Token::Small(10),
        // `百货` and `千万要` count nothing.
        '百' | '佰' | '千' | '仟' if !counts(text, at, after) => return None,
        '百' | '佰' => Token::Small(100),
        '千' | '仟' => Token::Small(1000),
        '万' if !is_multiplier(text, at) && !roughly(text, at, after) => return None,
        '万' => Token::Large(10_000),
        '亿' if !is_multiplier(text, at) && !roughly(text, at, after) => return None,
        '亿' => Token::Large(100_000_000),
        'k' | 'w' if !latin_multiplier(text, at, after) => return None,
        'k' => Token::Small(1000),
        'w' => Token::Large(10_000),
        _ => return None,
    };
    Some((token, first.len_utf8()))
}

/// Whether 百 or 千 at `at` multiplies what stands before it, or means about one of them.
fn counts(text: &str, at: usize, after: &str) -> bool {
    // 千克, 千米 and 千瓦 are units of their own, 百货 is a trade.
    let unit = text[at..].starts_with('千') && after.starts_with(['克', '米', '瓦']);
    !unit && (is_multiplier(text, at) || roughly(text, at, after))
}

fn is_multiplier(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_some_and(|c| {
        c.is_ascii_digit()
            || " 零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟几多来余半k".contains(c)
    })
}

/// `5k`, `5 w`, not the letters of a word.
fn latin_multiplier(text: &str, at: usize, after: &str) -> bool {
    let before = text[..at].strip_suffix(' ').unwrap_or(&text[..at]);
    let counted =
        before.ends_with(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十".contains(c));
    // `2k5` is 2,500.
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let ends = !after[digits..].starts_with(|c: char| c.is_ascii_alphabetic());
    counted && digits <= 1 && ends && !(digits == 1 && after[1..].starts_with('.'))
}

/// `百来个`, `千把块`, `上千个`, `近万元`: about one of it.
fn roughly(text: &str, at: usize, after: &str) -> bool {
    let before = &text[..at];
    after.starts_with(['来', '把', '余'])
        || (before.ends_with(['上', '近', '小', '过'])
            && !after.starts_with(['货', '一', '不', '要', '别', '分']))
}

/// `3000`, `3,000`, `2.5`; at most 15 digits before the point.
fn literal(whole_text: &str, at: usize) -> Option<(Token, usize)> {
    let text = &whole_text[at..];
    let bytes = text.as_bytes();
    let run = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut end = run(0);
    // Thousands: commas only before groups of exactly three.
    if end <= 3 {
        let first = end;
        while bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
            end += 4;
        }
        // `单价不超过35,500个` is a price and a count.
        if end == first + 4 && is_price_and_count(&whole_text[..at], &text[end..]) {
            end = first;
        }
    }
    let whole: String = text[..end].chars().filter(char::is_ascii_digit).collect();
    let mut milli = if whole.len() <= MOST_DIGITS {
        whole.parse::<i128>().ok()? * 1000
    } else {
        i128::MAX / 2_000_000_000
    };
    let mut decimals = 0;
    if bytes.get(end) == Some(&b'.') {
        decimals = run(end + 1);
        if decimals > 0 {
            let padded: String = text[end + 1..end + 1 + decimals]
                .chars()
                .chain("000".chars())
                .take(3)
                .collect();
            milli += padded.parse::<i128>().ok()?;
            end += 1 + decimals;
        }
    }
    let digits = if decimals == 0 { whole.len() } else { 0 };
    Some((Token::Literal { milli, digits }, end))
}

fn is_price_and_count(before: &str, after: &str) -> bool {
    let near: String = before
        .chars()
        .rev()
        .take(7)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    PRICES.iter().any(|word| near.contains(word))
        && after.starts_with(['个', '只', '件', '套', '把', '条', '支', '本'])
}
