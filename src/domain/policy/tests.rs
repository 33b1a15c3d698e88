//! Policies at random, for the properties of reading and checking.

use std::time::Duration;

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::{
    Candidates, ClockTime, Condition, Constraints, Effort, FactKind, Hours, OfferPolicy,
    OfferTerms, Otherwise, Policy, Range, Relaxation, Rule, RuleId, Strategy as Choice, Then,
    TimeOfDay, Weekday, Weights,
};
use crate::ids::StaffId;
use crate::money::{Fen, Tier, TierThresholds};
use crate::people::Grade;
use crate::region::Territory;
use crate::understand::{CustomerType, Intent, Language, Urgency};

fn words() -> impl Strategy<Value = Vec<String>> {
    let known = [
        "保温杯",
        "杯壶",
        "雨伞",
        "飞机",
        "website",
        "华东",
        "日用百货",
    ];
    let word = prop_oneof![
        4 => select(known.to_vec()).prop_map(str::to_owned),
        1 => "[a-z\u{4e00}-\u{4e20}]{1,6}",
    ];
    vec(word, 1..4)
}

fn territories() -> impl Strategy<Value = Vec<Territory>> {
    let known = [
        "全国", "华东", "330000", "330700", "330782", "440000", "110100",
    ];
    let known: Vec<Territory> = known.iter().map(|t| t.parse().expect("known")).collect();
    vec(select(known), 1..4)
}

fn staff() -> impl Strategy<Value = StaffId> {
    let known = ["zhang", "wang", "zhao", "li", "nobody"];
    select(known.to_vec()).prop_map(|id| StaffId::parse(id).expect("an id"))
}

fn some<T: Clone + std::fmt::Debug + 'static>(all: &[T]) -> impl Strategy<Value = Vec<T>> + use<T> {
    subsequence(all.to_vec(), 1..=all.len())
}

fn range(most: i64) -> impl Strategy<Value = Range<i64>> {
    (0..most, 1..most, 0..3).prop_map(|(from, length, ends)| Range {
        from: (ends != 1).then_some(from),
        below: (ends != 2).then_some(from + length),
    })
}

fn time() -> impl Strategy<Value = TimeOfDay> {
    let days = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];
    let clock = (0..24u32, 0..60u32)
        .prop_map(|(h, m)| ClockTime::parse(&format!("{h}:{m:02}")).expect("a time"));
    let hours = (clock.clone(), clock).prop_map(|(from, to)| Hours { from, to });
    (subsequence(days.to_vec(), 0..=5), of(hours))
        .prop_map(|(days, hours)| TimeOfDay { days, hours })
}

/// Conditions up to four deep.
pub(super) fn conditions() -> impl Strategy<Value = Condition> {
    let types = [
        CustomerType::Agent,
        CustomerType::Online,
        CustomerType::Unknown,
    ];
    let facts = [
        FactKind::Region,
        FactKind::Product,
        FactKind::Industry,
        FactKind::CustomerType,
        FactKind::Quantity,
        FactKind::Value,
    ];
    let test = prop_oneof![
        territories().prop_map(Condition::Region),
        words().prop_map(Condition::Product),
        words().prop_map(Condition::Industry),
        words().prop_map(Condition::Source),
        words().prop_map(Condition::Tag),
        words().prop_map(Condition::Contains),
        some(&types).prop_map(Condition::CustomerType),
        some(&[Tier::A, Tier::B, Tier::C]).prop_map(Condition::Tier),
        some(&[Urgency::Urgent, Urgency::Soon, Urgency::Normal]).prop_map(Condition::Urgency),
        some(&[Intent::Purchase, Intent::Quote]).prop_map(Condition::Intent),
        some(&[Language::Zh, Language::En]).prop_map(Condition::Language),
        range(10_000_000).prop_map(|range| Condition::Value(Range {
            from: range.from.map(Fen),
            below: range.below.map(Fen),
        })),
        range(10_000).prop_map(Condition::Quantity),
        time().prop_map(Condition::Time),
        any::<bool>().prop_map(Condition::OldCustomer),
        select(facts.to_vec()).prop_map(Condition::Known),
    ];
    test.prop_recursive(4, 20, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Condition::All),
            vec(inner.clone(), 1..4).prop_map(Condition::Any),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

fn weights() -> impl Strategy<Value = Weights> {
    vec(0..=100u32, 9).prop_map(|w| Weights {
        territory: w[0],
        product: w[1],
        load: w[2],
        fairness: w[3],
        tier: w[4],
        industry: w[5],
        customer_type: w[6],
        responsiveness: w[7],
        win_rate: w[8],
        relationship: 1000 - w.iter().sum::<u32>(),
    })
}

fn constraints() -> impl Strategy<Value = Constraints> {
    let grades = || of(select(vec![Grade::A, Grade::B, Grade::C]));
    (grades(), grades(), 0..=1000u32, 100..=10_000u32).prop_map(|(a, b, level, effort)| {
        Constraints {
            grade_for_a: a,
            grade_for_b: b,
            least_level_permille: level,
            effort: Effort {
                a: effort,
                ..Effort::default()
            },
        }
    })
}

fn relax() -> impl Strategy<Value = Vec<Relaxation>> {
    let all = vec![
        Relaxation::Product,
        Relaxation::SameProvince,
        Relaxation::SamePart,
        Relaxation::AnyTerritory,
        Relaxation::Level,
    ];
    subsequence(all, 0..=5)
}

fn choices() -> impl Strategy<Value = Choice> {
    prop_oneof![
        4 => select(vec![
            Choice::BestScore,
            Choice::CountShares,
            Choice::ValueShares,
            Choice::LeastLoaded,
            Choice::Former,
            Choice::Pool,
        ]),
        1 => staff().prop_map(Choice::Named),
    ]
}

fn candidates() -> impl Strategy<Value = Candidates> {
    (
        of(words()),
        of(words()),
        of(territories()),
        of(some(&[Grade::A, Grade::B])),
        vec(staff(), 0..3),
    )
        .prop_map(|(teams, skills, territories, grades, reps)| Candidates {
            teams: teams.unwrap_or_default(),
            skills: skills.unwrap_or_default(),
            territories: territories.unwrap_or_default(),
            grades: grades.unwrap_or_default(),
            reps,
        })
}

fn thens() -> impl Strategy<Value = Then> {
    let terms = (of(10..=86_400u32), of(1..=20u32)).prop_map(|(seconds, most)| OfferTerms {
        claim_within_seconds: seconds,
        max_offers: most,
    });
    let otherwise = select(vec![Otherwise::NextRule, Otherwise::Stop]);
    (
        candidates(),
        choices(),
        of(weights()),
        of(terms),
        of(relax()),
        of(constraints()),
        otherwise,
    )
        .prop_map(
            |(among, strategy, weights, offer, relax, constraints, otherwise)| Then {
                among,
                strategy,
                weights,
                offer,
                relax,
                constraints,
                otherwise,
            },
        )
}

/// Whole policies of up to eight rules.
pub(super) fn policies() -> impl Strategy<Value = Policy> {
    let rule = (
        "[a-z\u{4e00}-\u{4e20}]{1,8}",
        any::<bool>(),
        conditions(),
        thens(),
    );
    let offer = (1..=604_800u64, 1..=1000u32, 1..=604_800u64, of(staff())).prop_map(
        |(claim, most, escalate, duty)| OfferPolicy {
            claim_within: Duration::from_secs(claim),
            max_offers: most,
            escalate_within: Duration::from_secs(escalate),
            duty_manager: duty,
        },
    );
    let zones = select(vec!["Asia/Shanghai", "Europe/Berlin", "UTC"]);
    (
        weights(),
        offer,
        0..5_000_000i64,
        zones,
        relax(),
        constraints(),
        vec(rule, 0..8),
    )
        .prop_map(
            |(weights, offer, b, zone, relax, constraints, rules)| Policy {
                version: 7,
                weights,
                offer,
                tiers: TierThresholds {
                    a: Fen(5_000_000),
                    b: Fen(b),
                },
                time_zone: zone.to_owned(),
                relax,
                constraints,
                rules: rules
                    .into_iter()
                    .enumerate()
                    .map(|(at, (name, enabled, when, then))| Rule {
                        id: RuleId(format!("rule-{at}")),
                        name,
                        enabled,
                        when,
                        then,
                    })
                    .collect(),
            },
        )
}
