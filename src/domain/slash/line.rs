//! A line folded for reading, with the way back to what was typed.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Quotations in a misread are cut here.
const LONGEST_QUOTE: usize = 60;

/// A line in one spelling: NFKC, lower case, every kind of blank (and what cannot be seen) a
/// space, every slash and dash the plain one. Each folded character knows its original.
pub(super) struct Line<'a> {
    original: &'a str,
    /// The folded characters.
    pub(super) chars: Vec<char>,
    /// For each folded character its original: index in characters, offset in bytes.
    origin: Vec<(usize, usize)>,
    /// Characters of the original.
    length: usize,
}

impl<'a> Line<'a> {
    /// Folds a line; time and memory grow linearly with it.
    pub(super) fn new(original: &'a str) -> Self {
        let mut line = Self {
            original,
            chars: Vec::with_capacity(original.len()),
            origin: Vec::with_capacity(original.len()),
            length: 0,
        };
        for (index, (byte, c)) in original.char_indices().enumerate() {
            line.length = index + 1;
            line.push(c, (index, byte));
        }
        line
    }

    fn push(&mut self, c: char, origin: (usize, usize)) {
        if c.is_ascii() || is_ideograph(c) {
            self.push_one(c.to_ascii_lowercase(), origin);
            return;
        }
        let parts = || std::iter::once(c).nfkc().flat_map(char::to_lowercase);
        let is_number = parts().any(|part| part.is_ascii_digit()) && !is_wide_digit(c);
        let is_phrase = parts().count() > 1 && !parts().all(char::is_alphanumeric);
        if is_number || is_phrase {
            // `1042①` is not 10421, `1042²` not 10422; and no character is cut in two.
            self.push_one(c, origin);
            return;
        }
        for part in parts() {
            self.push_one(part, origin);
        }
    }

    fn push_one(&mut self, c: char, origin: (usize, usize)) {
        self.chars.push(plain(c));
        self.origin.push(origin);
    }

    /// The positions in the original behind the folded range.
    pub(super) fn place(&self, range: Range<usize>) -> Range<usize> {
        let start = self.origin.get(range.start).map_or(self.length, |o| o.0);
        if range.end <= range.start {
            return start..start;
        }
        let end = self
            .origin
            .get(range.end - 1)
            .map_or(self.length, |o| o.0 + 1);
        start..end
    }

    /// The original characters behind the folded range, without blanks around.
    pub(super) fn typed(&self, range: Range<usize>) -> &'a str {
        if range.end <= range.start {
            return "";
        }
        let start = self
            .origin
            .get(range.start)
            .map_or(self.original.len(), |o| o.1);
        let last = self
            .origin
            .get(range.end - 1)
            .map_or(self.original.len(), |o| o.1);
        let tail = self
            .original
            .get(last..)
            .and_then(|rest| rest.chars().next());
        let end = last + tail.map_or(0, char::len_utf8);
        let typed = self.original.get(start..end).unwrap_or_default();
        typed.trim_matches(|c| plain(c) == ' ')
    }

    /// The same for quoting in a misread: cut at 60 characters.
    pub(super) fn quote(&self, range: Range<usize>) -> String {
        self.typed(range).chars().take(LONGEST_QUOTE).collect()
    }
}

/// One character for all that mean the same here.
fn plain(c: char) -> char {
    match c {
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => ' ',
        '\u{2060}'..='\u{2069}' | '\u{feff}' => ' ',
        '\u{2044}' | '\u{2215}' | '\u{29f8}' => '/',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{301c}' => '~',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    }
}

/// A Chinese character.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// Full-width, mathematical and segmented digits: decimal digits in another dress.
fn is_wide_digit(c: char) -> bool {
    matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{1d7ce}'..='\u{1d7ff}' | '\u{1fbf0}'..='\u{1fbf9}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(original: &str, folded: &str) {
        let line = Line::new(original);
        assert_eq!(
            line.chars.iter().collect::<String>(),
            folded,
            "{original:?}"
        );
        assert_eq!(line.typed(0..line.chars.len()), original.trim());
    }

    #[test]
    fn one_spelling() {
        check("／查询　１０４２", "/查询 1042");
        check("∕SHOW\t＃７", "/show #7");
        check("1050–1053", "1050-1053");
        check("＠王芳（华东）", "@王芳(华东)");
        check("1042①²", "1042①²");
        check("㎏…ﷺ¨", "kg…ﷺ¨");
    }

    #[test]
    fn the_way_back() {
        let line = Line::new("㎏/１２");
        let end = line.chars.len();
        assert_eq!(line.place(end - 2..end), 2..4);
        assert_eq!(line.place(end..end), 4..4);
        assert_eq!(line.place(1..2), 0..1);
        assert_eq!(line.typed(1..2), "㎏");
    }
}
