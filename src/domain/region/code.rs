//! The six-digit code of an administrative division (GB/T 2260).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A division code of six digits: two for the province, two for the city, two for the
/// district (GB/T 2260-2007, clause 4). Serialised as a string, `"330700"`.
///
/// The value is well formed; whether such a place exists is known to
/// [`Gazetteer`](super::Gazetteer) only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct RegionCode(u32);

/// The level that a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Province, autonomous region, municipality, special administrative region.
    Province,
    /// Prefecture, prefecture-level city, league.
    City,
    /// County, district, county-level city, banner.
    District,
}

/// The text is not six digits that begin with a province.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a region code has six digits and begins with 11 to 82")]
pub struct RegionCodeError;

/// Middle digits of districts that a province governs itself (省直辖县级行政区划).
const DIRECT: u32 = 90;
/// Provinces that are one city: Beijing, Tianjin, Shanghai, Chongqing.
const MUNICIPALITIES: [u32; 4] = [11, 12, 31, 50];

impl RegionCode {
    /// Reads six ASCII digits, blanks around them ignored.
    ///
    /// # Errors
    /// [`RegionCodeError`] when the text has another form.
    pub fn parse(text: &str) -> Result<RegionCode, RegionCodeError> {
        let digits = text.trim();
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(RegionCodeError);
        }
        let number = digits.parse().map_err(|_| RegionCodeError)?;
        Self::from_number(number).ok_or(RegionCodeError)
    }

    /// The code as a number, when it is well formed.
    pub(crate) fn from_number(number: u32) -> Option<RegionCode> {
        let (province, below, city) = (number / 10_000, number % 10_000, number / 100 % 100);
        // A district lies in a city: only a whole province has 00 as city.
        let well_formed = (11..=82).contains(&province) && (below == 0 || city != 0);
        well_formed.then_some(RegionCode(number))
    }

    /// The six digits as a number, 110000 to 829999.
    pub fn number(self) -> u32 {
        self.0
    }

    /// Province when the last four digits are zero, city when the last two are, else district.
    pub fn level(self) -> Level {
        if self.0.is_multiple_of(10_000) {
            Level::Province
        } else if self.0.is_multiple_of(100) {
            Level::City
        } else {
            Level::District
        }
    }

    /// The province it lies in, or itself.
    pub fn province(self) -> RegionCode {
        RegionCode(self.0 / 10_000 * 10_000)
    }

    /// The city it lies in, or itself; `None` for a province.
    ///
    /// In a municipality the city is the municipality (`110100` for all of Beijing, `500100` for
    /// the districts and the counties of Chongqing). A county governed by its province is its
    /// own city: it shares no city with the other ones.
    pub fn city(self) -> Option<RegionCode> {
        if self.is_municipality_part() {
            return Some(RegionCode(self.province().0 + 100));
        }
        match self.level() {
            Level::Province => None,
            Level::City => Some(self),
            Level::District if self.0 / 100 % 100 == DIRECT => Some(self),
            Level::District => Some(RegionCode(self.0 / 100 * 100)),
        }
    }

    /// Whether the province of this code is a municipality (直辖市).
    pub fn is_municipality_part(self) -> bool {
        MUNICIPALITIES.contains(&(self.0 / 10_000))
    }

    /// Whether the other place is this one or lies in it.
    pub fn contains(self, other: RegionCode) -> bool {
        if self == other {
            return true;
        }
        match self.level() {
            Level::Province => self.province() == other.province(),
            Level::City => other.city() == self.city(),
            Level::District => false,
        }
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl FromStr for RegionCode {
    type Err = RegionCodeError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for RegionCode {
    type Error = RegionCodeError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<RegionCode> for String {
    fn from(code: RegionCode) -> String {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> RegionCode {
        RegionCode::parse(text).expect("a code of the test")
    }

    #[test]
    fn only_six_digits_of_a_province_are_a_code() {
        for good in ["330700", " 330782 ", "110000", "820000", "429004"] {
            assert!(RegionCode::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "", "33070", "3307000", "33070a", "000000", "100000", "990000", "330782", "330099",
        ] {
            assert_eq!(RegionCode::parse(bad).is_ok(), bad == "330782", "{bad}");
        }
    }

    #[test]
    fn levels_and_parents() {
        assert_eq!(code("330000").level(), Level::Province);
        assert_eq!(code("330700").level(), Level::City);
        assert_eq!(code("330782").level(), Level::District);
        assert_eq!(code("330782").province(), code("330000"));
        assert_eq!(code("330782").city(), Some(code("330700")));
        assert_eq!(code("330000").city(), None);
        assert_eq!(code("110105").city(), Some(code("110100")));
        assert_eq!(code("110000").city(), Some(code("110100")));
        assert_eq!(code("500240").city(), Some(code("500100")));
        assert_eq!(code("429004").city(), Some(code("429004")));
    }

    #[test]
    fn a_place_contains_what_lies_in_it() {
        let inside = [
            ("330000", "330782"),
            ("330700", "330782"),
            ("330782", "330782"),
            ("110100", "110105"),
            ("110100", "110000"),
            ("110000", "110100"),
            ("500200", "500101"),
        ];
        for (outer, inner) in inside {
            assert!(code(outer).contains(code(inner)), "{outer} {inner}");
        }
        let outside = [
            ("330700", "330000"),
            ("330700", "330800"),
            ("330782", "330700"),
            ("429004", "429005"),
            ("330000", "320000"),
        ];
        for (outer, inner) in outside {
            assert!(!code(outer).contains(code(inner)), "{outer} {inner}");
        }
    }

    #[test]
    fn json_is_the_six_digits() {
        let json = serde_json::to_string(&code("330700")).expect("serialises");
        assert_eq!(json, "\"330700\"");
        assert!(serde_json::from_str::<RegionCode>("\"33\"").is_err());
    }
}
