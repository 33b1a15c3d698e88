use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::{Account, Candidate, LEAD, next_by_count, next_by_value};
use crate::fairness::split::split;
use crate::money::Fen;

/// Everybody takes every lead; answers with the largest distance from what was due, over all
/// prefixes, in millionths of a lead.
fn worst_by_count(
    shares: &[u32],
    before: &[i64],
    leads: usize,
    next: impl Fn(&[Candidate]) -> Option<usize>,
) -> i64 {
    let mut all: Vec<Candidate> = shares
        .iter()
        .zip(before)
        .map(|(share, before)| Candidate {
            before_micro: *before,
            ..Candidate::new(*share, Account::default())
        })
        .collect();
    let due = split(LEAD, shares);
    let mut worst = 0;
    for _ in 0..leads {
        let Some(chosen) = next(&all) else {
            return worst;
        };
        for (one, due) in all.iter_mut().zip(&due) {
            one.account.due_micro += due;
        }
        all[chosen].account.got_micro += LEAD;
        let off = all.iter().map(|one| one.account.owed_micro().abs()).max();
        worst = worst.max(off.unwrap_or(0));
    }
    worst
}

/// Smooth round robin, as load balancers have it: always to whoever is owed most.
fn smooth(all: &[Candidate]) -> Option<usize> {
    let shares: Vec<u32> = all.iter().map(|one| one.share_permille).collect();
    let due = split(LEAD, &shares);
    (0..all.len()).max_by_key(|at| {
        (
            all[*at].account.owed_micro() + due[*at],
            std::cmp::Reverse(*at),
        )
    })
}

fn bound(shares: &[u32]) -> i64 {
    let k = shares.iter().filter(|share| **share > 0).count() as i64;
    if k < 2 { 0 } else { LEAD - LEAD / (2 * k - 2) }
}

fn check(shares: &[u32], leads: usize) {
    let nothing = vec![0; shares.len()];
    let worst = worst_by_count(shares, &nothing, leads, next_by_count);
    assert!(worst <= bound(shares), "{shares:?}: {worst}");
}

#[test]
fn nobody_is_a_whole_lead_off() {
    check(&[1000], 20);
    check(&[1000, 1000], 100);
    check(&[1000, 0, 1000], 100);
    check(&[2000, 1000, 500], 1000);
    check(&[1, 1_000_000], 3000);
    check(&[700, 100, 100, 100], 1000);
    check(&[1000; 50], 2000);
    let falling: Vec<u32> = (1..=50).map(|at| 10_000 / at).collect();
    check(&falling, 5000);
}

#[test]
fn zero_shares_get_nothing_and_nobody_is_no_one() {
    let of = |shares: &[u32]| {
        let all: Vec<Candidate> = shares
            .iter()
            .map(|share| Candidate::new(*share, Account::default()))
            .collect();
        (next_by_count(&all), next_by_value(&all, Fen(100), Fen(0)))
    };
    assert_eq!(of(&[]), (None, None));
    assert_eq!(of(&[0, 0]), (None, None));
    assert_eq!(of(&[0, 5, 0]), (Some(1), Some(1)));
    assert_eq!(
        of(&[1000, 1000]),
        (Some(0), Some(0)),
        "among equals the first"
    );
}

#[test]
fn who_is_owed_from_before_comes_first_where_a_stretch_begins() {
    let mut all = [1000, 1000, 800].map(|share| Candidate::new(share, Account::default()));
    all[2].before_micro = LEAD;
    assert_eq!(
        next_by_count(&all),
        Some(2),
        "though their share is the smallest"
    );
    all[2].before_micro = 0;
    all[1].before_fen = 1;
    assert_eq!(next_by_value(&all, Fen(100), Fen(0)), Some(1));
}

#[test]
fn nothing_that_is_stored_wrongly_makes_it_panic() {
    let far = [i64::MIN, -1, 0, 1, i64::MAX];
    for due_micro in far {
        for got_micro in far {
            let account = Account {
                due_micro,
                got_micro,
                due_fen: got_micro,
                got_fen: due_micro,
            };
            let mut all = vec![Candidate::new(u32::MAX, account); 3];
            all[1].before_micro = i64::MIN;
            all[2].before_fen = i64::MAX;
            assert!(next_by_count(&all).is_some());
            assert!(next_by_value(&all, Fen::MAX, Fen(0)).is_some());
        }
    }
}

#[test]
fn smooth_round_robin_is_more_than_a_lead_off_where_the_quota_method_is_not() {
    let mut told = String::new();
    let mut over = 0;
    let cases: [&[u32]; 4] = [
        &[1, 31, 7, 31, 1, 20, 1, 40, 7, 7, 1],
        &[5, 1, 1, 31, 3, 31, 1, 31, 3, 1, 7, 7],
        &[31, 5, 2, 31, 7, 1, 7, 31, 1, 7, 1],
        &[4000, 3000, 2000, 300, 300, 300, 1000, 1000],
    ];
    for shares in cases {
        let nothing = vec![0; shares.len()];
        let ours = worst_by_count(shares, &nothing, 5000, next_by_count);
        let theirs = worst_by_count(shares, &nothing, 5000, smooth);
        over += usize::from(theirs > LEAD);
        assert!(ours <= bound(shares), "{shares:?}: {ours}");
        writeln!(
            told,
            "quota {ours:>7} smooth {theirs:>7} of shares {shares:?}"
        )
        .unwrap();
    }
    println!("largest distance from the due over 5,000 leads, in millionths of a lead\n{told}");
    assert_eq!(over, 3, "{told}");
}

fn shares() -> impl Strategy<Value = Vec<u32>> {
    let one = prop_oneof![Just(0_u32), Just(1000), 1..3000_u32, 1..100_000_u32];
    prop::collection::vec(one, 1..=50)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn over_any_prefix_with_any_shares(shares in shares(), debts in prop::collection::vec(-3_000_000..3_000_000_i64, 50)) {
        let nothing = vec![0; shares.len()];
        let worst = worst_by_count(&shares, &nothing, 2000, next_by_count);
        prop_assert!(worst <= bound(&shares), "{worst}");
        // Whatever is owed from before, it breaks no bound of this stretch.
        let worst = worst_by_count(&shares, &debts, 2000, next_by_count);
        prop_assert!(worst <= bound(&shares), "{worst} with debts");
    }

    #[test]
    fn value_stays_within_the_largest_lead(shares in shares(), sizes in prop::collection::vec(1..13_u32, 2000)) {
        prop_assume!(shares.iter().any(|share| *share > 0));
        let mut all: Vec<Candidate> = shares.iter().map(|share| Candidate::new(*share, Account::default())).collect();
        let (mut largest, mut worst) = (0, 0_i64);
        for size in sizes {
            // From 80 yuan to half a million, most of them small.
            let value = 3_i64.pow(size) * 100;
            largest = largest.max(value);
            let chosen = next_by_value(&all, Fen(value), Fen(largest)).expect("somebody");
            for (one, due) in all.iter_mut().zip(split(value, &shares)) {
                one.account.due_fen += due;
            }
            all[chosen].account.got_fen += value;
            for one in &all {
                let off = one.account.owed_fen().abs();
                worst = worst.max(off * 1000 / largest);
                prop_assert!(off <= largest.max(one.account.due_fen / 50), "{off} of {largest}, due {}", one.account.due_fen);
            }
        }
        prop_assert!(worst <= 2000);
    }
}
