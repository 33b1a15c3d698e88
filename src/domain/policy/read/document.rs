//! The whole document.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZoneDatabase;
use serde_json::Value;

use super::mistake::{Misread, What};
use super::place::Place;
use super::reader::Reader;
use super::{limits, rule, terms};
use crate::policy::{Policy, Rule};
use crate::region::Gazetteer;

const KEYS: &[&str] = &[
    "version",
    "weights",
    "offer",
    "tiers",
    "time_zone",
    "relax",
    "constraints",
    "rules",
];

/// Reads a policy (规则) as people write it. What is left out is as in `defaults`, which gives the
/// version as well: `version` in the document is read over, so that a version that was looked up
/// can be sent back as it is. `pointer` is where the document lies in what was sent.
///
/// # Errors
/// [`Misread`] with every mistake, in the order of the document.
pub fn read(
    value: &Value,
    pointer: &str,
    defaults: &Policy,
    gazetteer: &Gazetteer,
) -> Result<Policy, Misread> {
    let mut reader = Reader::new(gazetteer);
    let policy = policy(&mut reader, value, &Place::root(pointer), defaults);
    match (reader.end(), policy) {
        (None, Some(policy)) => Ok(policy),
        (Some(misread), _) => Err(misread),
        // Whoever gives nothing back has noted why.
        (None, None) => Err(Misread {
            mistakes: Vec::new(),
            further: 1,
        }),
    }
}

fn policy(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
    defaults: &Policy,
) -> Option<Policy> {
    let map = reader.object(value, place, KEYS)?;
    let weights = match map.get("weights") {
        None => Some(defaults.weights),
        Some(value) => terms::weights(reader, value, &place.key("weights")),
    };
    let offer = match map.get("offer") {
        None => Some(defaults.offer.clone()),
        Some(value) => terms::offer(reader, value, &place.key("offer"), &defaults.offer),
    };
    let tiers = match map.get("tiers") {
        None => Some(defaults.tiers),
        Some(value) => terms::tiers(reader, value, &place.key("tiers")),
    };
    let time_zone = match map.get("time_zone") {
        None => Some(defaults.time_zone.clone()),
        Some(value) => time_zone(reader, value, &place.key("time_zone")),
    };
    let relax = match map.get("relax") {
        None => Some(defaults.relax.clone()),
        Some(value) => terms::relax(reader, value, &place.key("relax")),
    };
    let constraints = match map.get("constraints") {
        None => Some(defaults.constraints),
        Some(value) => terms::constraints(reader, value, &place.key("constraints")),
    };
    let rules = match map.get("rules") {
        None => Some(defaults.rules.clone()),
        Some(value) => rules(reader, value, &place.key("rules")),
    };
    Some(Policy {
        version: defaults.version,
        weights: weights?,
        offer: offer?,
        tiers: tiers?,
        time_zone: time_zone?,
        relax: relax?,
        constraints: constraints?,
        rules: rules?,
    })
}

fn time_zone(reader: &mut Reader<'_>, value: &Value, place: &Place<'_>) -> Option<String> {
    let text = reader.text(value, place)?.trim();
    if text.len() <= limits::WORD && TimeZoneDatabase::bundled().get(text).is_ok() {
        return Some(text.to_owned());
    }
    reader.note(place, What::TimeZone);
    None
}

fn rules(reader: &mut Reader<'_>, value: &Value, place: &Place<'_>) -> Option<Vec<Rule>> {
    let entries = reader.list(value, place)?;
    if entries.len() > limits::RULES {
        let (limit, count) = (limits::RULES, entries.len());
        reader.note(place, What::TooManyRules { limit, count });
        return None;
    }
    note_duplicates(reader, entries, place);
    let mut read = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        read.extend(rule::rule(reader, entry, &place.at(at)));
        if reader.is_full() {
            break;
        }
    }
    Some(read)
}

/// Ids that an earlier rule has, whatever else is wrong with the two.
fn note_duplicates(reader: &mut Reader<'_>, entries: &[Value], place: &Place<'_>) {
    let ids = || {
        let ids = entries.iter().map(|entry| entry.get("id"));
        ids.map(|id| id.and_then(Value::as_str))
    };
    let mut taken: HashSet<String> = ids().flatten().map(str::to_owned).collect();
    let mut first: HashMap<&str, usize> = HashMap::new();
    for (at, id) in ids().enumerate() {
        let Some(id) = id.filter(|id| id.len() <= limits::ID) else {
            continue;
        };
        let before = *first.entry(id).or_insert(at);
        if before == at {
            continue;
        }
        let room: String = id.chars().take(limits::ID - 5).collect();
        let free = (2_u32..)
            .take_while(|_| !reader.is_silent())
            .map(|number| format!("{room}-{number}"))
            .find(|free| !taken.contains(free));
        let instead = free.unwrap_or(room);
        taken.insert(instead.clone());
        let rule = place.at(at);
        let what = What::DuplicateId {
            first: before,
            instead,
        };
        reader.note(&rule.key("id"), what);
    }
}
