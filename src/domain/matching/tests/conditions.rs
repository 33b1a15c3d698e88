//! When a rule applies: every operator, what a lead does not say, and times of day and week.

use super::*;
use crate::policy::{FactKind, Hours, Range, TimeOfDay, Weekday};
use crate::region::Territory;
use crate::understand::{Amount, Intent, Language, Quantity, Urgency};

/// Whether a rule of this condition is the one that decides.
fn applies(when: &Condition, facts: &Facts, now: Instant) -> bool {
    let rules = [rule("asked", when.clone(), Then::default())];
    let floor = floor_under(policy(rules), [rep("a")]);
    let choice = choose(facts, &[], &floor, now);
    choice.explanation.rule.id == "asked"
}

fn check(when: Condition, facts: &Facts, expected: bool) {
    assert_eq!(applies(&when, facts, NOW), expected, "{when:?}");
    let not = Condition::Not(Box::new(when.clone()));
    assert_eq!(applies(&not, facts, NOW), !expected, "not {when:?}");
    let both = Condition::All(vec![Condition::always(), when.clone()]);
    assert_eq!(applies(&both, facts, NOW), expected, "all {when:?}");
    let either = Condition::Any(vec![Condition::Any(vec![]), when.clone()]);
    assert_eq!(applies(&either, facts, NOW), expected, "any {when:?}");
}

fn texts(names: &[&str]) -> Vec<String> {
    names.iter().map(|&one| one.to_owned()).collect()
}

fn territories(names: &[&str]) -> Vec<Territory> {
    names.iter().map(|one| one.parse().unwrap()).collect()
}

/// A lead of which everything is known.
fn known() -> Facts {
    Facts {
        industry: Some("餐饮".to_owned()),
        customer_type: CustomerType::Agent,
        quantity: Some(Quantity {
            amount: Amount::milli(2_500),
            unit: "吨".to_owned(),
        }),
        value: Some(Fen(1_000_000)),
        tier: Some(Tier::B),
        urgency: Urgency::Urgent,
        intent: Intent::Quote,
        language: Language::En,
        source: "fair".to_owned(),
        tags: texts(&["秋交会", "vip"]),
        words: texts(&["定制"]),
        former: Some(Former {
            rep: id("a"),
            at: NOW,
            won: true,
        }),
        ..lead("330782", &["保温杯"])
    }
}

#[test]
fn each_test_asks_for_its_own_fact() {
    let lead = known();
    check(Condition::Region(territories(&["330700"])), &lead, true);
    check(
        Condition::Region(territories(&["440000", "华东"])),
        &lead,
        true,
    );
    check(Condition::Region(territories(&["330783"])), &lead, false);
    check(Condition::Region(vec![]), &lead, false);
    check(Condition::Product(texts(&["保温杯"])), &lead, true);
    check(Condition::Product(texts(&["雨伞", "杯壶"])), &lead, true);
    check(Condition::Product(texts(&["玻璃杯"])), &lead, false);
    check(Condition::Product(texts(&["从没听过"])), &lead, false);
    check(Condition::Industry(texts(&["建材", "餐饮"])), &lead, true);
    check(Condition::Industry(texts(&["建材"])), &lead, false);
    check(
        Condition::CustomerType(vec![CustomerType::Agent]),
        &lead,
        true,
    );
    check(
        Condition::CustomerType(vec![CustomerType::Online]),
        &lead,
        false,
    );
    check(Condition::Tier(vec![Tier::A, Tier::B]), &lead, true);
    check(Condition::Tier(vec![Tier::A]), &lead, false);
    check(Condition::Source(texts(&["fair"])), &lead, true);
    check(Condition::Source(texts(&["website"])), &lead, false);
    check(Condition::Tag(texts(&["vip", "x"])), &lead, true);
    check(Condition::Tag(texts(&["VIP"])), &lead, false);
    check(Condition::Contains(texts(&["定制"])), &lead, true);
    check(Condition::Contains(texts(&["定"])), &lead, false);
    check(Condition::Urgency(vec![Urgency::Urgent]), &lead, true);
    check(Condition::Urgency(vec![Urgency::Soon]), &lead, false);
    check(Condition::Intent(vec![Intent::Quote]), &lead, true);
    check(Condition::Intent(vec![Intent::Purchase]), &lead, false);
    check(Condition::Language(vec![Language::En]), &lead, true);
    check(Condition::Language(vec![Language::Zh]), &lead, false);
    check(Condition::OldCustomer(true), &lead, true);
    check(Condition::OldCustomer(false), &lead, false);
}

#[test]
fn a_range_holds_its_beginning_and_not_its_end() {
    let value = |from: Option<i64>, below: Option<i64>| {
        Condition::Value(Range {
            from: from.map(Fen),
            below: below.map(Fen),
        })
    };
    let lead = known();
    check(value(Some(1_000_000), None), &lead, true);
    check(value(Some(1_000_001), None), &lead, false);
    check(value(None, Some(1_000_000)), &lead, false);
    check(value(None, Some(1_000_001)), &lead, true);
    check(value(Some(1_000_000), Some(1_000_001)), &lead, true);
    check(value(None, None), &lead, true);
    // The whole amount: two and a half tons are two.
    let quantity = |from, below| Condition::Quantity(Range { from, below });
    check(quantity(Some(2), None), &lead, true);
    check(quantity(Some(3), None), &lead, false);
    check(quantity(None, Some(3)), &lead, true);
}

#[test]
fn what_a_lead_does_not_say_meets_no_test() {
    let nothing = unknown();
    let all = Range {
        from: Some(Fen(i64::MIN)),
        below: None,
    };
    check(Condition::Region(territories(&["全国"])), &nothing, false);
    check(Condition::Product(texts(&["保温杯"])), &nothing, false);
    check(Condition::Value(all), &nothing, false);
    check(
        Condition::Tier(vec![Tier::A, Tier::B, Tier::C]),
        &nothing,
        false,
    );
    check(Condition::OldCustomer(true), &nothing, false);
    check(Condition::OldCustomer(false), &nothing, true);
    let kinds = [
        FactKind::Region,
        FactKind::Product,
        FactKind::Industry,
        FactKind::CustomerType,
        FactKind::Quantity,
        FactKind::Value,
    ];
    for kind in kinds {
        check(Condition::Known(kind), &nothing, false);
        check(Condition::Known(kind), &known(), true);
    }
    check(Condition::All(vec![]), &nothing, true);
    check(Condition::Any(vec![]), &nothing, false);
}

#[test]
fn a_product_that_no_catalogue_knows_is_compared_as_it_is_spelled() {
    let wants = |name: &str| lead("", &[name]);
    let asked = |name: &str| Condition::Product(texts(&[name]));
    check(asked("鞋 Ａ1"), &wants("鞋 a1"), true);
    check(asked("鞋"), &wants("鞋 a1"), false);
}

/// The instant of a time in China; 2026-11-23 is a Monday.
fn at(text: &str) -> Instant {
    Instant::from_timestamp(format!("{text}+08:00").parse().unwrap())
}

#[test]
fn hours_belong_to_the_day_on_which_they_began() {
    let check = |days: &[Weekday], hours: Option<(&str, &str)>, time: &str, expected: bool| {
        let clock = |text: &str| crate::policy::ClockTime::parse(text).unwrap();
        let part = TimeOfDay {
            days: days.to_vec(),
            hours: hours.map(|(from, to)| Hours {
                from: clock(from),
                to: clock(to),
            }),
        };
        let holds = applies(&Condition::Time(part), &unknown(), at(time));
        assert_eq!(holds, expected, "{days:?} {hours:?} at {time}");
    };
    let day = Some(("09:00", "18:00"));
    check(&[], day, "2026-11-23T09:00:00", true);
    check(&[], day, "2026-11-23T08:59:59", false);
    check(&[], day, "2026-11-23T17:59:59", true);
    check(&[], day, "2026-11-23T18:00:00", false);
    check(&[Weekday::Mon], day, "2026-11-23T12:00:00", true);
    check(&[Weekday::Tue], day, "2026-11-23T12:00:00", false);
    check(
        &[Weekday::Sat, Weekday::Sun],
        None,
        "2026-11-28T00:00:00",
        true,
    );
    check(
        &[Weekday::Sat, Weekday::Sun],
        None,
        "2026-11-27T23:59:59",
        false,
    );
    check(&[], None, "2026-11-27T23:59:59", true);
    // Friday night goes on until Saturday morning.
    let night = Some(("22:00", "06:00"));
    check(&[Weekday::Fri], night, "2026-11-27T22:00:00", true);
    check(&[Weekday::Fri], night, "2026-11-28T05:59:00", true);
    check(&[Weekday::Fri], night, "2026-11-28T06:00:00", false);
    check(&[Weekday::Fri], night, "2026-11-27T05:00:00", false);
    check(&[Weekday::Fri], night, "2026-11-28T22:30:00", false);
    check(&[Weekday::Sun], night, "2026-11-23T01:00:00", true);
    // From one time to the same is a whole day from then on.
    let whole = Some(("08:00", "08:00"));
    check(&[Weekday::Mon], whole, "2026-11-24T07:59:00", true);
    check(&[Weekday::Mon], whole, "2026-11-23T07:59:00", false);
}

#[test]
fn the_time_is_that_of_the_policys_zone() {
    let part = TimeOfDay {
        days: vec![Weekday::Mon],
        hours: None,
    };
    let check = |zone: &str, expected: bool| {
        let rules = [rule(
            "asked",
            Condition::Time(part.clone()),
            Then::default(),
        )];
        let policy = Policy {
            time_zone: zone.to_owned(),
            ..policy(rules)
        };
        // Monday 02:00 in China is Sunday in London.
        let floor = floor_under(policy, [rep("a")]);
        let why = choose(&unknown(), &[], &floor, at("2026-11-23T02:00:00")).explanation;
        assert_eq!(why.rule.id == "asked", expected, "{zone}");
    };
    check("Asia/Shanghai", true);
    check("Europe/London", false);
    // What nobody knows counts as China's.
    check("Nowhere/Such", true);
}
