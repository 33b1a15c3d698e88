//! Rules.

use serde_json::Value;

use super::mistake::{Expected, What};
use super::place::Place;
use super::reader::{Reader, cut};
use super::words::Vocabulary;
use super::{condition, limits, terms};
use crate::policy::{Candidates, Condition, Otherwise, Rule, RuleId, Strategy, Then};

pub(super) fn rule(reader: &mut Reader<'_>, value: &Value, place: &Place<'_>) -> Option<Rule> {
    reader.opens_rule();
    let map = reader.object(value, place, &["id", "name", "enabled", "when", "then"])?;
    let missing = |reader: &mut Reader<'_>, key: &'static str| {
        let value = map.get(key);
        if value.is_none() {
            reader.note(&place.key(key), What::Missing);
        }
        value
    };
    let id = missing(reader, "id").and_then(|value| rule_id(reader, value, &place.key("id")));
    let name = missing(reader, "name")
        .and_then(|value| reader.named(value, &place.key("name"), limits::NAME));
    let enabled = match map.get("enabled") {
        None => Some(true),
        Some(value) => reader.flag(value, &place.key("enabled")),
    };
    // A rule that is always asked may leave its condition out.
    let when = match map.get("when") {
        None => Some(Condition::always()),
        Some(value) => condition::whole(reader, value, &place.key("when")),
    };
    let then = match map.get("then") {
        None => Some(Then::default()),
        Some(value) => then(reader, value, &place.key("then")),
    };
    Some(Rule {
        id: id?,
        name: name?,
        enabled: enabled?,
        when: when?,
        then: then?,
    })
}

fn rule_id(reader: &mut Reader<'_>, value: &Value, place: &Place<'_>) -> Option<RuleId> {
    let text = reader.text(value, place)?;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if (1..=limits::ID).contains(&text.len()) && text.chars().all(fits) {
        return Some(RuleId(text.to_owned()));
    }
    let lower = cut(text).to_lowercase();
    let instead: String = lower
        .chars()
        .map(|c| if fits(c) { c } else { '-' })
        .collect();
    let instead = match instead.trim_matches('-') {
        "" => "rule".to_owned(),
        some => some.to_owned(),
    };
    reader.note(place, What::RuleId { instead });
    None
}

fn then(reader: &mut Reader<'_>, value: &Value, place: &Place<'_>) -> Option<Then> {
    let known = &[
        "among",
        "strategy",
        "weights",
        "offer",
        "relax",
        "constraints",
        "otherwise",
    ];
    let map = reader.object(value, place, known)?;
    // What is null is left out: the document's own value holds.
    let given = |key: &str| map.get(key).filter(|value| !value.is_null());
    let among = match given("among") {
        None => Some(Candidates::default()),
        Some(value) => candidates(reader, value, &place.key("among")),
    };
    let strategy = match given("strategy") {
        None => Some(Strategy::default()),
        Some(value) => strategy(reader, value, &place.key("strategy")),
    };
    let weights = match given("weights") {
        None => Some(None),
        Some(value) => terms::weights(reader, value, &place.key("weights")).map(Some),
    };
    let offer = match given("offer") {
        None => Some(None),
        Some(value) => terms::offer_terms(reader, value, &place.key("offer")).map(Some),
    };
    let relax = match given("relax") {
        None => Some(None),
        Some(value) => terms::relax(reader, value, &place.key("relax")).map(Some),
    };
    let constraints = match given("constraints") {
        None => Some(None),
        Some(value) => terms::constraints(reader, value, &place.key("constraints")).map(Some),
    };
    let otherwise = match given("otherwise") {
        None => Some(Otherwise::default()),
        Some(value) => reader.word(value, &place.key("otherwise"), Vocabulary::Otherwise),
    };
    Some(Then {
        among: among?,
        strategy: strategy?,
        weights: weights?,
        offer: offer?,
        relax: relax?,
        constraints: constraints?,
        otherwise: otherwise?,
    })
}

fn candidates(reader: &mut Reader<'_>, value: &Value, place: &Place<'_>) -> Option<Candidates> {
    let known = &["teams", "skills", "territories", "grades", "reps"];
    let map = reader.object(value, place, known)?;
    let words = |reader: &mut Reader<'_>, key: &'static str| match map.get(key) {
        None => Some(Vec::new()),
        Some(value) => reader.each(value, &place.key(key), |reader, value, place| {
            reader.named(value, place, limits::WORD)
        }),
    };
    let (teams, skills) = (words(reader, "teams"), words(reader, "skills"));
    let territories = match map.get("territories") {
        None => Some(Vec::new()),
        Some(value) => reader.each(value, &place.key("territories"), Reader::territory),
    };
    let grades = match map.get("grades") {
        None => Some(Vec::new()),
        Some(value) => reader.each(value, &place.key("grades"), |reader, value, place| {
            reader.word(value, place, Vocabulary::Grade)
        }),
    };
    let reps = match map.get("reps") {
        None => Some(Vec::new()),
        Some(value) => reader.each(value, &place.key("reps"), Reader::staff),
    };
    Some(Candidates {
        teams: teams?,
        skills: skills?,
        territories: territories?,
        grades: grades?,
        reps: reps?,
    })
}

fn strategy(reader: &mut Reader<'_>, value: &Value, place: &Place<'_>) -> Option<Strategy> {
    match value {
        // `named` alone is a word of the list and yet no strategy: it has to say whom.
        Value::String(text) if text == "named" => {
            reader.note(&place.key("named"), What::Missing);
            None
        }
        Value::String(_) => reader.word(value, place, Vocabulary::Strategy),
        Value::Object(map) if map.len() == 1 => {
            if let Some(id) = map.get("named") {
                return reader.staff(id, &place.key("named")).map(Strategy::Named);
            }
            let key = map.keys().next().map_or("", String::as_str);
            reader.unknown_word(place, key, Vocabulary::Strategy);
            None
        }
        _ => {
            let expected = Expected::Strategy;
            reader.note(place, What::Kind { expected });
            None
        }
    }
}
