//! A text made comparable, with the way back to the original positions.

use unicode_normalization::UnicodeNormalization;

use super::located::Span;

/// Pairs of traditional and simplified characters, sorted, seven bytes a record (three bytes
/// each in UTF-8 and a line feed), so that a lookup is a binary search in the file itself.
/// Made by `simplified.py` from OpenCC's `TSCharacters` (Apache-2.0).
const PAIRS: &[u8] = include_bytes!("simplified.txt");
const RECORD: usize = 7;

/// A text in one spelling: NFKC (full-width forms become half-width), lower case, simplified
/// characters, no blanks inside a name that is spaced out (`金 华`, `1 3 9`). Every byte knows the
/// character of the original it came from.
///
/// The Debug output prints the length only: the text may be personal.
#[derive(Clone)]
pub struct Folded {
    text: String,
    /// For each byte of `text` the index of its original character.
    origin: Vec<u32>,
    /// Characters of the original.
    length: usize,
}

impl Folded {
    /// Folds a text. Time and memory grow linearly with its length.
    pub fn new(original: &str) -> Folded {
        let mut folded = Folded {
            text: String::with_capacity(original.len()),
            origin: Vec::with_capacity(original.len()),
            length: 0,
        };
        let mut chars = original.chars().enumerate().peekable();
        // Whether the character before is a lone ideograph: blank or start before it.
        let mut lone = false;
        let mut lone_digit = false;
        let mut before_is_gap = true;
        while let Some((index, c)) = chars.next() {
            folded.length = index + 1;
            let next = chars.peek().map(|(_, next)| *next);
            let spaced_digit = || {
                // `1 3 9`: the next digit stands alone as well; `3 139…` are two numbers.
                let after = chars.clone().nth(1);
                after.is_none_or(|(_, c)| !c.is_ascii_alphanumeric() && c != '.')
            };
            let joins = next.is_some_and(|n| {
                is_ideograph(n) || (n.is_numeric() && lone_digit && spaced_digit())
            });
            if lone && is_gap(c) && joins {
                // `浙 江 省`: the blank is dropped, the next ideograph is lone again.
                before_is_gap = true;
                lone = false;
                continue;
            }
            lone_digit = before_is_gap && c.is_numeric();
            lone = lone_digit || (before_is_gap && is_ideograph(c));
            before_is_gap = is_gap(c);
            folded.push(c, index);
        }
        folded
    }

    fn push(&mut self, c: char, index: usize) {
        if c.is_ascii() {
            self.push_one(c.to_ascii_lowercase(), index);
        } else if is_ideograph(c) {
            self.push_one(simplified(c), index);
        } else {
            for part in std::iter::once(c).nfkc().flat_map(char::to_lowercase) {
                self.push_one(simplified(part), index);
            }
        }
    }

    fn push_one(&mut self, c: char, index: usize) {
        self.text.push(c);
        // A text of more than 2^32 characters cannot be in memory as one lead.
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        self.origin.resize(self.text.len(), index);
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The original characters behind the folded bytes `start..end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        if start >= end {
            let at = self.position(start);
            return Span { start: at, end: at };
        }
        Span {
            start: self.position(start),
            end: self.position(end - 1) + 1,
        }
    }

    /// The folded bytes that come from the original characters of the span.
    pub fn bytes(&self, span: Span) -> (usize, usize) {
        let at = |character: usize| {
            self.origin
                .partition_point(|index| (*index as usize) < character)
        };
        (at(span.start), at(span.end))
    }

    fn position(&self, byte: usize) -> usize {
        self.origin
            .get(byte)
            .map_or(self.length, |index| *index as usize)
    }
}

impl std::fmt::Debug for Folded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Folded({} characters)", self.length)
    }
}

fn is_gap(c: char) -> bool {
    c == ' ' || c == '\u{3000}' || c == '\u{a0}' || c == '\t'
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

fn simplified(c: char) -> char {
    if !is_ideograph(c) {
        return c;
    }
    let mut buffer = [0; 4];
    let key = c.encode_utf8(&mut buffer).as_bytes();
    let (mut low, mut high) = (0, PAIRS.len() / RECORD);
    while low < high {
        let middle = low.midpoint(high);
        let record = &PAIRS[middle * RECORD..(middle + 1) * RECORD];
        match record[..3].cmp(key) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => {
                let simple = std::str::from_utf8(&record[3..6]).ok();
                return simple.and_then(|s| s.chars().next()).unwrap_or(c);
            }
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(original: &str, folded: &str) {
        assert_eq!(Folded::new(original).text(), folded, "{original}");
    }

    #[test]
    fn forms_become_one() {
        check("浙江省金華市", "浙江省金华市");
        check("３０００個", "3000个");
        check("ＡＢＣ Abc", "abc abc");
        check("浙 江 省 金 华", "浙江省金华");
        check("金华 保温杯", "金华 保温杯");
        check("保 温 杯  5 0 0 个", "保温杯  500个");
        check("1 3 9 6 4", "13964");
        check("3 139 1234", "3 139 1234");
        check("㎡", "m2");
        check("", "");
    }

    #[test]
    fn every_byte_knows_its_character() {
        let folded = Folded::new("面积５㎡，金華");
        let at = folded.text().find("金华").expect("is there");
        assert_eq!(folded.span(at, at + 6), Span { start: 5, end: 7 });
        let whole = folded.span(0, folded.text().len());
        assert_eq!(whole, Span { start: 0, end: 7 });
        assert_eq!(
            folded.span(folded.text().len(), folded.text().len()),
            Span { start: 7, end: 7 }
        );
    }
}
