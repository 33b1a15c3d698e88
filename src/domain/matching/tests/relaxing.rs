//! What is given up, stage by stage, when nobody fits.

use super::*;
use crate::policy::{Constraints, Relaxation};

fn relaxing(stages: &[Relaxation], limits: Constraints) -> Policy {
    Policy {
        relax: stages.to_vec(),
        constraints: limits,
        ..policy([])
    }
}

const ALL: [Relaxation; 5] = [
    Relaxation::Product,
    Relaxation::SameProvince,
    Relaxation::SamePart,
    Relaxation::AnyTerritory,
    Relaxation::Level,
];

fn check(facts: &Facts, people: &[Described], expected: (&str, &str, &[Relaxation])) {
    check_with(&ALL, Constraints::default(), facts, people, expected);
}

fn check_with(
    stages: &[Relaxation],
    limits: Constraints,
    facts: &Facts,
    people: &[Described],
    (name, stage, relaxed): (&str, &str, &[Relaxation]),
) {
    let floor = floor_under(relaxing(stages, limits), people.iter().cloned());
    let choice = choose(facts, &[], &floor, NOW);
    assert_eq!(chosen(&choice), format!("{name} default"));
    let why = choice.explanation;
    assert_eq!((why.stage.name(), why.relaxed.as_slice()), (stage, relaxed));
}

#[test]
fn one_after_the_other_and_each_with_all_before_it() {
    use Relaxation::{AnyTerritory, Level, Product, SamePart, SameProvince};
    let lead = lead("330782", &["保温杯"]);
    let umbrella = |name: &str, place: &str| rep(name).covers(place).sells("雨伞", 500);
    let here = umbrella("同城", "330700");
    let province = umbrella("同省", "330100");
    let part = umbrella("同区", "310000");
    let far = umbrella("远", "440000");
    let all = [here, province, part, far];
    check(&lead, &all, ("同城", "product_relaxed", &[Product]));
    check(
        &lead,
        &all[1..],
        ("同省", "territory_widened", &[Product, SameProvince]),
    );
    check(
        &lead,
        &all[2..],
        (
            "同区",
            "territory_widened",
            &[Product, SameProvince, SamePart],
        ),
    );
    check(
        &lead,
        &all[3..],
        (
            "远",
            "territory_widened",
            &[Product, SameProvince, SamePart, AnyTerritory],
        ),
    );
    // One who sells it elsewhere is not taken before the nearer stage is tried.
    let cups = rep("杯远").covers("440000").sells("保温杯", 1000);
    check(
        &lead,
        &[all[0].clone(), cups.clone()],
        ("同城", "product_relaxed", &[Product]),
    );
    // In the order of the policy.
    check_with(
        &[AnyTerritory, Product],
        Constraints::default(),
        &lead,
        &[all[0].clone(), cups],
        ("杯远", "territory_widened", &[AnyTerritory]),
    );
    // What is not in the list is never given up.
    check_with(
        &[Product, Level],
        Constraints::default(),
        &lead,
        &all[1..],
        ("nobody", "nobody", &[]),
    );
}

#[test]
fn what_was_never_asked_is_not_given_up() {
    use Relaxation::{Level, SameProvince};
    let province = rep("同省").covers("330100");
    check(
        &lead("330782", &[]),
        std::slice::from_ref(&province),
        ("同省", "territory_widened", &[SameProvince]),
    );
    check(
        &unknown(),
        &[rep("满").has(1, 1)],
        ("nobody", "nobody", &[]),
    );
    // A wider stage behind a narrower one that changes nothing more.
    check_with(
        &[Relaxation::AnyTerritory, SameProvince, Level],
        Constraints::default(),
        &lead("330782", &[]),
        &[rep("远").covers("440000").has(1, 1)],
        ("nobody", "nobody", &[]),
    );
}

#[test]
fn grade_and_level_are_given_up_together() {
    let limits = Constraints {
        grade_for_a: Some(Grade::A),
        least_level_permille: 800,
        ..Constraints::default()
    };
    let facts = Facts {
        tier: Some(Tier::A),
        ..lead("330782", &["保温杯"])
    };
    let weak = rep("弱").sells("保温杯", 300).graded(Grade::C);
    check_with(
        &[Relaxation::Level],
        limits,
        &facts,
        std::slice::from_ref(&weak),
        ("弱", "level_relaxed", &[Relaxation::Level]),
    );
    check_with(&[], limits, &facts, &[weak], ("nobody", "nobody", &[]));
    // Who may have it without selling it need not know it well, but be senior still.
    let other = |grade| rep("伞").sells("雨伞", 900).graded(grade);
    check_with(
        &[Relaxation::Product],
        limits,
        &facts,
        &[other(Grade::A)],
        ("伞", "product_relaxed", &[Relaxation::Product]),
    );
    check_with(
        &[Relaxation::Product],
        limits,
        &facts,
        &[other(Grade::B)],
        ("nobody", "nobody", &[]),
    );
}

#[test]
fn widening_counts_the_others_as_far_as_it_goes() {
    let floor = floor_under(
        relaxing(&[Relaxation::SameProvince], Constraints::default()),
        [
            rep("同省").covers("330100"),
            rep("同区").covers("310000"),
            rep("远").covers("440000"),
        ],
    );
    let why = choose(&lead("330782", &[]), &[], &floor, NOW).explanation;
    assert_eq!(candidates(&why), ["同省"]);
    assert_eq!(excluded(&why), ["同区 territory", "远 territory"]);
    assert_eq!(
        why.chosen().unwrap().factors[0].because,
        Because::NotCovered
    );
}
