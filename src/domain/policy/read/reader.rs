//! What is at hand while a document is read: the places of the country, the mistakes so far, and
//! how much was read already.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::limits;
use super::mistake::{Expected, Misread, Mistake, What};
use super::place::Place;
use super::words::Vocabulary;
use crate::ids::StaffId;
use crate::region::{Gazetteer, Territory, TerritoryError};
use crate::spelling::nearest;

/// Reads values and notes what is wrong with them.
pub(super) struct Reader<'g> {
    gazetteer: &'g Gazetteer,
    told: Misread,
    /// Names are written again and again, and each costs a search.
    resolved: HashMap<String, Result<Territory, TerritoryError>>,
    parts: usize,
    in_rule: usize,
}

impl<'g> Reader<'g> {
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Self {
        Self {
            gazetteer,
            told: Misread {
                mistakes: Vec::new(),
                further: 0,
            },
            resolved: HashMap::new(),
            parts: 0,
            in_rule: 0,
        }
    }

    /// Everything that was noted; none when all was right.
    pub(super) fn end(self) -> Option<Misread> {
        (!self.told.mistakes.is_empty()).then_some(self.told)
    }

    /// Whether further mistakes are only counted: then nothing is worked out for them.
    pub(super) fn is_silent(&self) -> bool {
        self.told.mistakes.len() >= limits::MISTAKES
    }

    pub(super) fn note(&mut self, place: &Place<'_>, what: What) {
        if self.is_silent() {
            self.told.further += 1;
        } else {
            let pointer = place.pointer();
            self.told.mistakes.push(Mistake { pointer, what });
        }
    }

    fn kind<T>(&mut self, place: &Place<'_>, expected: Expected) -> Option<T> {
        self.note(place, What::Kind { expected });
        None
    }

    /// A new rule begins: its parts are counted from here.
    pub(super) fn opens_rule(&mut self) {
        self.in_rule = 0;
    }

    /// One more test, group or word; false when there are too many, which is told once for each
    /// rule and once for the document.
    pub(super) fn has_room(&mut self, place: &Place<'_>) -> bool {
        self.parts += 1;
        self.in_rule += 1;
        let limit = if self.parts > limits::ALL_PARTS {
            (self.parts == limits::ALL_PARTS + 1).then_some(limits::ALL_PARTS)
        } else if self.in_rule > limits::PARTS {
            (self.in_rule == limits::PARTS + 1).then_some(limits::PARTS)
        } else {
            return true;
        };
        if let Some(limit) = limit {
            self.note(place, What::TooManyParts { limit });
        }
        false
    }

    /// Whether the document is larger than may be: the rest is not read.
    pub(super) fn is_full(&self) -> bool {
        self.parts > limits::ALL_PARTS
    }

    /// An object of known keys; every other key is noted.
    pub(super) fn object<'v>(
        &mut self,
        value: &'v Value,
        place: &Place<'_>,
        known: &'static [&'static str],
    ) -> Option<&'v Map<String, Value>> {
        let Value::Object(map) = value else {
            return self.kind(place, Expected::Object);
        };
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            let silent = self.is_silent();
            let what = What::UnknownKey {
                key: cut(key),
                nearest: (!silent)
                    .then(|| nearest(key, known.iter().copied()))
                    .flatten(),
                known,
            };
            self.note(&place.key(key), what);
        }
        Some(map)
    }

    pub(super) fn list<'v>(&mut self, value: &'v Value, place: &Place<'_>) -> Option<&'v [Value]> {
        match value {
            Value::Array(entries) => Some(entries),
            _ => self.kind(place, Expected::List),
        }
    }

    pub(super) fn flag(&mut self, value: &Value, place: &Place<'_>) -> Option<bool> {
        match value {
            Value::Bool(flag) => Some(*flag),
            _ => self.kind(place, Expected::Flag),
        }
    }

    /// A whole number within a range.
    pub(super) fn number(
        &mut self,
        value: &Value,
        place: &Place<'_>,
        (least, most): (i64, i64),
    ) -> Option<i64> {
        let Value::Number(number) = value else {
            return self.kind(place, Expected::Number);
        };
        match number.as_i64() {
            Some(whole) if (least..=most).contains(&whole) => Some(whole),
            // A number too large for us is out of range; one with a fraction is no whole one.
            None if !number.is_u64() => self.kind(place, Expected::Number),
            _ => {
                self.note(place, What::OutOfRange { least, most });
                None
            }
        }
    }

    /// The same where the range lies within `u32`.
    pub(super) fn small(
        &mut self,
        value: &Value,
        place: &Place<'_>,
        range: (i64, i64),
    ) -> Option<u32> {
        self.number(value, place, range)
            .and_then(|whole| u32::try_from(whole).ok())
    }

    pub(super) fn text<'v>(&mut self, value: &'v Value, place: &Place<'_>) -> Option<&'v str> {
        match value {
            Value::String(text) => Some(text),
            _ => self.kind(place, Expected::Text),
        }
    }

    /// A text of 1 to `most` characters, blanks around it taken away.
    pub(super) fn named(
        &mut self,
        value: &Value,
        place: &Place<'_>,
        most: usize,
    ) -> Option<String> {
        let text = self.text(value, place)?.trim();
        let fits = (1..=most).contains(&text.chars().take(most + 1).count());
        if fits && !text.chars().any(char::is_control) {
            return Some(text.to_owned());
        }
        self.note(place, What::Length { most });
        None
    }

    /// A word of a closed list.
    pub(super) fn word<T: DeserializeOwned>(
        &mut self,
        value: &Value,
        place: &Place<'_>,
        of: Vocabulary,
    ) -> Option<T> {
        let text = self.text(value, place)?;
        let known = of.value(text);
        if known.is_none() {
            self.unknown_word(place, text, of);
        }
        known
    }

    pub(super) fn unknown_word(&mut self, place: &Place<'_>, text: &str, of: Vocabulary) {
        let what = What::UnknownWord {
            word: cut(text),
            of,
            nearest: nearest(text, of.words().iter().copied()),
        };
        self.note(place, what);
    }

    pub(super) fn staff(&mut self, value: &Value, place: &Place<'_>) -> Option<StaffId> {
        let text = self.text(value, place)?;
        let id = StaffId::parse(text).ok();
        if id.is_none() {
            self.note(place, What::StaffId);
        }
        id
    }

    /// A place by name or code.
    pub(super) fn territory(&mut self, value: &Value, place: &Place<'_>) -> Option<Territory> {
        let text = self.named(value, place, limits::WORD)?;
        if !self.resolved.contains_key(&text) {
            let found = self.gazetteer.resolve_territory(&text);
            self.resolved.insert(text.clone(), found);
        }
        match self.resolved.get(&text)? {
            Ok(territory) => Some(*territory),
            Err(error) => {
                let what = What::Region {
                    text: cut(&text),
                    error: error.clone(),
                };
                self.note(place, what);
                None
            }
        }
    }

    /// Each entry of a list, or the one value where a list of one is meant.
    pub(super) fn each<T>(
        &mut self,
        value: &Value,
        place: &Place<'_>,
        mut one: impl FnMut(&mut Self, &Value, &Place<'_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        if value.is_string() {
            let room = self.has_room(place);
            return room.then(|| one(self, value, place))?.map(|one| vec![one]);
        }
        let entries = self.list(value, place)?;
        let mut read = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            let place = place.at(at);
            if !self.has_room(&place) {
                break;
            }
            read.extend(one(self, entry, &place));
        }
        Some(read)
    }

    /// The same where an empty list says nothing.
    pub(super) fn some<T>(
        &mut self,
        value: &Value,
        place: &Place<'_>,
        one: impl FnMut(&mut Self, &Value, &Place<'_>) -> Option<T>,
    ) -> Option<Vec<T>> {
        if value.as_array().is_some_and(Vec::is_empty) {
            self.note(place, What::EmptyList);
            return None;
        }
        self.each(value, place, one)
    }
}

/// What is said back of a text.
pub(super) fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}
