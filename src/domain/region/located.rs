//! The answer to "which place does this text name".

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code::RegionCode;

/// A place by its code and full name, such as `330782 浙江省金华市义乌市`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Its division code.
    pub code: RegionCode,
    /// Its full name with the names of what it lies in.
    pub name: String,
}

/// Where in the text something stands, counted in Unicode scalar values; `end` is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

impl Span {
    /// The characters of `text` that this span covers; empty when it lies outside.
    pub fn of(self, text: &str) -> String {
        text.chars()
            .skip(self.start)
            .take(self.end.saturating_sub(self.start))
            .collect()
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// What kind of text is read. It decides how much a bare short name is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Setting {
    /// A field that holds a place and nothing else.
    Region,
    /// A postal address: places come first, then roads and buildings named after other places.
    Address,
    /// A company name: the seat comes first, the rest may be a brand.
    Company,
    /// What somebody wrote.
    #[default]
    Prose,
}

/// What a text says about a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Located {
    /// The place, when the text decides for one.
    pub place: Option<Place>,
    /// When it does not: the places it may mean, best first, at most ten.
    pub candidates: Vec<Place>,
    /// The parts of the text that speak for the place (or for the candidates), in text order.
    pub spans: Vec<Span>,
    /// 0 to 1000; 0 when there is no place.
    pub confidence_permille: u16,
}
