//! Conditions.

use serde_json::Value;

use super::limits;
use super::mistake::{Expected, What};
use super::place::Place;
use super::reader::Reader;
use super::words::Vocabulary;
use crate::money::Fen;
use crate::policy::{ClockTime, Condition, Hours, Range, TimeOfDay};

/// The condition of a rule.
pub(super) fn whole(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
) -> Option<Condition> {
    one(reader, value, place, 0)
}

fn one(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
    depth: usize,
) -> Option<Condition> {
    if !reader.has_room(place) {
        return None;
    }
    if depth >= limits::DEPTH {
        let limit = limits::DEPTH;
        reader.note(place, What::TooDeep { limit });
        return None;
    }
    let Value::Object(map) = value else {
        let expected = Expected::Condition;
        reader.note(place, What::Kind { expected });
        return None;
    };
    let mut keys = map.iter();
    let (Some((key, inner)), None) = (keys.next(), keys.next()) else {
        reader.note(place, What::OneKey { keys: map.len() });
        return None;
    };
    let at = place.key(key);
    match key.as_str() {
        "all" => group(reader, inner, &at, depth).map(Condition::All),
        "any" if inner.as_array().is_some_and(Vec::is_empty) => {
            reader.note(&at, What::EmptyList);
            None
        }
        "any" => group(reader, inner, &at, depth).map(Condition::Any),
        "not" => one(reader, inner, &at, depth + 1).map(|inner| Condition::Not(Box::new(inner))),
        _ => test(reader, key, inner, &at, place),
    }
}

fn group(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
    depth: usize,
) -> Option<Vec<Condition>> {
    let entries = reader.list(value, place)?;
    let mut read = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        read.extend(one(reader, entry, &place.at(at), depth + 1));
        if reader.is_full() {
            break;
        }
    }
    Some(read)
}

fn test(
    reader: &mut Reader<'_>,
    key: &str,
    inner: &Value,
    at: &Place<'_>,
    whole: &Place<'_>,
) -> Option<Condition> {
    let words = |reader: &mut Reader<'_>| {
        reader.some(inner, at, |reader, value, place| {
            reader.named(value, place, limits::WORD)
        })
    };
    match key {
        "region" => reader
            .some(inner, at, Reader::territory)
            .map(Condition::Region),
        "product" => words(reader).map(Condition::Product),
        "industry" => words(reader).map(Condition::Industry),
        "source" => words(reader).map(Condition::Source),
        "tag" => words(reader).map(Condition::Tag),
        "contains" => words(reader).map(Condition::Contains),
        "customer_type" => {
            some_of(reader, inner, at, Vocabulary::CustomerType).map(Condition::CustomerType)
        }
        "tier" => some_of(reader, inner, at, Vocabulary::Tier).map(Condition::Tier),
        "urgency" => some_of(reader, inner, at, Vocabulary::Urgency).map(Condition::Urgency),
        "intent" => some_of(reader, inner, at, Vocabulary::Intent).map(Condition::Intent),
        "language" => some_of(reader, inner, at, Vocabulary::Language).map(Condition::Language),
        "value" => range(reader, inner, at, Fen::MAX.0).map(|range| {
            Condition::Value(Range {
                from: range.from.map(Fen),
                below: range.below.map(Fen),
            })
        }),
        "quantity" => range(reader, inner, at, limits::QUANTITY).map(Condition::Quantity),
        "time" => time(reader, inner, at).map(Condition::Time),
        "old_customer" => reader.flag(inner, at).map(Condition::OldCustomer),
        "known" => reader
            .word(inner, at, Vocabulary::Fact)
            .map(Condition::Known),
        _ => {
            reader.unknown_word(whole, key, Vocabulary::Condition);
            None
        }
    }
}

fn some_of<T: serde::de::DeserializeOwned>(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
    of: Vocabulary,
) -> Option<Vec<T>> {
    reader.some(value, place, |reader, value, place| {
        reader.word(value, place, of)
    })
}

fn range(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
    most: i64,
) -> Option<Range<i64>> {
    let map = reader.object(value, place, &["from", "below"])?;
    let mut end = |key: &'static str| {
        let given = map.get(key).filter(|value| !value.is_null());
        // One above the most: `below` may exclude nothing that can be.
        given.map(|value| reader.number(value, &place.key(key), (0, most + 1)))
    };
    match (end("from"), end("below")) {
        (None, None) => {
            reader.note(place, What::OpenRange);
            None
        }
        (Some(Some(from)), Some(Some(below))) if from >= below => {
            reader.note(place, What::EmptyRange);
            None
        }
        (Some(None), _) | (_, Some(None)) => None,
        (from, below) => Some(Range {
            from: from.flatten(),
            below: below.flatten(),
        }),
    }
}

fn time(reader: &mut Reader<'_>, value: &Value, place: &Place<'_>) -> Option<TimeOfDay> {
    let map = reader.object(value, place, &["days", "hours"])?;
    let days = match map.get("days").filter(|value| !value.is_null()) {
        None => Some(Vec::new()),
        Some(value) => reader.each(value, &place.key("days"), |reader, value, place| {
            reader.word(value, place, Vocabulary::Weekday)
        }),
    };
    let hours = match map.get("hours").filter(|value| !value.is_null()) {
        None => Some(None),
        Some(value) => hours(reader, value, &place.key("hours")).map(Some),
    };
    Some(TimeOfDay {
        days: days?,
        hours: hours?,
    })
}

fn hours(reader: &mut Reader<'_>, value: &Value, place: &Place<'_>) -> Option<Hours> {
    let map = reader.object(value, place, &["from", "to"])?;
    let mut end = |key: &'static str| {
        let place = place.key(key);
        let Some(value) = map.get(key) else {
            reader.note(&place, What::Missing);
            return None;
        };
        let time = ClockTime::parse(reader.text(value, &place)?).ok();
        if time.is_none() {
            reader.note(&place, What::TimeOfDay);
        }
        time
    };
    let (from, to) = (end("from"), end("to"));
    Some(Hours {
        from: from?,
        to: to?,
    })
}
