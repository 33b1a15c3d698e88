//! Which rule decides, among whom, and what its terms are.

use super::*;
use crate::policy::{Candidates, Constraints, OfferTerms, Otherwise, Strategy, Weights};

fn among(change: impl FnOnce(&mut Candidates)) -> Then {
    let mut then = Then::default();
    change(&mut then.among);
    then
}

fn people() -> [Described; 4] {
    [
        rep("王芳")
            .of_team("华东")
            .covers("330700")
            .sells("保温杯", 900),
        rep("张伟")
            .of_team("华东")
            .covers("330000")
            .sells("杯壶", 600),
        rep("赵强").of_team("华南").covers("全国").graded(Grade::A),
        rep("新人").covers("华东").graded(Grade::C).has(19, 20),
    ]
}

#[test]
fn the_first_rule_that_applies_and_finds_somebody_decides() {
    let facts = lead("330782", &["保温杯"]);
    let team = |name: &str| among(|who| who.teams.push(name.to_owned()));
    let never = rule("never", Condition::Any(vec![]), team("华南"));
    let check = |rules: Vec<Rule>, expected: &str| {
        assert_eq!(chosen(&under(rules, &facts, people())), expected);
    };
    check(vec![], "王芳 default");
    check(vec![never.clone()], "王芳 default");
    check(
        vec![never.clone(), always("south", team("华南"))],
        "赵强 south",
    );
    check(
        vec![always("east", team("华东")), always("south", team("华南"))],
        "王芳 east",
    );
    // Nobody there: the next one is asked.
    check(
        vec![always("north", team("华北")), always("south", team("华南"))],
        "赵强 south",
    );
    let mut off = always("off", team("华南"));
    off.enabled = false;
    check(vec![off], "王芳 default");
}

#[test]
fn a_rule_may_say_that_nobody_else_is_asked() {
    let stops = Then {
        otherwise: Otherwise::Stop,
        ..among(|who| who.teams.push("华北".to_owned()))
    };
    let choice = under(
        [always("north", stops), always("all", Then::default())],
        &lead("330782", &[]),
        people(),
    );
    assert_eq!(chosen(&choice), "nobody north");
    assert_eq!(choice.explanation.stage, Stage::Nobody);
    assert!(choice.eligible.is_empty());
    assert_eq!(choice.explanation.excluded_counts[&Exclusion::NotAmong], 4);
}

#[test]
fn a_rule_chooses_from_those_who_meet_all_that_it_names() {
    let check = |then: Then, names: &[&str]| {
        let choice = under([always("asked", then)], &unknown(), people());
        let mut found = candidates(&choice.explanation);
        found.sort_unstable();
        let mut names = names.to_vec();
        names.sort_unstable();
        assert_eq!(found, names);
        assert_eq!(choice.explanation.rule.id, "asked");
        let out = u32::try_from(4 - names.len()).unwrap();
        let counts = &choice.explanation.excluded_counts;
        assert_eq!(counts.get(&Exclusion::NotAmong).copied().unwrap_or(0), out);
    };
    let text = str::to_owned;
    check(
        among(|who| who.teams = vec![text("华东"), text("华南")]),
        &["王芳", "张伟", "赵强"],
    );
    // Whoever sells the parent sells it as well; who names nothing is not named.
    check(
        among(|who| who.skills = vec![text("保温杯")]),
        &["王芳", "张伟"],
    );
    check(among(|who| who.skills = vec![text("杯壶")]), &["张伟"]);
    check(
        among(|who| who.skills = vec![text("雨伞"), text("保温杯")]),
        &["王芳", "张伟"],
    );
    // A territory within one of these.
    check(
        among(|who| who.territories = vec!["330000".parse().unwrap()]),
        &["王芳", "张伟"],
    );
    check(
        among(|who| who.territories = vec!["华东".parse().unwrap()]),
        &["王芳", "张伟", "新人"],
    );
    check(
        among(|who| who.territories = vec!["全国".parse().unwrap()]),
        &["王芳", "张伟", "赵强", "新人"],
    );
    check(
        among(|who| who.grades = vec![Grade::A, Grade::C]),
        &["赵强", "新人"],
    );
    check(
        among(|who| who.reps = vec![id("张伟"), id("nobody")]),
        &["张伟"],
    );
    check(
        among(|who| {
            who.teams = vec![text("华东")];
            who.grades = vec![Grade::B];
            who.reps = vec![id("王芳"), id("赵强")];
        }),
        &["王芳"],
    );
}

#[test]
fn a_rules_weights_count_and_what_counts_nothing_is_not_told() {
    let weights = Weights {
        territory: 0,
        product: 0,
        load: 0,
        fairness: 0,
        tier: 0,
        industry: 0,
        customer_type: 0,
        responsiveness: 0,
        win_rate: 400,
        relationship: 600,
    };
    let then = Then {
        weights: Some(weights),
        ..Then::default()
    };
    let facts = Facts {
        former: Some(Former {
            rep: id("张伟"),
            at: NOW,
            won: false,
        }),
        ..lead("330782", &[])
    };
    let choice = under([always("asked", then)], &facts, people());
    assert_eq!(chosen(&choice), "张伟 asked");
    let best = choice.chosen().unwrap();
    let told: Vec<(&str, u32, u32)> = best
        .factors
        .iter()
        .map(|one| (one.factor.name(), one.value, one.contribution))
        .collect();
    assert_eq!(told, [("win_rate", 500, 200), ("relationship", 800, 480)]);
    assert_eq!(best.score, 680);
}

#[test]
fn a_rules_terms_go_with_the_choice() {
    let terms = OfferTerms {
        claim_within_seconds: Some(60),
        max_offers: Some(7),
    };
    let then = Then {
        offer: Some(terms),
        ..Then::default()
    };
    let choice = under([always("asked", then.clone())], &unknown(), people());
    assert_eq!(
        (choice.claim_within_seconds, choice.max_offers),
        (Some(60), 7)
    );
    let choice = under([], &unknown(), people());
    assert_eq!((choice.claim_within_seconds, choice.max_offers), (None, 3));
    let rules = policy([always("asked", then)]);
    assert_eq!(floor_under(rules, []).most_offers(), 7);
}

#[test]
fn a_valuable_lead_may_ask_for_a_grade_and_a_level() {
    let limits = Constraints {
        grade_for_a: Some(Grade::A),
        grade_for_b: Some(Grade::B),
        least_level_permille: 700,
        ..Constraints::default()
    };
    let then = Then {
        constraints: Some(limits),
        relax: Some(vec![]),
        ..Then::default()
    };
    let check = |tier: Option<Tier>, wanted: &[&str], expected: &[&str]| {
        let facts = Facts {
            tier,
            ..lead("330782", wanted)
        };
        let stops = Then {
            otherwise: Otherwise::Stop,
            ..then.clone()
        };
        let why = under([always("asked", stops)], &facts, people()).explanation;
        assert_eq!(excluded(&why), expected);
    };
    check(None, &[], &[]);
    check(Some(Tier::C), &[], &[]);
    check(Some(Tier::B), &[], &["新人 not_senior"]);
    check(
        Some(Tier::A),
        &[],
        &["王芳 not_senior", "张伟 not_senior", "新人 not_senior"],
    );
    // 张伟 knows it, but not well; the others name no product, which restricts nothing.
    check(None, &["保温杯"], &["张伟 not_skilled"]);
    check(
        Some(Tier::B),
        &["保温杯"],
        &["张伟 not_skilled", "新人 not_senior"],
    );
}

#[test]
fn a_rule_may_send_a_lead_to_the_pool_at_once() {
    let then = Then {
        strategy: Strategy::Pool,
        ..Then::default()
    };
    let choice = under([always("night", then)], &lead("330782", &[]), people());
    assert!(choice.goes_to_pool());
    assert_eq!(chosen(&choice), "nobody night");
    assert!(choice.eligible.is_empty() && choice.explanation.excluded.is_empty());
    assert!(!under([], &unknown(), []).goes_to_pool());
}

#[test]
fn the_words_to_look_for_are_those_of_the_rules_in_force() {
    let contains =
        |words: &[&str]| Condition::Contains(words.iter().map(|&word| word.to_owned()).collect());
    let nested = Condition::All(vec![
        Condition::Not(Box::new(contains(&["样品", "定制"]))),
        Condition::Any(vec![contains(&["定制", "加急"])]),
    ]);
    let mut off = rule("off", contains(&["从不"]), Then::default());
    off.enabled = false;
    let policy = policy([rule("a", nested, Then::default()), off]);
    let mut expected = vec!["样品", "定制", "加急"];
    expected.sort_unstable();
    assert_eq!(policy.watched_words(), expected);
}
