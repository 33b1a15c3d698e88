//! Factors that go by what a rep was due, did and won, and by whom they served.

use super::factors::check;
use super::*;

#[test]
fn a_hundred_for_each_lead_owed() {
    let owes = |milli: i64, value: u32| {
        let because = check(Factor::Fairness, rep("a").owed(milli), &unknown(), value);
        let expected = Because::Owed {
            owed_micro: milli * 1000,
            value_micro: None,
        };
        assert_eq!(because, expected);
    };
    owes(0, 500);
    owes(1_000, 600);
    owes(1_239, 623);
    owes(-1_000, 400);
    owes(-1_239, 376);
    owes(5_000, 1000);
    owes(9_000, 1000);
    owes(-5_000, 0);
    owes(-10_000, 0);
}

#[test]
fn where_values_are_known_half_of_the_debt_goes_by_value() {
    let accounted = |account: Account, value: u32, value_micro: Option<i64>| {
        let mut one = rep("a");
        one.account = account;
        let because = check(Factor::Fairness, one, &unknown(), value);
        let expected = Because::Owed {
            owed_micro: account.owed_micro(),
            value_micro,
        };
        assert_eq!(because, expected);
    };
    // Due ten leads worth 100,000 fen; got ten, worth 80,000: two leads' value are owed.
    let poor = Account {
        due_micro: 10_000_000,
        got_micro: 10_000_000,
        due_fen: 100_000,
        got_fen: 80_000,
    };
    accounted(poor, 600, Some(2_000_000));
    let even = Account {
        got_micro: 12_000_000,
        ..poor
    };
    accounted(even, 500, Some(2_000_000));
    let rich = Account {
        got_fen: 160_000,
        ..poor
    };
    accounted(rich, 200, Some(-6_000_000));
    // Nothing overflows.
    let wild = Account {
        due_micro: i64::MAX,
        got_micro: i64::MIN,
        due_fen: 1,
        got_fen: i64::MIN,
    };
    accounted(wild, 1000, Some(i64::MAX));
    let worthless = Account {
        due_micro: 1_000_000,
        ..Account::default()
    };
    accounted(worthless, 600, None);
}

#[test]
fn effort_takes_room_in_the_score_only() {
    let mut heavy = rep("a").has(2, 10);
    heavy.effort_permille = Some(5_500);
    let because = check(Factor::Load, heavy.clone(), &unknown(), 450);
    let expected = Because::AtHand {
        load: 2,
        capacity: 10,
        effort_permille: Some(5_500),
    };
    assert_eq!(because, expected);
    // More effort than capacity: still not full.
    heavy.effort_permille = Some(u64::MAX);
    check(Factor::Load, heavy.clone(), &unknown(), 0);
    assert_eq!(candidates(&decide(&unknown(), [heavy])), ["a"]);
}

#[test]
fn a_kind_of_customer_counts_when_both_sides_name_it() {
    let check = |one: Described, customer_type, value| {
        let facts = Facts {
            customer_type,
            ..unknown()
        };
        check(Factor::CustomerType, one, &facts, value)
    };
    let serves = || {
        rep("a")
            .serves(CustomerType::Agent)
            .serves(CustomerType::Online)
    };
    let knows = check(serves(), CustomerType::Online, 1000);
    assert_eq!(knows, Because::KnowsCustomerType);
    let other = check(serves(), CustomerType::Retailer, 0);
    assert_eq!(other, Because::OtherCustomerType);
    let unknown = check(serves(), CustomerType::Unknown, 500);
    assert_eq!(unknown, Because::Unknown);
    let any = check(rep("a"), CustomerType::Agent, 500);
    assert_eq!(any, Because::Unrestricted);
}

#[test]
fn what_a_rep_did_counts_once_it_is_known() {
    let check = |rate: Option<u32>, value, claims, wins| {
        let mut one = rep("a");
        (one.responsive_permille, one.win_rate_permille) = (rate, rate);
        let said = check(Factor::Responsiveness, one.clone(), &unknown(), value);
        assert_eq!(said, claims);
        assert_eq!(check(Factor::WinRate, one, &unknown(), value), wins);
    };
    let rates = |permille| (Because::Claims { permille }, Because::Wins { permille });
    check(None, 500, Because::NoRecord, Because::NoRecord);
    for (rate, value) in [(0, 0), (730, 730), (1000, 1000), (5000, 1000)] {
        let (claims, wins) = rates(value);
        check(Some(rate), value, claims, wins);
    }
}

#[test]
fn whoever_won_a_customer_before_knows_them_best() {
    let check = |former: Option<(&str, bool)>, value| {
        let facts = Facts {
            former: former.map(|(name, won)| Former {
                rep: id(name),
                at: NOW,
                won,
            }),
            ..unknown()
        };
        check(Factor::Relationship, rep("a"), &facts, value)
    };
    let served = |won| Because::Served { at: NOW, won };
    assert_eq!(check(None, 500), Because::NewCustomer);
    assert_eq!(check(Some(("a", true)), 1000), served(true));
    assert_eq!(check(Some(("a", false)), 800), served(false));
    assert_eq!(check(Some(("b", true)), 0), Because::ServedByOther);
}
