//! A number or a range of two, which counts as one.

use super::number::{Number, numbers};
use super::units::unit_at;

/// Words between the two ends of a range.
const JOINTS: [&str; 9] = ["-", "~", "到", "至", "—", "--", "–", "或", "/"];
/// Money words that may follow the lower end.
const MONEY: [&str; 5] = ["元", "块钱", "块", "rmb", "圆"];

/// An amount as it stands in a text; both ends are equal where it is no range.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    /// Lower end in thousandths.
    pub low: i64,
    /// Upper end in thousandths.
    pub high: i64,
    /// First byte of the whole.
    pub start: usize,
    /// First byte of the upper end.
    pub high_start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The largest multiplier written out.
    pub multiplier: i64,
    /// The upper end is written with Chinese digits.
    pub chinese: bool,
}

impl Measure {
    /// The middle in thousandths.
    pub fn milli(&self) -> i64 {
        self.low.midpoint(self.high)
    }

    pub fn is_range(&self) -> bool {
        self.low != self.high
    }

    /// Whether it shares bytes with one of the stretches.
    pub fn overlaps(&self, stretches: &[(usize, usize)]) -> bool {
        stretches
            .iter()
            .any(|(start, end)| self.start < *end && *start < self.end)
    }
}

impl From<&Number> for Measure {
    fn from(number: &Number) -> Measure {
        Measure {
            low: number.low,
            high: number.milli,
            start: number.start,
            high_start: number.start,
            end: number.end,
            multiplier: number.multiplier,
            chinese: number.chinese,
        }
    }
}

/// All amounts of a folded text from left to right, not overlapping.
pub(super) fn measures(text: &str) -> Vec<Measure> {
    let mut found: Vec<Measure> = Vec::new();
    for number in &numbers(text) {
        let own = Measure::from(number);
        let range = found
            .last()
            .filter(|low| low.start == low.high_start)
            .and_then(|low| range_of(text, low, &own));
        match range {
            Some(range) => {
                found.pop();
                found.push(range);
            }
            None => found.push(own),
        }
    }
    found
}

/// `3000-5000`, `3-5千`, `3万元至5万元`, `300个到500个`.
fn range_of(text: &str, low: &Measure, high: &Measure) -> Option<Measure> {
    let gap = text.get(low.end..high.start)?.trim();
    let gap = MONEY
        .into_iter()
        .find_map(|word| gap.strip_prefix(word))
        .or_else(|| unit_at(gap).map(|unit| &gap[unit.len()..]))
        .unwrap_or(gap)
        .trim();
    // A date or an article number has its own dashes: `2024-03-12`.
    let longer = text[..low.start].ends_with(['-', '/', '.'])
        || text[high.end..].starts_with("-")
            && text[high.end + 1..].starts_with(|c: char| c.is_ascii_digit());
    if !JOINTS.contains(&gap) || longer {
        return None;
    }
    // `50-80万`: the multiplier of the upper end belongs to both.
    let scaled = low.low.saturating_mul(high.multiplier);
    let lower = if low.multiplier == 1 && scaled < high.high {
        scaled
    } else {
        low.low
    };
    (lower < high.high).then_some(Measure {
        low: lower,
        start: low.start,
        ..*high
    })
}
