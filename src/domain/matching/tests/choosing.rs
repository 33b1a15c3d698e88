//! Who is a candidate, in which order, and why the others are not.

use super::*;

#[test]
fn the_best_score_comes_first() {
    let why = decide(
        &lead("330782", &["保温杯"]),
        [
            rep("赵强").covers("全国"),
            rep("王芳").covers("330000").sells("保温杯", 600),
            rep("张伟").covers("330700").sells("保温杯", 900),
        ],
    );
    assert_eq!(candidates(&why), ["张伟", "王芳", "赵强"]);
    assert_eq!(why.stage, Stage::Strict);
    assert_eq!(why.policy_version, 1);
    assert!(why.excluded.is_empty() && why.excluded_counts.is_empty());
}

#[test]
fn of_equals_the_one_who_waited_longest_is_first_then_the_smaller_id() {
    let why = decide(
        &unknown(),
        [
            rep("d").waits_since(-10),
            rep("c").waits_since(-60),
            rep("b"),
            rep("e").waits_since(-60),
            rep("a"),
        ],
    );
    // Who never had one waited longest.
    assert_eq!(candidates(&why), ["a", "b", "c", "e", "d"]);
    // A better score comes before a longer wait.
    let why = decide(&unknown(), [rep("a").has(1, 20), rep("z").waits_since(-1)]);
    assert_eq!(candidates(&why), ["z", "a"]);
}

#[test]
fn everybody_left_out_has_a_reason() {
    let facts = lead("330782", &["保温杯"]);
    let check = |one: Described, reason: &str| {
        let why = decide(&facts, [one.clone(), rep("好人")]);
        assert_eq!(candidates(&why), ["好人"]);
        assert_eq!(excluded(&why), [format!("{} {reason}", one.staff.name)]);
        assert_eq!(why.excluded_counts.values().sum::<u32>(), 1);
    };
    check(rep("张伟").gone(), "inactive");
    check(rep("张伟").manages(), "manager");
    check(rep("张伟").away_until(Instant(NOW.0 + 1)), "away");
    check(rep("张伟").covers("440000"), "territory");
    check(rep("张伟").sells("雨伞", 900), "product");
    check(rep("张伟").has(20, 20), "full");
    check(rep("张伟").has(21, 20), "full");
    check(rep("张伟").has(0, 0), "full");

    let asked = choose(
        &facts,
        &[id("张伟")],
        &floor([rep("张伟"), rep("好人")]),
        NOW,
    );
    assert_eq!(excluded(&asked.explanation), ["张伟 already_offered"]);
}

#[test]
fn the_first_reason_that_applies_is_given() {
    let facts = lead("330782", &["保温杯"]);
    // From the last to the first, each on top of the others.
    let full = rep("张伟").has(9, 9);
    let product = full.clone().sells("雨伞", 900);
    let territory = product.clone().covers("440000");
    let away = territory.clone().away_until(Instant(NOW.0 + 1));
    let manager = away.clone().manages();
    let inactive = manager.clone().gone();
    let check = |one: &Described, asked: &[StaffId], reason| {
        let why = choose(&facts, asked, &floor([one.clone(), rep("好人")]), NOW).explanation;
        assert_eq!(excluded(&why), [format!("张伟 {reason}")]);
    };
    let asked = [id("张伟")];
    check(&full, &[], "full");
    check(&product, &[], "product");
    check(&territory, &[], "territory");
    check(&territory, &asked, "already_offered");
    check(&away, &asked, "away");
    check(&manager, &asked, "manager");
    check(&inactive, &asked, "inactive");
}

#[test]
fn back_from_leave_means_from_that_instant_on() {
    assert_eq!(
        candidates(&decide(&unknown(), [rep("a").away_until(NOW)])),
        ["a"]
    );
    assert!(
        decide(&unknown(), [rep("a").away_until(Instant(NOW.0 + 1))])
            .chosen()
            .is_none()
    );
}

#[test]
fn what_is_not_known_or_not_named_restricts_nothing() {
    let picky = || rep("a").covers("440000").sells("陶瓷", 900).knows("餐饮");
    assert_eq!(candidates(&decide(&unknown(), [picky()])), ["a"]);
    assert_eq!(
        candidates(&decide(&lead("330782", &["保温杯"]), [rep("a")])),
        ["a"]
    );
    // An industry never leaves anybody out.
    let facts = Facts {
        industry: Some("建材".to_owned()),
        ..lead("440300", &["陶瓷"])
    };
    assert_eq!(candidates(&decide(&facts, [picky()])), ["a"]);
}

#[test]
fn one_of_several_products_is_enough() {
    let facts = lead("", &["雨伞", "保温杯"]);
    assert_eq!(
        candidates(&decide(&facts, [rep("a").sells("杯壶", 700)])),
        ["a"]
    );
}

#[test]
fn the_product_is_relaxed_when_nobody_in_reach_sells_it() {
    let people = || {
        [
            rep("做伞").covers("330700").sells("雨伞", 900),
            rep("也做伞").covers("330000").sells("雨具", 900),
            rep("做杯远").covers("440000").sells("保温杯", 900),
            rep("做杯忙")
                .covers("330700")
                .sells("保温杯", 900)
                .has(20, 20),
        ]
    };
    let why = decide(&lead("330782", &["保温杯"]), people());
    assert_eq!(why.stage, Stage::ProductRelaxed);
    assert_eq!(candidates(&why), ["做伞", "也做伞"]);
    let product = &why.chosen().unwrap().factors[1];
    assert_eq!(
        (product.value, &product.because),
        (0, &Because::DoesNotSell)
    );
    // The territory never is.
    assert_eq!(excluded(&why), ["做杯忙 full", "做杯远 territory"]);
    // While one who sells it is free, it is not relaxed.
    let free = rep("做杯闲").covers("全国").sells("保温杯", 100);
    let why = decide(
        &lead("330782", &["保温杯"]),
        people().into_iter().chain([free]),
    );
    assert_eq!(
        (why.stage, candidates(&why)),
        (Stage::Strict, vec!["做杯闲"])
    );
}

#[test]
fn nobody_is_eligible_when_no_one_covers_the_place_or_has_room() {
    let far = || rep("远").covers("440000");
    let why = decide(
        &lead("330782", &["保温杯"]),
        [far(), rep("满").has(1, 1).sells("雨伞", 1)],
    );
    assert_eq!(why.stage, Stage::Nobody);
    assert!(why.chosen().is_none() && why.candidates.is_empty());
    // The reasons are those of the whole conditions.
    assert_eq!(excluded(&why), ["满 product", "远 territory"]);
    let why = decide(&lead("330782", &[]), []);
    assert_eq!((why.stage, why.excluded.len()), (Stage::Nobody, 0));
}

#[test]
fn a_manager_may_choose_from_all_who_work_those_who_had_it_last() {
    let people = floor([
        rep("忙").covers("330700").has(20, 20),
        rep("远").covers("440000"),
        rep("近").covers("330700"),
        rep("有过").covers("330782"),
        rep("假").away_until(Instant(NOW.0 + 1)),
        rep("走").gone(),
        rep("管").manages(),
    ]);
    let had = [id("有过")];
    let names = |most| {
        let found = suggest(&lead("330782", &[]), &had, &people, NOW, most);
        found
            .into_iter()
            .map(|one| one.rep_name)
            .collect::<Vec<_>>()
    };
    assert_eq!(names(10), ["近", "远", "忙", "有过"]);
    assert_eq!(names(2), ["近", "远"]);
    assert!(names(0).is_empty());
}

#[test]
fn loads_and_turns_move_with_the_leads() {
    let mut people = floor([rep("a").has(1, 2), rep("b").has(0, 2)]);
    people.moved(Some(&id("a")), Some(&id("b")));
    people.moved(None, Some(&id("b")));
    people.moved(Some(&id("a")), None);
    people.moved(Some(&id("nobody")), Some(&id("nobody")));
    people.offered(&id("b"), NOW);
    let load = |name: &str| people.find(&id(name)).unwrap().load;
    assert_eq!((load("a"), load("b")), (0, 2), "never below zero");
    assert_eq!(people.find(&id("b")).unwrap().last_offered, Some(NOW));
    assert!(people.find(&id("nobody")).is_none());
}
