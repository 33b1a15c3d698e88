//! What is stored with a decision, and what finds a tampered one.

use super::*;

fn decision() -> Explanation {
    decide(
        &Facts {
            tier: Some(Tier::B),
            ..lead("330782", &["保温杯"])
        },
        [
            rep("张伟")
                .covers("330700")
                .sells("保温杯", 900)
                .has(20, 20),
            rep("王芳").covers("330000").sells("杯壶", 700).has(7, 30),
            rep("赵强").covers("全国").sells("保温杯", 333),
        ],
    )
}

fn bytes(why: &Explanation) -> Vec<u8> {
    serde_json::to_vec(why).unwrap()
}

#[test]
fn it_names_the_policy_the_rule_and_what_was_known() {
    let why = decision();
    assert_eq!((why.policy_version, why.rule.id.as_str()), (1, "default"));
    assert_eq!(why.facts.region, Some(RegionCode::parse("330782").unwrap()));
    assert_eq!(excluded(&why), ["张伟 full"]);
    assert_eq!((why.excluded[0].load, why.excluded[0].capacity), (20, 20));
    assert_eq!(candidates(&why), ["王芳", "赵强"]);
}

#[test]
fn a_changed_figure_is_found_by_working_it_out_again() {
    let changes: [fn(&mut Explanation); 4] = [
        |why| why.candidates[0].score += 1,
        |why| why.candidates[0].factors[0].weight += 10,
        |why| why.candidates[1].factors[1].value += 40,
        |why| why.candidates[1].factors[2].contribution -= 1,
    ];
    let honest = decision();
    assert_eq!(bytes(&honest.recomputed()), bytes(&honest));
    for change in changes {
        let mut touched = honest.clone();
        change(&mut touched);
        assert_ne!(bytes(&touched.recomputed()), bytes(&touched));
    }
}

#[test]
fn every_word_of_it_comes_back_as_it_went_out() {
    let people = (0..30).map(|n| {
        let one = rep(&format!("r{n}"));
        match n % 8 {
            0 => one.gone(),
            1 => one.manages(),
            2 => one.away_until(Instant(NOW.0 + 1)),
            3 => one.covers("440000"),
            4 => one.sells("雨伞", 900),
            5 => one.has(3, 3),
            6 => one.knows("餐饮").sells("杯壶", 100),
            _ => one.covers("全国").knows("建材"),
        }
    });
    let facts = Facts {
        industry: Some("建材".to_owned()),
        ..lead("330782", &["保温杯"])
    };
    let why = choose(&facts, &[id("r7")], &floor(people), NOW).explanation;
    assert_eq!(why.excluded_counts.len(), 7, "every reason occurs");
    let read: Explanation = serde_json::from_slice(&bytes(&why)).unwrap();
    assert_eq!(read, why);
    assert_eq!(bytes(&read), bytes(&why));
    for reason in why.excluded_counts.keys() {
        assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
    }
    for stage in [Stage::Strict, Stage::ProductRelaxed, Stage::Nobody] {
        assert_eq!(serde_json::to_value(stage).unwrap(), stage.name());
    }
    for factor in Factor::ALL {
        assert_eq!(serde_json::to_value(factor).unwrap(), factor.name());
    }
}

#[test]
fn managers_are_asked_only_while_they_work_here() {
    let led = |name: &str, manager: &str| rep(name).with(|staff| staff.manager = Some(id(manager)));
    let team = |one: Described| one.with(|staff| staff.team = Some("华东".to_owned()));
    let people = floor([
        team(rep("li").manages()),
        rep("gone").manages().gone(),
        led("a", "li"),
        led("b", "gone"),
        led("c", "a"),
        team(rep("d")),
        rep("e"),
    ]);
    let manager = |name: &str| people.manager_of(&id(name)).map(StaffId::as_str);
    assert_eq!(manager("a"), Some("li"));
    assert_eq!(manager("b"), None);
    assert_eq!(manager("c"), None, "a rep is nobody's manager");
    assert_eq!(manager("d"), None);
    let leads = |boss: &str, member: &str| people.leads(&id(boss), &id(member));
    assert!(leads("li", "a") && leads("li", "d") && leads("li", "li"));
    assert!(!leads("li", "e") && !leads("a", "c") && !leads("d", "li") && !leads("li", "nobody"));
}

#[test]
fn a_decision_from_before_there_were_rules_is_the_same_bytes_when_worked_out_again() {
    let stored = include_str!("../../../../tests/data/upgrades/decision-2026-11-25.json");
    let read: Explanation = serde_json::from_str(stored).unwrap();
    assert_eq!(
        String::from_utf8(bytes(&read.recomputed())).unwrap(),
        stored
    );
}
