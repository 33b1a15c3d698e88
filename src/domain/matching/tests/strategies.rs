//! How one of those who may have a lead is chosen.

use super::*;
use crate::policy::{Candidates, Strategy};

fn by(strategy: Strategy) -> Then {
    Then {
        strategy,
        ..Then::default()
    }
}

/// A lead of a customer whom this rep served before.
fn of_former(name: &str, won: bool) -> Facts {
    Facts {
        former: Some(Former {
            rep: id(name),
            at: Instant(NOW.0 - 1),
            won,
        }),
        ..lead("330782", &["保温杯"])
    }
}

#[test]
fn the_least_loaded_is_who_has_the_smallest_part_in_use() {
    let rules = || [always("free", by(Strategy::LeastLoaded))];
    let near = rep("近").covers("330782").sells("保温杯", 1000).has(1, 10);
    let check = |others: Vec<Described>, expected: &str| {
        let choice = under(rules(), &lead("330782", &["保温杯"]), others);
        assert_eq!(chosen(&choice), expected);
        choice.explanation
    };
    let why = check(
        vec![near.clone(), rep("远").covers("全国").has(1, 11)],
        "远 free",
    );
    let at_hand = Because::AtHand {
        load: 1,
        capacity: 11,
        effort_permille: None,
    };
    assert_eq!(why.because, Some(at_hand));
    // The chosen one is first, though the other one has the better score.
    assert_eq!(candidates(&why), ["远", "近"]);
    assert!(why.candidates[0].score < why.candidates[1].score);
    assert_eq!(why.recomputed(), why);
    // Two leads of half the effort are one.
    let mut light = rep("轻").has(2, 10);
    light.effort_permille = Some(900);
    check(vec![near.clone(), light], "轻 free");
    // Equals: who waited longest.
    check(
        vec![
            near.clone().waits_since(-5),
            rep("乙").has(2, 20).waits_since(-6),
        ],
        "乙 free",
    );
}

#[test]
fn a_named_rep_gets_it_whatever_their_territory_and_product() {
    let rules = || [always("named", by(Strategy::Named(id("远"))))];
    let far = || rep("远").covers("440000").sells("雨伞", 100);
    let check = |far: Described, asked: &[StaffId], expected: &str| {
        let floor = floor_under(policy(rules()), [rep("近").covers("330782"), far]);
        let choice = choose(&lead("330782", &["保温杯"]), asked, &floor, NOW);
        assert_eq!(chosen(&choice), expected);
        choice.explanation
    };
    let why = check(far(), &[], "远 named");
    assert_eq!(why.because, Some(Because::Named));
    assert_eq!(excluded(&why), ["近 not_among"]);
    // At work, not asked yet, with room: that is asked of everybody.
    check(far().has(20, 20), &[], "近 default");
    check(far().gone(), &[], "近 default");
    check(far().manages(), &[], "近 default");
    check(far().away_until(Instant(NOW.0 + 1)), &[], "近 default");
    check(far(), &[id("远")], "近 default");
    let nobody = [always("named", by(Strategy::Named(id("nobody"))))];
    assert_eq!(
        chosen(&under(nobody, &unknown(), [rep("近")])),
        "近 default"
    );
}

#[test]
fn an_old_customer_goes_back_to_who_served_them() {
    let people = || [rep("近").covers("330782"), rep("远").covers("440000")];
    let check = |facts: &Facts, people: Vec<Described>, expected: &str| {
        let choice = choose(facts, &[], &floor(people), NOW);
        assert_eq!(chosen(&choice), expected);
        choice.explanation
    };
    let why = check(&of_former("远", true), people().into(), "远 old-customer");
    let served = Because::Served {
        at: Instant(NOW.0 - 1),
        won: true,
    };
    assert_eq!(why.because, Some(served));
    assert_eq!(why.strategy, Strategy::Former);
    check(&of_former("走了", true), people().into(), "近 default");
    let [near, far] = people();
    check(
        &of_former("远", false),
        vec![near, far.has(1, 1)],
        "近 default",
    );
    check(&lead("330782", &[]), people().into(), "近 default");
}

/// Hands out so many leads under a rule of shares, worth 100 to 1,000 fen each,
/// and tells who got how many and how much.
fn hand_out(strategy: Strategy, shares: &[(&str, u32)], leads: usize) -> Vec<(i64, i64)> {
    let people = shares.iter().map(|(name, share)| {
        rep(name)
            .has(0, u32::MAX)
            .with(|one| one.target_share_permille = *share)
    });
    let mut floor = floor_under(policy([always("shares", by(strategy))]), people);
    for at in 0..leads {
        let facts = Facts {
            value: Some(Fen(100 * (1 + i64::try_from(at * 7 % 10).unwrap()))),
            ..unknown()
        };
        let choice = choose(&facts, &[], &floor, NOW);
        let turn = choice.turn(&floor).unwrap();
        let why = choice.explanation.because.unwrap();
        assert!(matches!(
            why,
            Because::Owed { .. } | Because::OwedValue { .. }
        ));
        floor.ledger.post(&turn);
    }
    let books = floor.ledger.rule("shares").unwrap();
    shares
        .iter()
        .map(|(name, _)| {
            let account = books.now.of(floor.place(&id(name)).unwrap());
            assert!(account.owed_micro().abs() < 1_000_000 || leads == 0 || account.due_fen > 0);
            (account.got_micro / 1_000_000, account.got_fen)
        })
        .collect()
}

#[test]
fn by_shares_everybody_gets_their_part() {
    let shares = [("甲", 1000), ("乙", 2000), ("无", 0)];
    let counts = |leads| {
        let got = hand_out(Strategy::CountShares, &shares, leads);
        got.into_iter().map(|(count, _)| count).collect::<Vec<_>>()
    };
    assert_eq!(counts(3), [1, 2, 0]);
    assert_eq!(counts(300), [100, 200, 0]);
    let value = hand_out(Strategy::ValueShares, &shares, 300);
    let (one, two) = (value[0].1, value[1].1);
    assert_eq!((one + two, value[2].1), (165_000, 0));
    assert!((two - 2 * one).abs() <= 3 * 1000, "{one} {two}");
}

#[test]
fn without_any_share_everybody_has_the_same() {
    let people = ["甲", "乙"].map(|name| rep(name).with(|one| one.target_share_permille = 0));
    let rules = [always("shares", by(Strategy::CountShares))];
    let floor = floor_under(policy(rules), people);
    assert_eq!(chosen(&choose(&unknown(), &[], &floor, NOW)), "乙 shares");
}

#[test]
fn a_strategy_chooses_only_from_the_rules_people() {
    let then = Then {
        among: Candidates {
            teams: vec!["华东".to_owned()],
            ..Candidates::default()
        },
        ..by(Strategy::LeastLoaded)
    };
    let choice = under(
        [always("free", then)],
        &unknown(),
        [rep("闲"), rep("忙").of_team("华东").has(19, 20)],
    );
    assert_eq!(chosen(&choice), "忙 free");
}

#[test]
fn the_chosen_one_is_told_first_even_behind_twenty_better_ones() {
    let near = (0..30).map(|n| rep(&format!("r{n:02}")).covers("330782").has(1, 20));
    let free = rep("闲").covers("全国");
    let rules = [always("free", by(Strategy::LeastLoaded))];
    let choice = under(rules, &lead("330782", &[]), near.chain([free]));
    let told = candidates(&choice.explanation);
    assert_eq!((told.len(), told[0], told[1]), (20, "闲", "r00"));
    assert_eq!(choice.eligible.len(), 31);
}
