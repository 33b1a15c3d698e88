//! Whole numbers that add up exactly.

use proptest::prelude::*;

use super::*;

#[test]
fn parts_add_up_by_the_largest_remainder() {
    let check = |exact: &[u64], unit, total, parts: &[u32]| {
        assert_eq!(
            split(exact, unit),
            (total, parts.to_vec()),
            "{exact:?} / {unit}"
        );
    };
    check(&[], 1000, 0, &[]);
    check(&[0, 0], 1000, 0, &[0, 0]);
    check(&[500, 500], 1000, 1, &[1, 0]);
    check(&[499], 1000, 0, &[0]);
    check(&[500], 1000, 1, &[1]);
    check(&[1600, 1700, 1700], 1000, 5, &[1, 2, 2]);
    check(&[400, 400, 400], 1000, 1, &[1, 0, 0]);
    check(&[2000, 3000], 1000, 5, &[2, 3]);
    check(&[300_000, 1], 1000, 300, &[300, 0]);
}

#[test]
fn points_of_a_hundred_add_up() {
    assert_eq!(
        points(&[300, 250, 180, 150, 0, 0]),
        (88, vec![30, 25, 18, 15, 0, 0])
    );
    assert_eq!(points(&[5, 5]), (1, vec![1, 0]));
    assert_eq!(points(&[]), (0, vec![]));
    assert_eq!(points(&[1000]), (100, vec![100]));
}

fn described() -> impl Strategy<Value = Described> {
    let places = prop::collection::vec(
        prop::sample::select(vec!["330782", "330700", "330000", "华东", "全国", "440000"]),
        0..3,
    );
    let skills = prop::collection::vec(
        (
            prop::sample::select(vec!["保温杯", "杯壶", "雨伞", "陶瓷"]),
            0..1200_u32,
        ),
        0..3,
    );
    let grade = prop::sample::select(vec![Grade::A, Grade::B, Grade::C]);
    let desk = (0..30_u32, 0..30_u32, prop::option::of(-1000..0_i64));
    (0..40_u32, places, skills, grade, desk, 0..12_u8).prop_map(
        |(name, places, skills, grade, (load, capacity, waits), fate)| {
            let mut one = rep(&format!("r{name:02}"))
                .graded(grade)
                .has(load, capacity);
            one = places.into_iter().fold(one, Described::covers);
            one = skills
                .into_iter()
                .fold(one, |one, (name, level)| one.sells(name, level));
            one = waits.into_iter().fold(one, Described::waits_since);
            match fate {
                0 => one.gone(),
                1 => one.manages(),
                2 => one.away_until(Instant(NOW.0 + 1)),
                3 => one.knows("餐饮"),
                _ => one,
            }
        },
    )
}

fn wish() -> impl Strategy<Value = Facts> {
    let place = prop::sample::select(vec!["", "330782", "330700", "440300"]);
    let wanted = prop::sample::subsequence(vec!["保温杯", "玻璃杯", "雨伞", "陶瓷"], 0..4);
    let tier = prop::option::of(prop::sample::select(vec![Tier::A, Tier::B, Tier::C]));
    (place, wanted, tier).prop_map(|(place, wanted, tier)| Facts {
        tier,
        industry: tier.map(|_| "餐饮".to_owned()),
        ..lead(place, &wanted)
    })
}

fn people() -> impl Strategy<Value = Vec<Described>> {
    prop::collection::vec(described(), 0..30).prop_map(|mut all| {
        all.sort_by(|a, b| a.staff.id.cmp(&b.staff.id));
        all.dedup_by(|a, b| a.staff.id == b.staff.id);
        all
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn contributions_sum_to_the_score_whatever_the_weights(
        parts in prop::collection::vec((0..=1000_u64, 0..=1000_u64), 0..12),
        unit in 1..5000_u64,
    ) {
        let exact: Vec<u64> = parts.iter().map(|(weight, value)| weight * value).collect();
        let (total, shares) = split(&exact, unit);
        prop_assert_eq!(shares.len(), exact.len());
        prop_assert_eq!(u64::from(shares.iter().sum::<u32>()), u64::from(total));
        let sum: u64 = exact.iter().sum();
        prop_assert_eq!(u64::from(total), (sum + unit / 2) / unit);
        for (share, amount) in shares.iter().zip(&exact) {
            let share = u64::from(*share);
            prop_assert!(share == amount / unit || share == amount.div_ceil(unit));
        }
    }

    #[test]
    fn a_decision_holds_together_whoever_works_here(facts in wish(), people in people()) {
        let everybody = floor(people.clone());
        let why = choose(&facts, &[], &everybody, NOW).explanation;
        for one in &why.candidates {
            let parts: Vec<u32> = one.factors.iter().map(|score| score.contribution).collect();
            prop_assert_eq!(parts.iter().sum::<u32>(), one.score);
            prop_assert!(one.score <= 1000);
            let (total, shown) = points(&parts);
            prop_assert_eq!(shown.iter().sum::<u32>(), total);
            prop_assert!(one.factors.iter().all(|score| score.value <= 1000));
        }
        prop_assert!(why.candidates.is_sorted_by_key(|one| std::cmp::Reverse(one.score)));
        // Everybody is a candidate or has a reason.
        let out = usize::try_from(why.excluded_counts.values().sum::<u32>()).unwrap();
        let kept = why.candidates.len();
        prop_assert!(kept == (people.len() - out).min(Explanation::KEPT));
        prop_assert_eq!(why.stage == Stage::Nobody, kept == 0);
        prop_assert_eq!(why.excluded.len(), out.min(Explanation::KEPT));
        // Who was chosen may be chosen: works, is there, has room, covers the place.
        if let Some(best) = why.chosen() {
            let one = everybody.find(&best.rep).unwrap();
            prop_assert!(one.staff.active && one.staff.role == Role::Rep && !one.staff.is_away(NOW));
            prop_assert!(one.load < one.staff.capacity);
            prop_assert!(best.factors[0].because != Because::NotCovered);
        }
    }

    #[test]
    fn the_same_input_gives_the_same_bytes_in_any_order(
        facts in wish(),
        people in people(),
        turn in 0..30_usize,
    ) {
        let bytes = |people: Vec<Described>| {
            serde_json::to_vec(&choose(&facts, &[], &floor(people), NOW).explanation).unwrap()
        };
        let mut turned = people.clone();
        turned.rotate_left(turn % people.len().max(1));
        prop_assert_eq!(bytes(people), bytes(turned));
    }

    #[test]
    fn what_is_stored_is_worked_out_again_to_the_byte(facts in wish(), people in people()) {
        let stored = serde_json::to_vec(&choose(&facts, &[], &floor(people), NOW).explanation).unwrap();
        let read: Explanation = serde_json::from_slice(&stored).unwrap();
        prop_assert_eq!(serde_json::to_vec(&read.recomputed()).unwrap(), stored);
    }
}
