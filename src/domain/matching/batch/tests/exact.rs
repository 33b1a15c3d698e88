//! The best plan, and no other.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(leads: &[&[(u32, u32)]], seats: &[(u32, u32)], expected: &[Option<u32>]) {
    let burst = burst(leads, seats);
    assert_eq!(Plan::of(&burst).given(), expected, "{burst:?}");
}

#[test]
fn who_gets_what() {
    // Nothing comes, nobody is there.
    check(&[], &[], &[]);
    check(&[&[]], &[], &[None]);
    check(&[], &[(3, 0)], &[]);
    // Each lead to its best while there is room.
    let both: &[(u32, u32)] = &[(0, 900), (1, 800)];
    check(&[both, both], &[(2, 0), (2, 0)], &[Some(0), Some(0)]);
    // One place: it goes to the lead that would lose more without it, not to the first.
    let alone: &[(u32, u32)] = &[(0, 850), (1, 100)];
    check(&[both, alone], &[(1, 0), (1, 0)], &[Some(1), Some(0)]);
    // Three move on for one.
    check(
        &[
            &[(0, 900), (1, 890)],
            &[(1, 900), (2, 890)],
            &[(2, 900), (3, 890)],
            &[(0, 500)],
        ],
        &[(1, 0), (1, 0), (1, 0), (1, 0)],
        &[Some(1), Some(2), Some(3), Some(0)],
    );
    // Leads that get somebody count before scores.
    check(
        &[&[(0, 1000), (1, 1)], &[(0, 2)]],
        &[(1, 0), (1, 0)],
        &[Some(1), Some(0)],
    );
    // The room does not suffice: the better score stays, of equals the older lead.
    check(&[&[(0, 500)], &[(0, 501)]], &[(1, 0)], &[None, Some(0)]);
    check(&[&[(0, 500)], &[(0, 500)]], &[(1, 0)], &[Some(0), None]);
    check(&[&[(0, 0)], &[(0, 0)]], &[(1, 0)], &[Some(0), None]);
    // Three of one kind stand in the order in which they came.
    let three: &[(u32, u32)] = &[(0, 700), (1, 800), (2, 900)];
    check(
        &[three; 3],
        &[(1, 0), (1, 0), (1, 0)],
        &[Some(2), Some(1), Some(0)],
    );
    // Of equals the older lead gets the better rep, then the lower place decides.
    check(&[both, both], &[(1, 0), (1, 0)], &[Some(0), Some(1)]);
    check(&[&[(0, 700), (1, 700)]], &[(1, 0), (1, 0)], &[Some(0)]);
}

#[test]
fn further_leads_cost() {
    let near: &[(u32, u32)] = &[(0, 900), (1, 880)];
    // A second lead would score 30 points of 1000 less here, the other rep only 20.
    check(
        &[near, near],
        &[(9, 30_000), (9, 30_000)],
        &[Some(0), Some(1)],
    );
    check(
        &[near, near],
        &[(9, 19_000), (9, 19_000)],
        &[Some(0), Some(0)],
    );
    // Costs make nobody go without a rep, be they ever so high.
    let one: &[(u32, u32)] = &[(0, 1)];
    check(&[one, one, one], &[(3, u32::MAX)], &[Some(0); 3]);
}

#[test]
fn what_makes_no_sense_is_left_out() {
    // A full rep, a place that nobody has, and one named twice.
    check(&[&[(0, 900), (1, 100)]], &[(0, 0), (1, 0)], &[Some(1)]);
    check(&[&[(7, 900)]], &[(1, 0)], &[None]);
    check(
        &[&[(0, 100), (1, 500), (0, 900)], &[(0, 800), (1, 500)]],
        &[(1, 0), (1, 0)],
        &[Some(0), Some(1)],
    );
    let odd = burst(&[&[(u32::MAX, u32::MAX), (0, u32::MAX)]], &[(u32::MAX, 0)]);
    assert_eq!(Plan::of(&odd).given(), [Some(0)]);
}

#[test]
fn a_seat_of_the_default_weights() {
    let weights = Weights::default();
    let seat = |load, capacity| Seat::new(load, capacity, &weights);
    // 100 points of fairness weigh 15, one place of 20 weighs 12.5.
    let further_micro = 27_500;
    assert_eq!(
        seat(5, 20),
        Seat {
            room: 15,
            further_micro
        }
    );
    assert_eq!(seat(21, 20).room, 0);
    assert_eq!(seat(0, 0).room, 0);
}

/// The worth of the best of all plans, by trying every one.
fn best_of_all(burst: &Burst) -> Worth {
    fn rest(burst: &Burst, given: &mut Vec<Option<u32>>) -> Option<Worth> {
        if given.len() == burst.leads.len() {
            return burst.worth(given);
        }
        let reps = (0..burst.seats.len()).map(|rep| u32::try_from(rep).ok());
        let mut best = None;
        for rep in reps.chain([None]) {
            given.push(rep);
            best = best.max(rest(burst, given));
            given.pop();
        }
        best
    }
    rest(burst, &mut Vec::new()).unwrap()
}

fn small() -> impl Strategy<Value = Burst> {
    let seats = prop::collection::vec((0_u32..4, 0_u32..80_000), 1..5);
    // Few scores, so that many plans are equal.
    let wide = prop::collection::vec((0_u32..5, 0_u32..=1000), 0..5);
    let equal = prop::collection::vec((0_u32..5, 7_u32..10), 0..5);
    let leads = prop::collection::vec(prop_oneof![wide, equal], 0..6);
    (leads, seats).prop_map(|(leads, seats)| {
        let leads: Vec<&[(u32, u32)]> = leads.iter().map(Vec::as_slice).collect();
        burst(&leads, &seats)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_plan_of_all_is_better(burst in small()) {
        let plan = Plan::of(&burst);
        let worth = burst.worth(&plan.given());
        prop_assert_eq!(worth, Some(best_of_all(&burst)));
        prop_assert_eq!(Plan::of(&burst), plan);
    }

    #[test]
    fn no_older_lead_could_change_with_a_younger(burst in small()) {
        let given = Plan::of(&burst).given();
        let worth = burst.worth(&given);
        let has = |given: &[Option<u32>], lead: usize| {
            given[lead].and_then(|rep| burst.score(lead, rep))
        };
        for younger in 0..given.len() {
            for older in 0..younger {
                let mut other = given.clone();
                other.swap(older, younger);
                if burst.worth(&other) == worth {
                    prop_assert!(has(&other, older) <= has(&given, older));
                }
            }
        }
    }

    #[test]
    fn every_trade_has_its_reason(burst in small()) {
        let plan = Plan::of(&burst);
        for (lead, planned) in plan.leads.iter().enumerate() {
            let score = planned.rep.and_then(|rep| burst.score(lead, rep));
            prop_assert_eq!(planned.score, score.unwrap_or(0));
            let Some(trade) = &planned.trade else { continue };
            prop_assert!(score.is_none_or(|score| trade.best_score > score));
            prop_assert!(!trade.because_of.is_empty());
            for other in &trade.because_of {
                prop_assert_eq!(plan.leads[*other].rep, Some(trade.best_rep));
            }
        }
    }
}
