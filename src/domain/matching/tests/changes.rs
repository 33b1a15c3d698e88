//! A floor that was changed step by step is the floor that is made anew.

use super::random::{Dice, a_lead, a_policy, somebody};
use super::*;

/// Everything that is asked of a floor, as text.
fn asked(floor: &Floor, facts: &Facts) -> String {
    let choice = choose(facts, &[], floor, NOW);
    let names = choice.eligible.iter();
    let mut names: Vec<_> = names
        .map(|place| &floor.at(place).unwrap().staff.id)
        .collect();
    names.sort();
    let people: Vec<&Standing> = floor.people().collect();
    let why = serde_json::to_string(&choice.explanation).unwrap();
    let suggested = suggest(facts, &[], floor, NOW, 9);
    let shown = audience(facts, floor, NOW, 9);
    format!("{why} {names:?} {suggested:?} {shown:?} {people:?}")
}

fn made_anew(floor: &Floor) -> Floor {
    let people = floor.people().cloned().collect();
    Floor::new(people, floor.policy.clone(), floor.catalogue.clone())
}

fn step(dice: &mut Dice, floor: &mut Floor) {
    let name = |dice: &mut Dice| format!("r{:02}", dice.below(14));
    let one = name(dice);
    match dice.below(7) {
        0..3 => floor.put(somebody(dice, &one).standing()),
        3 => floor.moved(Some(&id(&one)), Some(&id(&name(dice)))),
        4 => floor.moved_with(None, Some(&id(&one)), dice.below(3000)),
        5 => floor.offered(&id(&one), Instant(NOW.0 - i64::from(dice.below(9)))),
        _ => floor.change(&id(&one), |standing| {
            standing.load = dice.below(6);
            standing.win_rate_permille = Some(dice.below(1001));
        }),
    }
}

#[test]
fn step_by_step_or_made_anew_is_the_same() {
    for seed in 0..600 {
        let mut dice = Dice(seed);
        let rules = dice.below(3);
        let mut floor = floor_under(a_policy(&mut dice, rules), []);
        let earlier = floor.clone();
        for _ in 0..30 {
            step(&mut dice, &mut floor);
        }
        let middle = floor.clone();
        let before = asked(&middle, &unknown());
        for _ in 0..10 {
            step(&mut dice, &mut floor);
            let facts = a_lead(&mut dice);
            assert_eq!(
                asked(&floor, &facts),
                asked(&made_anew(&floor), &facts),
                "seed {seed}"
            );
        }
        assert_eq!(asked(&middle, &unknown()), before, "a copy stands still");
        assert_eq!(earlier.head_count(), 0);
    }
}

#[test]
fn somebody_is_put_at_their_place_again() {
    let mut floor = floor([rep("b"), rep("a").covers("330700").has(1, 2)]);
    let place = floor.place(&id("a"));
    floor.put(rep("a").covers("440000").has(2, 2).standing());
    floor.put(rep("c").sells("没见过", 900).standing());
    assert_eq!(floor.place(&id("a")), place);
    assert_eq!(floor.at(place.unwrap()).unwrap().load, 2);
    let names: Vec<&str> = floor.people().map(|one| one.staff.name.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"], "in order of their ids");
    let why = choose(&lead("330782", &["没见过"]), &[], &floor, NOW).explanation;
    assert_eq!(candidates(&why), ["c", "b"]);
    assert_eq!(excluded(&why), ["a territory"]);
}

#[test]
fn a_change_never_changes_who_somebody_is() {
    let mut floor = floor([rep("a")]);
    floor.change(&id("a"), |one| *one = rep("b").has(3, 3).standing());
    let one = floor.find(&id("a")).unwrap();
    assert_eq!((one.staff.name.as_str(), one.load), ("a", 3));
    floor.change(&id("nobody"), |_| panic!("nobody is here"));
    assert!(floor.find(&id("nobody")).is_none() && floor.at(7).is_none());
}
