//! Numbers as people write them: `3000`, `3,000`, `3k`, `6.5w`, `三千`, `2万4`, `1万2千`.

/// A number found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// In thousandths, never negative.
    pub milli: i64,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The largest multiplier written out: 10,000 for `5万`, 1 for plain digits.
    pub multiplier: i64,
    /// Written with Chinese digits (`三千`), not `3000` or `3千`.
    pub chinese: bool,
}

/// Beyond this no wish of a customer is meant; 9 × 10^15 thousandths is nine trillion.
const LIMIT: i128 = 9_000_000_000_000_000;

/// The number that begins at byte `start` of a folded text. `None` when there is none, when it
/// is a row of digits read one by one (`二〇二六`), or when it is beyond all measure.
pub(super) fn read_number(text: &str, start: usize) -> Option<Number> {
    let mut builder = Builder::default();
    let (mut at, mut end) = (start, start);
    while let Some((part, length)) = token(&text[at..]) {
        if !builder.take(part) {
            break;
        }
        at += length;
        end = at;
        // `5 万`: one blank may stand before the unit of a number in digits.
        let large = |rest: &str| matches!(token(rest), Some((Token::Large(_), _)));
        if matches!(part, Token::Literal { .. }) && text[at..].strip_prefix(' ').is_some_and(large)
        {
            at += 1;
        }
    }
    if builder.spelled_out {
        return None;
    }
    let milli = builder.finish()?;
    if end == start || milli > LIMIT {
        return None;
    }
    let milli = i64::try_from(milli).ok()?;
    Some(Number {
        milli,
        start,
        end,
        multiplier: builder.multiplier,
        chinese: !builder.literal,
    })
}

/// All numbers of a folded text from left to right, not overlapping.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match read_number(text, at) {
            Some(number) => {
                at = number.end;
                found.push(number);
            }
            None => {
                // A run that is no number is passed over whole, so its tail is not read alone.
                at += token(&text[at..]).map_or_else(
                    || text[at..].chars().next().map_or(1, char::len_utf8),
                    |(_, length)| length,
                );
            }
        }
    }
    found
}

#[derive(Clone, Copy)]
enum Token {
    /// Digits with or without decimals, in thousandths; `digits` before the point.
    Literal {
        milli: i128,
        digits: usize,
    },
    /// 一 to 九, 两.
    Digit(i128),
    Zero,
    /// 十 百 千 and k.
    Small(i128),
    /// 万 and w, 亿.
    Large(i128),
}

fn token(text: &str) -> Option<(Token, usize)> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return literal(text);
    }
    let token = match first {
        '零' | '〇' => Token::Zero,
        '一' | '壹' => Token::Digit(1),
        '二' | '两' | '贰' | '俩' => Token::Digit(2),
        '三' | '叁' => Token::Digit(3),
        '四' | '肆' => Token::Digit(4),
        '五' | '伍' => Token::Digit(5),
        '六' | '陆' => Token::Digit(6),
        '七' | '柒' => Token::Digit(7),
        '八' | '捌' => Token::Digit(8),
        '九' | '玖' => Token::Digit(9),
        '十' | '拾' => Token::Small(10),
        '百' | '佰' => Token::Small(100),
        // 千克, 千米 and 千瓦 are units of their own.
        '千' if text[first.len_utf8()..].starts_with(['克', '米', '瓦']) => return None,
        '千' | '仟' => Token::Small(1000),
        '万' => Token::Large(10_000),
        '亿' => Token::Large(100_000_000),
        'k' | 'w' if !text[1..].starts_with(|c: char| c.is_ascii_alphanumeric()) => {
            if first == 'k' {
                Token::Small(1000)
            } else {
                Token::Large(10_000)
            }
        }
        _ => return None,
    };
    Some((token, first.len_utf8()))
}

/// `3000`, `3,000`, `2.5`; at most 15 digits before the point.
fn literal(text: &str) -> Option<(Token, usize)> {
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
        while bytes.get(end) == Some(&b',') && run(end + 1) == 3 {
            end += 4;
        }
    }
    let whole: String = text[..end].chars().filter(char::is_ascii_digit).collect();
    let mut milli = if whole.len() <= 15 {
        whole.parse::<i128>().ok()? * 1000
    } else {
        LIMIT + 1
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

#[derive(Default)]
struct Builder {
    /// Closed by 万 or 亿, in thousandths.
    total: i128,
    /// Closed by 十 百 千.
    section: i128,
    /// The last digit or literal, with its digits (0 for one with decimals).
    pending: Option<(i128, usize)>,
    last_unit: i128,
    multiplier: i64,
    after_zero: bool,
    literal: bool,
    /// Digits in a row without units: `二〇二六`.
    spelled_out: bool,
    any: bool,
}

impl Builder {
    /// Takes the token when it goes on with the number; false when the number ends before it.
    fn take(&mut self, token: Token) -> bool {
        self.multiplier = self.multiplier.max(1);
        match token {
            Token::Literal { milli, digits } => {
                // Only `3千5`, `2万4` and `2万4000` go on; `2万40个` does not.
                let goes_on = !self.any
                    || (digits == 1 && self.last_unit >= 1000)
                    || (digits == 4 && self.last_unit == 10_000);
                if self.pending.is_some() || !goes_on {
                    return false;
                }
                self.pending = Some((milli, digits));
                self.literal = true;
            }
            Token::Digit(digit) => {
                if self.pending.is_some() {
                    self.spelled_out = !self.literal && self.last_unit == 0;
                    return self.spelled_out;
                }
                self.pending = Some((digit * 1000, 1));
            }
            Token::Zero => {
                if self.pending.is_some() || !self.any {
                    self.spelled_out =
                        self.spelled_out || (self.pending.is_some() && !self.literal);
                    return self.spelled_out;
                }
                self.after_zero = true;
            }
            Token::Small(unit) => {
                let before = match self.pending.take() {
                    Some((milli, _)) => milli,
                    None if unit == 10 && (self.section == 0 || self.after_zero) => 1000,
                    // `三千万` is a section times 万; `百个` alone is vague.
                    None => return false,
                };
                self.section = self.section.saturating_add(before.saturating_mul(unit));
                self.close(unit);
            }
            Token::Large(unit) => {
                let before = self.section + self.pending.take().map_or(0, |(milli, _)| milli);
                if before == 0 {
                    // `万一`, or `亿` right after `万`: 一万亿 is beyond all measure anyway.
                    return false;
                }
                self.section = 0;
                self.total = self.total.saturating_add(before.saturating_mul(unit));
                self.close(unit);
            }
        }
        self.any = true;
        true
    }

    fn close(&mut self, unit: i128) {
        self.last_unit = unit;
        self.after_zero = false;
        self.multiplier = self.multiplier.max(i64::try_from(unit).unwrap_or(i64::MAX));
    }

    fn finish(&self) -> Option<i128> {
        if !self.any {
            return None;
        }
        let tail = match self.pending {
            // `两千八` is 2,800 and `2万4` is 24,000, but `两千零八` is 2,008.
            Some((milli, 1)) if self.last_unit >= 100 && !self.after_zero => {
                milli.saturating_mul(self.last_unit / 10)
            }
            Some((milli, _)) => milli,
            None => 0,
        };
        Some(self.total.saturating_add(self.section).saturating_add(tail))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, milli: i64) {
        let number = read_number(text, 0).unwrap_or_else(|| panic!("{text} is a number"));
        assert_eq!((number.milli, number.end), (milli, text.len()), "{text}");
    }

    #[test]
    fn numbers_of_every_spelling() {
        for (text, whole) in [
            ("3000", 3000),
            ("3,000", 3000),
            ("12,345,678", 12_345_678),
            ("3k", 3000),
            ("6w", 60_000),
            ("5万", 50_000),
            ("2万4", 24_000),
            ("2万4000", 24_000),
            ("1万2千", 12_000),
            ("3千5", 3500),
            ("三千", 3000),
            ("三千五", 3500),
            ("三千零五", 3005),
            ("两千八百", 2800),
            ("十二", 12),
            ("二十", 20),
            ("一百一十", 110),
            ("一百零五", 105),
            ("五万", 50_000),
            ("一万五", 15_000),
            ("三十万", 300_000),
            ("十万", 100_000),
            ("两百万", 2_000_000),
            ("一亿", 100_000_000),
            ("1.2亿", 120_000_000),
            ("三千万", 30_000_000),
            ("叁仟", 3000),
            ("一千零一十", 1010),
        ] {
            check(text, whole * 1000);
        }
        check("2.5", 2500);
        check("6.5w", 65_000_000);
        check("1.25万", 12_500_000);
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "",
            "个",
            "二〇二六",
            "一三九",
            "万一",
            "百个",
            "零",
            "99999999999999999999",
        ] {
            assert_eq!(read_number(text, 0), None, "{text}");
        }
    }

    #[test]
    fn a_number_ends_where_it_must() {
        let ends = [
            ("3000个", 4),
            ("5 万", 5),
            ("5 个", 1),
            ("3 千克", 1),
            ("3千克", 1),
            ("5w个", 2),
            ("5watt", 1),
            ("2万40个", 4),
            ("3kg", 1),
            ("三千个", 6),
            ("1,20", 1),
        ];
        for (text, end) in ends {
            assert_eq!(read_number(text, 0).map(|n| n.end), Some(end), "{text}");
        }
        let all: Vec<i64> = numbers("要三千个,预算5万,2台")
            .iter()
            .map(|n| n.milli / 1000)
            .collect();
        assert_eq!(all, [3000, 50_000, 2]);
    }
}
