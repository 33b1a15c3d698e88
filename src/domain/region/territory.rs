//! What a rep covers (片区): one division, a big region, or the whole country.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::code::{Level, RegionCode};

/// 片区: serialised as `"全国"`, `"华东"` or a six-digit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Territory {
    /// 全国: every place.
    Nation,
    /// One of the seven big regions of everyday business language.
    Area(BigRegion),
    /// A province, city or district with all that lies in it.
    Region(RegionCode),
}

/// The seven big regions (地理大区). Hong Kong, Macao and Taiwan belong to none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BigRegion {
    /// 华东
    East,
    /// 华南
    South,
    /// 华北
    North,
    /// 华中
    Central,
    /// 西南
    Southwest,
    /// 西北
    Northwest,
    /// 东北
    Northeast,
}

/// How near a territory comes to a place: the level of the territory that holds it.
/// Ordered from near to far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nearness {
    /// The territory is the very district.
    District,
    /// The territory is the city.
    City,
    /// The territory is the province.
    Province,
    /// A big region or the country.
    Larger,
}

/// Why a text is not a territory.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TerritoryError {
    /// Nothing in the text is the name or code of a place.
    #[error("no place is called so")]
    Unknown,
    /// Several places are called so; the full names tell them apart.
    #[error("several places are called so: {}", candidates.join(", "))]
    Ambiguous {
        /// Full names of the places, at most ten.
        candidates: Vec<String>,
    },
    /// The code is well formed but no place has it.
    #[error("no place has the code {code}")]
    NoSuchCode {
        /// The code as given.
        code: RegionCode,
    },
}

impl Territory {
    /// How near this territory comes to the place, or `None` when the place lies outside.
    pub fn covers(&self, place: RegionCode) -> Option<Nearness> {
        match self {
            Territory::Nation => Some(Nearness::Larger),
            Territory::Area(area) => area.holds(place).then_some(Nearness::Larger),
            Territory::Region(code) => code.contains(place).then_some(match code.level() {
                Level::District => Nearness::District,
                Level::City => Nearness::City,
                Level::Province => Nearness::Province,
            }),
        }
    }

    /// Whether all of this territory lies in the other one, or is it.
    pub fn lies_in(&self, outer: &Territory) -> bool {
        match (self, outer) {
            (_, Territory::Nation) => true,
            (Territory::Area(inner), Territory::Area(outer)) => inner == outer,
            (Territory::Region(code), outer) => outer.covers(*code).is_some(),
            _ => false,
        }
    }
}

impl BigRegion {
    /// All seven, with their Chinese names.
    pub const ALL: [(BigRegion, &'static str); 7] = [
        (BigRegion::East, "华东"),
        (BigRegion::South, "华南"),
        (BigRegion::North, "华北"),
        (BigRegion::Central, "华中"),
        (BigRegion::Southwest, "西南"),
        (BigRegion::Northwest, "西北"),
        (BigRegion::Northeast, "东北"),
    ];

    /// The two leading digits of its provinces.
    pub fn provinces(self) -> &'static [u32] {
        match self {
            BigRegion::East => &[31, 32, 33, 34, 35, 36, 37],
            BigRegion::South => &[44, 45, 46],
            BigRegion::North => &[11, 12, 13, 14, 15],
            BigRegion::Central => &[41, 42, 43],
            BigRegion::Southwest => &[50, 51, 52, 53, 54],
            BigRegion::Northwest => &[61, 62, 63, 64, 65],
            BigRegion::Northeast => &[21, 22, 23],
        }
    }

    /// Whether the place lies in one of its provinces.
    pub fn holds(self, place: RegionCode) -> bool {
        self.provinces().contains(&(place.number() / 10_000))
    }

    /// 华东 and the like.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(area, _)| *area == self)
            .map_or("", |(_, name)| name)
    }

    /// The big region of this name, with or without 地区, 大区 or 区 after it.
    pub fn named(text: &str) -> Option<BigRegion> {
        let text = text.trim();
        Self::ALL
            .iter()
            .find(|(_, name)| {
                text.strip_prefix(name)
                    .is_some_and(|rest| matches!(rest, "" | "区" | "地区" | "大区"))
            })
            .map(|(area, _)| *area)
    }
}

impl fmt::Display for Territory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Territory::Nation => f.write_str("全国"),
            Territory::Area(area) => f.write_str(area.name()),
            Territory::Region(code) => code.fmt(f),
        }
    }
}

impl FromStr for Territory {
    type Err = TerritoryError;

    /// Reads what `Display` writes. Names of places need
    /// [`Gazetteer::resolve_territory`](super::Gazetteer::resolve_territory).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if matches!(text, "全国" | "全中国" | "中国") {
            return Ok(Territory::Nation);
        }
        if let Some(area) = BigRegion::named(text) {
            return Ok(Territory::Area(area));
        }
        RegionCode::parse(text)
            .map(Territory::Region)
            .map_err(|_| TerritoryError::Unknown)
    }
}

impl TryFrom<String> for Territory {
    type Error = TerritoryError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Territory> for String {
    fn from(territory: Territory) -> String {
        territory.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(territory: &str, place: &str) -> Option<Nearness> {
        let territory: Territory = territory.parse().expect("a territory of the test");
        territory.covers(RegionCode::parse(place).expect("a code of the test"))
    }

    #[test]
    fn the_level_of_the_territory_is_the_nearness() {
        assert_eq!(covers("330782", "330782"), Some(Nearness::District));
        assert_eq!(covers("330700", "330782"), Some(Nearness::City));
        assert_eq!(covers("330000", "330700"), Some(Nearness::Province));
        assert_eq!(covers("华东", "330700"), Some(Nearness::Larger));
        assert_eq!(covers("全国", "710000"), Some(Nearness::Larger));
        assert_eq!(covers("华南", "330700"), None);
        assert_eq!(covers("330782", "330700"), None);
        assert_eq!(covers("110100", "110105"), Some(Nearness::City));
    }

    #[test]
    fn a_territory_lies_in_what_holds_all_of_it() {
        let check = |inner: &str, outer: &str, expected: bool| {
            let read = |text: &str| text.parse::<Territory>().expect("a territory of the test");
            assert_eq!(
                read(inner).lies_in(&read(outer)),
                expected,
                "{inner} {outer}"
            );
        };
        check("330700", "330000", true);
        check("330700", "华东", true);
        check("华东", "全国", true);
        check("华东", "华东", true);
        check("全国", "华东", false);
        check("华东", "330000", false);
        check("330000", "330700", false);
        check("810000", "华南", false);
    }

    #[test]
    fn every_province_of_the_mainland_is_in_one_big_region() {
        let all: Vec<u32> = BigRegion::ALL
            .iter()
            .flat_map(|(area, _)| area.provinces().iter().copied())
            .collect();
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!((all.len(), once.len()), (31, 31));
    }

    #[test]
    fn text_comes_back_as_it_went_out() {
        for text in ["全国", "华东", "东北", "330700"] {
            let json = format!("\"{text}\"");
            let read: Territory = serde_json::from_str(&json).expect("reads");
            assert_eq!(serde_json::to_string(&read).expect("writes"), json);
        }
        assert_eq!("华东地区".parse(), Ok(Territory::Area(BigRegion::East)));
        assert_eq!("火星".parse::<Territory>(), Err(TerritoryError::Unknown));
    }
}
