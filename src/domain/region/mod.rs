//! 地区: the administrative divisions of China and what a text says about a place.
//!
//! A [`Gazetteer`] is built once from the data files beside this one and handed about as a
//! value. It reads codes, full, short, old and traditional names, and says what it could not
//! decide: a name that several places bear stays open with its candidates unless the same text
//! tells them apart. It never guesses a place that no text names, and it never keeps the text.

mod code;
mod folded;
mod gazetteer;
mod lexicon;
mod located;
mod names;
mod phone_areas;
mod scan;
mod scan_words;
mod territory;
mod weigh;

#[cfg(test)]
mod tests;

pub use code::{Level, RegionCode, RegionCodeError};
pub use folded::Folded;
pub use gazetteer::Gazetteer;
pub use located::{Located, Place, Setting, Span};
pub use territory::{BigRegion, Nearness, Territory, TerritoryError};
