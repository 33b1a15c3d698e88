use proptest::prelude::*;

use super::super::{Account, Credit, LEAD, Ledger, Stretch, Turn, Week};
use crate::fairness::split::split;
use crate::money::Fen;
use crate::time::Instant;

fn turn(rep: u32, value: i64, eligible: &[(u32, u32)]) -> Turn {
    Turn {
        rep,
        value: Fen(value),
        eligible: eligible.to_vec(),
        rule: None,
    }
}

fn credit(rep: u32, value: i64, at_work: &[(u32, u32)]) -> Credit {
    Credit {
        rep,
        value: Fen(value),
        at_work: at_work.to_vec(),
        rule: None,
    }
}

#[test]
fn an_amount_is_divided_without_loss() {
    let check = |amount, shares: &[u32], parts: &[i64]| assert_eq!(split(amount, shares), parts);
    check(10, &[1, 1], &[5, 5]);
    check(10, &[1, 1, 1], &[4, 3, 3]);
    check(11, &[1, 1, 1], &[4, 4, 3]);
    check(10, &[2, 1, 0], &[7, 3, 0]);
    check(10, &[0, 0], &[5, 5]);
    check(0, &[3, 4], &[0, 0]);
    check(10, &[], &[]);
    check(
        Fen::MAX.0,
        &[u32::MAX, u32::MAX],
        &[Fen::MAX.0 / 2, Fen::MAX.0 / 2],
    );
}

#[test]
fn the_factor_moves_by_a_hundred_for_each_lead_owed() {
    let check = |due_micro, got_micro, factor| {
        let account = Account {
            due_micro,
            got_micro,
            ..Account::default()
        };
        assert_eq!(account.factor_permille(), factor, "{due_micro} {got_micro}");
    };
    check(0, 0, 500);
    check(LEAD, 0, 600);
    check(0, LEAD, 400);
    check(LEAD / 2, 0, 550);
    check(7 * LEAD, 0, 1000);
    check(0, 99 * LEAD, 0);
    check(i64::MAX, i64::MIN, 1000);
}

#[test]
fn a_turn_is_due_to_all_who_could_have_had_it() {
    let mut ledger = Ledger::default();
    ledger.post(&turn(0, 900, &[(0, 1000), (2, 2000)]));
    let of = |ledger: &Ledger, place| {
        let account = ledger.floor.of(place);
        (account.owed_micro(), account.owed_fen())
    };
    assert_eq!(of(&ledger, 0), (333_333 - LEAD, 300 - 900));
    assert_eq!(of(&ledger, 1), (0, 0), "full, so nothing was due");
    assert_eq!(of(&ledger, 2), (666_667, 600));
    assert_eq!(of(&ledger, 99), (0, 0), "nobody stands there");
}

#[test]
fn a_bad_lead_is_given_back() {
    let mut ledger = Ledger::default();
    let both = [(0, 1000), (1, 1000)];
    ledger.post(&turn(0, 600, &both));
    ledger.credit(&credit(0, 600, &both));
    assert_eq!(
        ledger.floor.of(0),
        Account::default(),
        "as if it had never come"
    );
    assert_eq!(ledger.floor.of(1), Account::default());
    // Another day others work: the rep gets the turn back all the same.
    ledger.post(&turn(0, 600, &both));
    ledger.credit(&credit(0, 600, &[(1, 1000), (2, 1000)]));
    assert_eq!(ledger.floor.of(0).got_micro, 0);
    assert_eq!(ledger.floor.of(0).owed_micro(), LEAD / 2);
    assert_eq!(ledger.floor.total().owed_micro(), 0);
    // With nobody at work it is the rep's own due that falls.
    ledger.credit(&credit(1, 0, &[]));
    assert_eq!(ledger.floor.total().owed_micro(), 0);
}

#[test]
fn a_rule_begins_anew_when_others_work_and_remembers_what_is_owed() {
    let [one, other] = [Stretch(1), Stretch(2)];
    let under = |stretch, rep| Turn {
        rule: Some(("big".to_owned(), stretch)),
        ..turn(rep, 100, &[(0, 1000), (1, 1000)])
    };
    let mut ledger = Ledger::default();
    assert_eq!(ledger.candidate("big", one, 0, 1000).before_micro, 0);
    ledger.post(&under(one, 0));
    let candidate = ledger.candidate("big", one, 1, 1000);
    assert_eq!(
        (candidate.account.owed_micro(), candidate.before_micro),
        (LEAD / 2, 0)
    );
    let candidate = ledger.candidate("big", other, 1, 1000);
    assert_eq!(
        (candidate.account.owed_micro(), candidate.before_micro),
        (0, LEAD / 2)
    );
    ledger.post(&under(other, 1));
    let candidate = ledger.candidate("big", other, 1, 1000);
    assert_eq!(
        (candidate.account.owed_micro(), candidate.before_micro),
        (-LEAD / 2, LEAD / 2)
    );
    assert_eq!(
        (candidate.before_fen, candidate.account.owed_fen()),
        (50, -50)
    );
    assert_eq!(
        ledger.candidate("small", other, 1, 1000).before_micro,
        0,
        "another rule"
    );
}

#[test]
fn a_credit_reaches_the_rule_and_only_those_who_have_part_in_it() {
    let mut ledger = Ledger::default();
    let rule = Some(("big".to_owned(), Stretch(1)));
    ledger.post(&Turn {
        rule,
        ..turn(0, 100, &[(0, 1000), (1, 1000)])
    });
    let all = [(0, 1000), (1, 1000), (2, 1000)];
    ledger.credit(&Credit {
        rule: Some("big".to_owned()),
        ..credit(0, 100, &all)
    });
    let books = ledger.rule("big").expect("posted");
    assert_eq!(books.now.of(0), Account::default());
    assert_eq!(books.whole.of(2), Account::default());
    assert!(
        ledger.floor.of(2).due_micro < 0,
        "on the floor all give of their due"
    );
    ledger.credit(&Credit {
        rule: Some("gone".to_owned()),
        ..credit(0, 100, &all)
    });
    assert!(ledger.rule("gone").is_none());
}

#[test]
fn a_stretch_is_named_by_who_works_and_their_shares() {
    let two = Stretch::of([("zhang", 1000), ("wang", 1000)]);
    assert_eq!(
        two,
        Stretch::of([("zhang", 1000), ("wang", 1000), ("lin", 0)])
    );
    for other in [
        vec![("zhang", 1000)],
        vec![("zhang", 1000), ("wang", 2000)],
        vec![("zhangwang", 1000)],
        vec![("wang", 1000), ("zhang", 1000)],
        vec![],
    ] {
        assert_ne!(two, Stretch::of(other.clone()), "{other:?}");
    }
    assert_eq!(
        two,
        Stretch(1_767_103_382_265_529_252),
        "it is stored, so it never changes"
    );
}

#[test]
fn a_week_begins_on_monday_at_midnight_of_the_company() {
    let check = |at: &str, zone: &str, monday: &str| {
        let at = Instant::from_timestamp(at.parse().unwrap());
        assert_eq!(Week::of(at, zone).to_string(), monday, "{at:?} {zone}");
    };
    check("2026-11-25T12:00:00+08:00", "Asia/Shanghai", "2026-11-23");
    check("2026-11-23T00:00:00+08:00", "Asia/Shanghai", "2026-11-23");
    check("2026-11-22T23:59:59+08:00", "Asia/Shanghai", "2026-11-16");
    check("2026-11-22T23:59:59+08:00", "UTC", "2026-11-16");
    check("2026-11-23T05:00:00+08:00", "UTC", "2026-11-16");
    check("2027-01-01T12:00:00+08:00", "Asia/Shanghai", "2026-12-28");
    check("2026-11-23T05:00:00+08:00", "no such zone", "2026-11-16");
}

#[test]
fn a_clone_keeps_what_it_was() {
    let mut ledger = Ledger::default();
    ledger.post(&turn(0, 100, &[(0, 1000)]));
    let before = ledger.clone();
    ledger.post(&turn(0, 100, &[(0, 1000)]));
    assert_eq!(before.floor.of(0).got_micro, LEAD);
    assert_eq!(ledger.floor.of(0).got_micro, 2 * LEAD);
}

proptest! {
    #[test]
    fn what_is_owed_in_all_is_nothing(
        steps in prop::collection::vec((any::<bool>(), 0..8_u32, 0..1_000_000_i64, prop::collection::btree_map(0..8_u32, 0..3000_u32, 0..8), 0..3_u64), 1..60)
    ) {
        let mut ledger = Ledger::default();
        for (is_turn, rep, value, who, stretch) in steps {
            let who: Vec<_> = who.into_iter().collect();
            if is_turn {
                let rule = (stretch > 0).then(|| ("r".to_owned(), Stretch(stretch)));
                ledger.post(&Turn { rule, ..turn(rep, value, &who) });
            } else {
                let rule = (stretch > 0).then(|| "r".to_owned());
                ledger.credit(&Credit { rule, ..credit(rep, value, &who) });
            }
            let mut books = vec![&ledger.floor];
            if let Some(rule) = ledger.rule("r") {
                books.extend([&rule.now, &rule.whole]);
            }
            for book in books {
                prop_assert_eq!(book.total().owed_micro(), 0);
                prop_assert_eq!(book.total().owed_fen(), 0);
            }
        }
    }
}
