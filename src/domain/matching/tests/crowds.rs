//! Floors with very many people, and figures that no sane policy holds.

use super::random::{Dice, a_lead, a_policy, everybody};
use super::*;
use crate::policy::{Constraints, OfferTerms, Relaxation, Strategy, Weights};

fn named(prefix: &str, count: usize) -> impl Iterator<Item = Described> {
    (0..count).map(move |n| rep(&format!("{prefix}{n:04}")))
}

#[test]
fn of_very_many_those_who_cover_and_sell_are_compared_first() {
    // The far ones have nothing else at hand, yet 2,000 of them would hide the near one.
    let far = named("a", 3000).map(|one| one.covers("440000").sells("雨伞", 900));
    let near = rep("z").covers("330700").sells("保温杯", 900).has(19, 20);
    let facts = lead("330782", &["保温杯"]);
    let floor = floor(far.chain([near]));
    let found = suggest(&facts, &[], &floor, NOW, 3);
    assert_eq!(found[0].rep_name, "z");
    assert_eq!(found.len(), 3);
    assert_eq!(audience(&facts, &floor, NOW, 100), [id("z")]);
    // Nobody covers it: everybody with room is shown it, as many as asked for.
    let nowhere = lead("650100", &["陶瓷"]);
    assert_eq!(audience(&nowhere, &floor, NOW, 100).len(), 100);
    assert!(audience(&nowhere, &floor, NOW, 0).is_empty());
}

#[test]
fn the_nearest_are_found_among_thousands() {
    let full = named("f", 5).map(|one| one.covers("330782").has(1, 1));
    let city = named("c", 300).map(|one| one.covers("330783"));
    let far = named("x", 3000).map(|one| one.covers("440000"));
    let why = decide(&lead("330782", &[]), far.chain(city).chain(full));
    let told = excluded(&why);
    assert_eq!(told.len(), 20);
    assert!(told[..5].iter().all(|one| one.ends_with("full")));
    assert!(told[5..].iter().all(|one| one.starts_with('c')));
    let counts = &why.excluded_counts;
    assert_eq!(
        (counts[&Exclusion::Full], counts[&Exclusion::Territory]),
        (5, 3300)
    );
}

#[test]
fn figures_out_of_all_range_break_nothing() {
    let most = u32::MAX;
    let weights = Weights {
        territory: most,
        product: most,
        load: most,
        fairness: most,
        tier: most,
        industry: most,
        customer_type: most,
        responsiveness: most,
        win_rate: most,
        relationship: most,
    };
    let terms = OfferTerms {
        claim_within_seconds: Some(most),
        max_offers: Some(0),
    };
    for (seed, strategy) in
        (0..200).zip([Strategy::BestScore, Strategy::ValueShares].iter().cycle())
    {
        let mut dice = Dice(seed);
        let then = Then {
            strategy: strategy.clone(),
            weights: Some(weights),
            offer: Some(terms),
            relax: Some(vec![Relaxation::Level; 500]),
            constraints: Some(Constraints {
                least_level_permille: most,
                ..Constraints::default()
            }),
            ..Then::default()
        };
        let policy = Policy {
            weights,
            time_zone: "\u{0}/../etc".to_owned(),
            rules: vec![always("", then)],
            ..a_policy(&mut dice, 0)
        };
        let mut people = everybody(&mut dice);
        for one in &mut people {
            (one.load, one.staff.capacity) = (dice.below(most), dice.below(most));
            one.effort_permille = Some(u64::MAX - u64::from(dice.below(2)));
            let wild = i64::from(dice.below(2)) * i64::MAX;
            one.account = Account {
                due_micro: wild,
                got_micro: i64::MIN + wild,
                due_fen: -wild,
                got_fen: wild,
            };
        }
        let mut floor = floor_under(policy, people);
        floor.moved_with(None, Some(&id("r00")), most);
        for now in [Instant(i64::MIN), NOW, Instant(i64::MAX)] {
            let choice = choose(&a_lead(&mut dice), &[], &floor, now);
            let bytes = serde_json::to_vec(&choice.explanation).unwrap();
            let again = serde_json::to_vec(&choice.explanation.recomputed()).unwrap();
            assert_eq!(again, bytes, "seed {seed}");
        }
    }
}
