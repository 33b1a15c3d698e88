//! Each factor by itself, with exact values (contract §5).

use super::*;
use crate::policy::Weights;

/// Value and reason of a factor for one rep; excluded reps are judged as well.
fn judge(factor: Factor, one: Described, facts: &Facts) -> FactorScore {
    // Every factor counts the same here, so that each is told.
    let weights = Weights {
        territory: 100,
        product: 100,
        load: 100,
        fairness: 100,
        tier: 100,
        industry: 100,
        customer_type: 100,
        responsiveness: 100,
        win_rate: 100,
        relationship: 100,
    };
    let policy = Policy {
        weights,
        ..policy([])
    };
    let best = suggest(facts, &[], &floor_under(policy, [one]), NOW, 1).remove(0);
    best.factors
        .into_iter()
        .find(|score| score.factor == factor)
        .unwrap()
}

pub(super) fn check(factor: Factor, one: Described, facts: &Facts, value: u32) -> Because {
    let score = judge(factor, one, facts);
    assert_eq!(score.value, value, "{score:?}");
    score.because
}

#[test]
fn a_territory_scores_by_its_nearest_level_that_holds_the_lead() {
    let check = |territories: &[&str], place: &str, value, because| {
        let one = territories
            .iter()
            .fold(rep("张伟"), |one, territory| one.covers(territory));
        assert_eq!(
            check(Factor::Territory, one, &lead(place, &[]), value),
            because
        );
    };
    let covered = |nearness| Because::Covered { nearness };
    check(
        &["330782"],
        "330782",
        1000,
        covered(crate::region::Nearness::District),
    );
    check(
        &["330700"],
        "330782",
        850,
        covered(crate::region::Nearness::City),
    );
    check(
        &["330700"],
        "330700",
        850,
        covered(crate::region::Nearness::City),
    );
    check(
        &["330000"],
        "330782",
        600,
        covered(crate::region::Nearness::Province),
    );
    check(
        &["华东"],
        "330782",
        400,
        covered(crate::region::Nearness::Larger),
    );
    check(
        &["全国"],
        "330782",
        400,
        covered(crate::region::Nearness::Larger),
    );
    check(
        &["全国", "330000", "330700"],
        "330782",
        850,
        covered(crate::region::Nearness::City),
    );
    check(
        &["330782", "全国"],
        "330782",
        1000,
        covered(crate::region::Nearness::District),
    );
    check(&["440000"], "330782", 0, Because::NotCovered);
    // A district does not hold the city that it lies in.
    check(&["330782"], "330700", 0, Because::NotCovered);
    check(
        &["310000"],
        "310115",
        600,
        covered(crate::region::Nearness::Province),
    );
    check(&[], "330782", 500, Because::Unrestricted);
    check(&["330700"], "", 500, Because::Unknown);
    check(&[], "", 500, Because::Unrestricted);
}

#[test]
fn a_product_scores_by_the_level_and_a_parent_counts_for_its_children() {
    let check = |skills: &[(&str, u32)], wanted: &[&str], value| {
        let one = skills
            .iter()
            .fold(rep("张伟"), |one, (name, level)| one.sells(name, *level));
        check(Factor::Product, one, &lead("", wanted), value)
    };
    let sells = |category: &str, level_permille| Because::Sells {
        category: category.to_owned(),
        level_permille,
    };
    assert_eq!(
        check(&[("保温杯", 900)], &["保温杯"], 900),
        sells("保温杯", 900)
    );
    assert_eq!(
        check(&[("杯壶", 700)], &["保温杯"], 700),
        sells("保温杯", 700)
    );
    assert_eq!(
        check(&[("杯壶", 700), ("保温杯", 900)], &["保温杯"], 900),
        sells("保温杯", 900)
    );
    // A child says nothing of its parent.
    assert_eq!(
        check(&[("保温杯", 900)], &["杯壶"], 0),
        Because::DoesNotSell
    );
    assert_eq!(
        check(&[("雨伞", 900)], &["保温杯"], 0),
        Because::DoesNotSell
    );
    // Several wanted: the mean, rounded down; the best known one is named.
    assert_eq!(
        check(&[("保温杯", 900)], &["保温杯", "雨伞"], 450),
        sells("保温杯", 900)
    );
    let three = ["雨伞", "保温杯", "陶瓷"];
    assert_eq!(
        check(&[("保温杯", 900), ("雨伞", 500)], &three, 466),
        sells("保温杯", 900)
    );
    // Of equals the first wanted one.
    let two = check(&[("保温杯", 800), ("雨伞", 800)], &["雨伞", "保温杯"], 800);
    assert_eq!(two, sells("雨伞", 800));
    // More than all is all.
    assert_eq!(
        check(&[("保温杯", 5000)], &["保温杯"], 1000),
        sells("保温杯", 1000)
    );
    // A level of nothing is still in the range.
    assert_eq!(check(&[("保温杯", 0)], &["保温杯"], 0), sells("保温杯", 0));
    assert_eq!(check(&[], &["保温杯"], 500), Because::Unrestricted);
    assert_eq!(check(&[("保温杯", 900)], &[], 500), Because::Unknown);
}

#[test]
fn load_scores_the_free_share_of_the_own_capacity() {
    let check = |load, capacity, value| {
        let one = rep("张伟").has(load, capacity);
        let because = check(Factor::Load, one, &unknown(), value);
        assert_eq!(
            because,
            Because::AtHand {
                load,
                capacity,
                effort_permille: None
            }
        );
    };
    check(0, 20, 1000);
    check(6, 20, 700);
    check(12, 20, 400);
    check(1, 3, 666);
    check(20, 20, 0);
    check(25, 20, 0);
    check(0, 0, 0);
    check(1, u32::MAX, 999);
}

#[test]
fn grade_a_serves_tier_a_best() {
    let check = |tier, grade, value| {
        let facts = Facts {
            tier: Some(tier),
            ..unknown()
        };
        let because = check(Factor::Tier, rep("张伟").graded(grade), &facts, value);
        assert_eq!(because, Because::Serves { tier, grade });
    };
    check(Tier::A, Grade::A, 1000);
    check(Tier::A, Grade::B, 500);
    check(Tier::A, Grade::C, 0);
    check(Tier::B, Grade::A, 500);
    check(Tier::B, Grade::B, 1000);
    check(Tier::B, Grade::C, 500);
    check(Tier::C, Grade::A, 0);
    check(Tier::C, Grade::B, 500);
    check(Tier::C, Grade::C, 1000);
    let because = judge(Factor::Tier, rep("张伟").graded(Grade::A), &unknown());
    assert_eq!((because.value, because.because), (500, Because::Unknown));
}

#[test]
fn an_industry_counts_when_both_sides_name_it() {
    let check = |one: Described, industry: Option<&str>, value| {
        let facts = Facts {
            industry: industry.map(str::to_owned),
            ..unknown()
        };
        check(Factor::Industry, one, &facts, value)
    };
    let knows = || rep("张伟").knows("餐饮").knows("日用百货");
    assert_eq!(
        check(knows(), Some("日用百货"), 1000),
        Because::KnowsIndustry
    );
    assert_eq!(check(knows(), Some("建材"), 0), Because::OtherIndustry);
    assert_eq!(check(knows(), None, 500), Because::Unknown);
    assert_eq!(check(rep("张伟"), Some("建材"), 500), Because::Unrestricted);
}

#[test]
fn fairness_is_the_middle_until_an_account_is_kept() {
    assert_eq!(
        check(Factor::Fairness, rep("张伟"), &unknown(), 500),
        Because::EvenTurns
    );
}

#[test]
fn the_weights_are_those_of_the_contract_and_add_up() {
    let one = decide(&unknown(), [rep("张伟")]).candidates.remove(0);
    let weights: Vec<(&str, u32)> = one
        .factors
        .iter()
        .map(|score| (score.factor.name(), score.weight))
        .collect();
    let expected = [
        ("territory", 300),
        ("product", 250),
        ("load", 250),
        ("fairness", 150),
        ("tier", 30),
        ("industry", 20),
    ];
    assert_eq!(weights, expected);
    assert_eq!(weights.iter().map(|(_, weight)| weight).sum::<u32>(), 1000);
}

#[test]
fn a_whole_score_is_the_sum_that_a_person_can_follow() {
    let zhang = rep("张伟")
        .covers("330700")
        .sells("保温杯", 900)
        .has(12, 20)
        .graded(Grade::A);
    let facts = Facts {
        value: Some(Fen(5_000_000)),
        tier: Some(Tier::A),
        ..lead("330782", &["保温杯"])
    };
    let why = decide(&facts, [zhang]);
    let best = why.chosen().unwrap();
    // 255 + 225 + 100 + 75 + 30 + 10.
    let parts: Vec<u32> = best
        .factors
        .iter()
        .map(|score| score.contribution)
        .collect();
    assert_eq!(parts, [255, 225, 100, 75, 30, 10]);
    assert_eq!(best.score, 695);
    assert_eq!(points(&parts), (70, vec![26, 23, 10, 7, 3, 1]));
}
