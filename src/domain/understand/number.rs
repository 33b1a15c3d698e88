//! Numbers as people write them: `3000`, `3,000`, `3k`, `6.5w`, `三千`, `2万4`, `三四百`, `半`.

use super::number_token::{Token, token};

/// A number found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// In thousandths, never negative; the upper end of `三四百`.
    pub milli: i64,
    /// The lower end of `三四百`, otherwise the same.
    pub low: i64,
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
/// More tokens than any number has that people write.
const MOST_TOKENS: usize = 16;

/// The number that begins at byte `start` of a folded text. `None` when there is none, when it
/// is a row of digits read one by one (`二〇二六`), when it says no count (`几百`), or when it is
/// beyond all measure.
pub(super) fn read_number(text: &str, start: usize) -> Option<Number> {
    let tokens = tokens(text, start);
    let (low, high) = both_ends(&tokens);
    let number = built(text, start, &high)?;
    let low = match low {
        Some(low) => built(text, start, &low)?.milli,
        None => number.milli,
    };
    Some(Number { low, ..number })
}

/// All numbers of a folded text from left to right, not overlapping.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some((_, length)) = token(text, at) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        match read_number(text, at) {
            Some(number) => {
                at = number.end;
                found.push(number);
            }
            // A run that is no number is passed over whole, so its tail is not read alone.
            None => at = tokens(text, at).last().map_or(at + length, |(_, end)| *end),
        }
    }
    found
}

type Tokens = Vec<(Token, usize)>;

/// The tokens from `start` on that may make one number, each with its end.
fn tokens(text: &str, start: usize) -> Tokens {
    let mut found: Tokens = Vec::new();
    let mut at = start;
    while found.len() < MOST_TOKENS {
        let Some((part, length)) = token(text, at) else {
            break;
        };
        // A second row of digits is a number of its own unless a unit stands between.
        let rows = matches!(part, Token::Literal { .. })
            && matches!(found.last(), Some((Token::Literal { .. } | Token::Half, _)));
        if rows {
            break;
        }
        at += length;
        found.push((part, at));
        // `5 万` and `50多万`: a blank or a vague word may stand before the unit.
        let large = |rest: usize| matches!(token(text, rest), Some((Token::Large(_), _)));
        if matches!(part, Token::Literal { .. }) && text[at..].starts_with(' ') && large(at + 1) {
            at += 1;
        } else if let Some(vague) = text[at..].chars().next().filter(|c| "多来余".contains(*c))
            && large(at + vague.len_utf8())
        {
            at += vague.len_utf8();
        }
    }
    found
}

/// `三四百`, `两三千`, `七八个`: two digits in a row that are neighbours (or 三五, 一两) are the
/// two ends of a range. Gives the tokens of the lower end, when there is one, and of the upper.
fn both_ends(tokens: &Tokens) -> (Option<Tokens>, Tokens) {
    let pair = tokens
        .windows(2)
        .position(|two| match (two[0].0, two[1].0) {
            (Token::Digit(a), Token::Digit(b)) => b == a + 1 || (a, b) == (3, 5),
            _ => false,
        });
    let digits = tokens
        .iter()
        .filter(|(t, _)| matches!(t, Token::Digit(_) | Token::Zero))
        .count();
    let units = tokens
        .iter()
        .any(|(t, _)| matches!(t, Token::Small(_) | Token::Large(_)));
    match pair {
        // Three digits without a unit are read one by one: `一二三`.
        Some(at) if units || digits == 2 => {
            let (mut low, mut high) = (tokens.clone(), tokens.clone());
            low.remove(at + 1);
            high.remove(at);
            (Some(low), high)
        }
        _ => (None, tokens.clone()),
    }
}

fn built(text: &str, start: usize, tokens: &Tokens) -> Option<Number> {
    let mut builder = Builder::default();
    let mut end = start;
    for (part, until) in tokens {
        if !builder.take(*part) {
            break;
        }
        end = *until;
    }
    // `十几个`, `几百` and `数千` say no number.
    let vague = text[end..].starts_with('几') || text[..start].ends_with(['几', '数']);
    if builder.spelled_out || vague || end == start {
        return None;
    }
    let milli = builder.finish().filter(|milli| *milli <= LIMIT)?;
    let milli = i64::try_from(milli).ok()?;
    Some(Number {
        milli,
        low: milli,
        start,
        end,
        multiplier: builder.multiplier,
        chinese: !builder.literal,
    })
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
            Token::Half => {
                if self.any {
                    return false;
                }
                self.pending = Some((500, 0));
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
                    // `百来个`, `上千`: the token stands only where it means one of them.
                    None if !self.any => 1000,
                    // `三千万` is a section times 万.
                    None => return false,
                };
                self.section = self.section.saturating_add(before.saturating_mul(unit));
                self.close(unit);
            }
            Token::Large(unit) => {
                let alone = if self.any { 0 } else { 1000 };
                let before = self.section + self.pending.take().map_or(alone, |(milli, _)| milli);
                if before == 0 {
                    // `亿` right after `万`: 一万亿 is beyond all measure anyway.
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
