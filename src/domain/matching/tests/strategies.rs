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

/// A share of the leads and what is owed, in leads and in fen, under a rule of shares.
fn turn(floor: &mut Floor, name: &str, owed: i64, owed_fen: i64) {
    let account = Account {
        due_micro: owed * 1_000_000,
        due_fen: owed_fen,
        ..Account::default()
    };
    floor.keep_account("shares", &id(name), account);
}

#[test]
fn by_shares_it_is_the_turn_of_who_is_owed_most_for_their_share() {
    let people = || {
        [
            rep("甲").with(|one| one.target_share_permille = 1000),
            rep("乙").with(|one| one.target_share_permille = 2000),
            rep("无").with(|one| one.target_share_permille = 0),
        ]
    };
    let check = |strategy: Strategy, owed: [(i64, i64); 3], expected: &str| {
        let rules = [always("shares", by(strategy))];
        let mut floor = floor_under(policy(rules), people());
        for (name, (leads, fen)) in ["甲", "乙", "无"].into_iter().zip(owed) {
            turn(&mut floor, name, leads, fen);
        }
        let choice = choose(&unknown(), &[], &floor, NOW);
        assert_eq!(chosen(&choice), expected);
        assert_eq!(
            (choice.account.as_str(), choice.eligible.len()),
            ("shares", 3)
        );
        choice.explanation
    };
    // Two owed for a share of two is less than two owed for a share of one.
    let why = check(Strategy::CountShares, [(2, 0), (2, 9), (9, 9)], "甲 shares");
    let owed = Because::Owed {
        owed_micro: 2_000_000,
        value_micro: None,
    };
    assert_eq!(why.because, Some(owed));
    check(Strategy::CountShares, [(2, 0), (5, 0), (9, 9)], "乙 shares");
    let why = check(
        Strategy::ValueShares,
        [(9, 100), (0, 300), (9, 900)],
        "乙 shares",
    );
    assert_eq!(why.because, Some(Because::OwedValue { owed_fen: 300 }));
    // Below zero the smaller debt for the share; of equals the smaller id.
    check(
        Strategy::CountShares,
        [(-2, 0), (-3, 0), (0, 0)],
        "乙 shares",
    );
    check(Strategy::CountShares, [(0, 0), (0, 0), (9, 0)], "乙 shares");
}

#[test]
fn without_any_share_everybody_has_the_same() {
    let people = ["甲", "乙"].map(|name| rep(name).with(|one| one.target_share_permille = 0));
    let rules = [always("shares", by(Strategy::CountShares))];
    let mut floor = floor_under(policy(rules), people);
    turn(&mut floor, "甲", 1, 0);
    assert_eq!(chosen(&choose(&unknown(), &[], &floor, NOW)), "甲 shares");
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
