//! What a rule does to the life of a lead: the pool at once, its own time, its own round, a turn.

use super::*;
use crate::money::Fen;
use crate::policy::{Condition, OfferTerms, Rule, RuleId, Strategy, Then};

fn always(then: Then) -> Rule {
    Rule {
        id: RuleId("asked".to_owned()),
        name: "问".to_owned(),
        enabled: true,
        when: Condition::always(),
        then,
    }
}

/// A lead arrives where this rule is in force.
fn begins_under(then: Then) -> (World, Decided) {
    let policy = Policy {
        rules: vec![always(then)],
        ..Policy::first(OfferPolicy::default())
    };
    let people = usual_staff().into_iter();
    let people = people.map(|staff| Standing::new(Arc::new(staff), 0));
    let floor = Floor::new(people.collect(), Arc::new(policy), Arc::default());
    let mut arrival = arrival(1);
    arrival.facts.value = Some(Fen(500));
    World::begins_on(floor, &arrival)
}

#[test]
fn the_pool_at_once_with_the_reason() {
    let (world, decided) = begins_under(Then {
        strategy: Strategy::Pool,
        ..Then::default()
    });
    assert_eq!(steps(&decided), "received pooled");
    let (seq, why) = decided.explanation.unwrap();
    assert_eq!((seq, why.rule.id.as_str()), (2, "asked"));
    assert!(why.candidates.is_empty() && decided.turn.is_none());
    assert_eq!(
        world.lead().pool_seen.len(),
        3,
        "shown to who could have it"
    );
}

#[test]
fn a_rules_own_time_goes_with_the_offer() {
    let (mut world, decided) = begins_under(Then {
        offer: Some(OfferTerms {
            claim_within_seconds: Some(60),
            max_offers: Some(1),
        }),
        ..Then::default()
    });
    assert_eq!(steps(&decided), "received offered");
    let offer = world.lead().offer().unwrap().clone();
    let usual = OfferPolicy::default();
    assert_eq!(offer.claim_within(&usual), MINUTE);
    // The round of this rule asks one rep only.
    let decided = world.declines("zhang").unwrap();
    assert_eq!(steps(&decided), "declined escalated");
    // What a manager hands over has the usual time.
    world.reassigns("wang", false).unwrap();
    let offer = world.lead().offer().unwrap();
    assert_eq!(offer.claim_within(&usual), usual.claim_within);
}

#[test]
fn a_rule_may_ask_more_reps_than_usual() {
    let offer = Some(OfferTerms {
        claim_within_seconds: None,
        max_offers: Some(20),
    });
    let mut staff = usual_staff();
    staff.push(person("qian", Role::Rep, "华东", Some("li"), "全国"));
    let policy = Policy {
        rules: vec![always(Then {
            offer,
            ..Then::default()
        })],
        ..Policy::first(OfferPolicy::default())
    };
    let people = staff.into_iter().map(|one| Standing::new(Arc::new(one), 0));
    let floor = Floor::new(people.collect(), Arc::new(policy), Arc::default());
    let (mut world, _) = World::begins_on(floor, &arrival(1));
    for _ in 0..3 {
        let asked = world.lead().offer().unwrap().rep.clone();
        let decided = world.declines(asked.as_str()).unwrap();
        assert_eq!(steps(&decided), "declined offered");
    }
    assert_eq!(world.lead().attempts, 4);
}

#[test]
fn an_offer_by_the_rules_is_a_turn_and_one_by_hand_is_none() {
    let (mut world, decided) = begins_under(Then::default());
    let turn = decided.turn.unwrap();
    let name = |world: &World, place| world.floor.at(place).unwrap().staff.id.to_string();
    assert_eq!(
        (name(&world, turn.rep).as_str(), turn.value),
        ("zhang", Fen(500))
    );
    assert_eq!(turn.rule, None, "everybody's account");
    let eligible = turn.eligible.iter();
    let names: Vec<String> = eligible.map(|(place, _)| name(&world, *place)).collect();
    assert_eq!(names, ["zhang", "wang", "zhao"]);
    let next = world.declines("zhang").unwrap().turn.unwrap();
    assert_eq!(
        (name(&world, next.rep).as_str(), next.eligible.len()),
        ("wang", 2)
    );
    assert!(world.reassigns("zhao", false).unwrap().turn.is_none());
    let (_, decided) = begins_under(Then {
        strategy: Strategy::CountShares,
        ..Then::default()
    });
    assert_eq!(decided.turn.unwrap().rule.unwrap().0, "asked");
}

#[test]
fn events_from_before_rules_had_their_own_time_are_read() {
    let (world, decided) = World::begins();
    let json = serde_json::to_value(&decided.events[1]).unwrap();
    assert!(json["body"].get("claim_within_seconds").is_none());
    let read: Event = serde_json::from_value(json).unwrap();
    assert_eq!(read, world.events[1]);
}
