//! Weights, offers, tiers, limits, relaxing.

use std::time::Duration;

use serde_json::Value;

use super::limits;
use super::mistake::What;
use super::place::Place;
use super::reader::Reader;
use super::words::Vocabulary;
use crate::money::{Fen, TierThresholds};
use crate::policy::{Constraints, Effort, OfferPolicy, OfferTerms, Relaxation, Weights};

const WEIGHTS: &[&str] = &[
    "territory",
    "product",
    "load",
    "fairness",
    "tier",
    "industry",
    "customer_type",
    "responsiveness",
    "win_rate",
    "relationship",
];
/// Older documents have only these; the others count nothing when they are left out.
const NEEDED: usize = 6;

pub(super) fn weights(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
) -> Option<Weights> {
    let map = reader.object(value, place, WEIGHTS)?;
    let mut read = [Some(0); 10];
    for (at, key) in WEIGHTS.iter().enumerate() {
        let place = place.key(key);
        read[at] = match map.get(*key) {
            Some(value) => reader.small(value, &place, (0, 1000)),
            None if at < NEEDED => {
                reader.note(&place, What::Missing);
                None
            }
            None => Some(0),
        };
    }
    let [
        territory,
        product,
        load,
        fairness,
        tier,
        industry,
        customer_type,
        responsiveness,
        win_rate,
        relationship,
    ] = read;
    let weights = Weights {
        territory: territory?,
        product: product?,
        load: load?,
        fairness: fairness?,
        tier: tier?,
        industry: industry?,
        customer_type: customer_type?,
        responsiveness: responsiveness?,
        win_rate: win_rate?,
        relationship: relationship?,
    };
    let sum = weights.named().iter().map(|(_, w)| i64::from(*w)).sum();
    if sum != 1000 {
        reader.note(place, What::WeightSum { sum });
        return None;
    }
    Some(weights)
}

pub(super) fn offer(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
    default: &OfferPolicy,
) -> Option<OfferPolicy> {
    let known = &[
        "claim_within_seconds",
        "max_offers",
        "escalate_within_seconds",
        "duty_manager",
    ];
    let map = reader.object(value, place, known)?;
    let mut number = |key: &'static str, range, default: u64| match map.get(key) {
        Some(value) => reader.number(value, &place.key(key), range),
        None => i64::try_from(default).ok(),
    };
    let claim = number(
        "claim_within_seconds",
        limits::SECONDS,
        default.claim_within.as_secs(),
    );
    let most = number("max_offers", limits::OFFERS, default.max_offers.into());
    let escalate = number(
        "escalate_within_seconds",
        limits::SECONDS,
        default.escalate_within.as_secs(),
    );
    let duty = match map.get("duty_manager") {
        None => Some(default.duty_manager.clone()),
        Some(Value::Null) => Some(None),
        Some(value) => reader.staff(value, &place.key("duty_manager")).map(Some),
    };
    let seconds = |whole: i64| u64::try_from(whole).ok().map(Duration::from_secs);
    Some(OfferPolicy {
        claim_within: seconds(claim?)?,
        max_offers: most?.try_into().ok()?,
        escalate_within: seconds(escalate?)?,
        duty_manager: duty?,
    })
}

pub(super) fn offer_terms(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
) -> Option<OfferTerms> {
    let map = reader.object(value, place, &["claim_within_seconds", "max_offers"])?;
    let mut number = |key: &'static str, range| match map.get(key) {
        None | Some(Value::Null) => Some(None),
        Some(value) => reader.small(value, &place.key(key), range).map(Some),
    };
    let claim = number("claim_within_seconds", limits::RULE_SECONDS);
    let most = number("max_offers", limits::RULE_OFFERS);
    Some(OfferTerms {
        claim_within_seconds: claim?,
        max_offers: most?,
    })
}

pub(super) fn tiers(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
) -> Option<TierThresholds> {
    let map = reader.object(value, place, &["a", "b"])?;
    let default = TierThresholds::default();
    let mut fen = |key: &'static str, default: Fen| match map.get(key) {
        None => Some(default),
        Some(value) => reader
            .number(value, &place.key(key), (0, Fen::MAX.0))
            .map(Fen),
    };
    let (a, b) = (fen("a", default.a), fen("b", default.b));
    let tiers = TierThresholds { a: a?, b: b? };
    if tiers.a < tiers.b {
        reader.note(place, What::TierOrder);
        return None;
    }
    Some(tiers)
}

pub(super) fn constraints(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
) -> Option<Constraints> {
    let known = &[
        "grade_for_a",
        "grade_for_b",
        "least_level_permille",
        "effort",
    ];
    let map = reader.object(value, place, known)?;
    let mut grade = |key: &'static str| match map.get(key) {
        None | Some(Value::Null) => Some(None),
        Some(value) => reader
            .word(value, &place.key(key), Vocabulary::Grade)
            .map(Some),
    };
    let (grade_for_a, grade_for_b) = (grade("grade_for_a"), grade("grade_for_b"));
    let level = match map.get("least_level_permille") {
        None => Some(0),
        Some(value) => reader.small(value, &place.key("least_level_permille"), (0, 1000)),
    };
    let effort = match map.get("effort") {
        None => Some(Effort::default()),
        Some(value) => effort(reader, value, &place.key("effort")),
    };
    Some(Constraints {
        grade_for_a: grade_for_a?,
        grade_for_b: grade_for_b?,
        least_level_permille: level?,
        effort: effort?,
    })
}

fn effort(reader: &mut Reader<'_>, value: &Value, place: &Place<'_>) -> Option<Effort> {
    let map = reader.object(value, place, &["a", "b", "c"])?;
    let default = Effort::default();
    let mut one = |key: &'static str, default: u32| match map.get(key) {
        None => Some(default),
        Some(value) => reader.small(value, &place.key(key), limits::EFFORT),
    };
    let (a, b, c) = (
        one("a", default.a),
        one("b", default.b),
        one("c", default.c),
    );
    Some(Effort {
        a: a?,
        b: b?,
        c: c?,
    })
}

/// Stages in order, each once.
pub(super) fn relax(
    reader: &mut Reader<'_>,
    value: &Value,
    place: &Place<'_>,
) -> Option<Vec<Relaxation>> {
    let mut stages: Vec<Relaxation> = Vec::new();
    reader.each(value, place, |reader, value, place| {
        let stage = reader.word(value, place, Vocabulary::Relaxation)?;
        if stages.contains(&stage) {
            reader.note(place, What::Repeated);
            return None;
        }
        stages.push(stage);
        Some(())
    })?;
    Some(stages)
}
