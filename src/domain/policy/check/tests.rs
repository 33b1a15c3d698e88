use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::catalogue::{Catalogue, Category};
use crate::ids::StaffId;
use crate::people::{Grade, Role, Skill, Staff};
use crate::policy::tests::policies;
use crate::policy::{Mend, OfferPolicy, Policy, read};
use crate::region::Gazetteer;

static PLACES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);
static PRODUCTS: LazyLock<Catalogue> = LazyLock::new(|| {
    let cup = Category {
        parent: Some("杯壶".to_owned()),
        ..Category::named("保温杯")
    };
    Catalogue::new(vec![Category::named("杯壶"), cup, Category::named("雨伞")]).expect("valid")
});

fn staff(id: &str, name: &str, role: Role) -> Staff {
    Staff {
        id: StaffId::parse(id).expect("an id"),
        name: name.to_owned(),
        role,
        team: Some("华东".to_owned()),
        manager: None,
        wecom_userid: None,
        dingtalk_userid: None,
        job_number: None,
        prefers: None,
        territories: vec!["330700".parse().expect("a place")],
        products: vec![Skill {
            category: "杯壶".to_owned(),
            level_permille: 800,
        }],
        industries: vec!["日用百货".to_owned()],
        customer_types: Vec::new(),
        grade: Grade::B,
        capacity: 20,
        target_share_permille: 1000,
        calendar: "default".to_owned(),
        away_until: None,
        deputy: None,
        active: true,
        left: None,
    }
}

/// 张伟 sells cups in 金华, 王芳 left, 李经理 leads them.
fn town() -> Vec<Staff> {
    let mut wang = staff("wang", "王芳", Role::Rep);
    wang.active = false;
    vec![
        staff("li", "李经理", Role::Manager),
        wang,
        staff("zhang", "张伟", Role::Rep),
    ]
}

fn findings_of(people: &[Staff], value: &Value) -> Vec<Finding> {
    let first = Policy::first(OfferPolicy::default());
    let policy = read(value, "", &first, &PLACES).unwrap_or_else(|no| panic!("{no:?}"));
    let sources = ["website".to_owned(), "api".to_owned()];
    let company = Company {
        people: people.iter().collect(),
        catalogue: &PRODUCTS,
        sources: &sources,
        gazetteer: &PLACES,
    };
    check(&policy, &company, "")
}

fn told(value: &Value) -> Vec<String> {
    let found = findings_of(&town(), value);
    let lines = found.iter();
    lines
        .map(|one| format!("{} {}", one.flaw.code(), one.pointer))
        .collect()
}

#[track_caller]
fn says(value: &Value, expected: &[&str]) {
    assert_eq!(told(value), expected, "{value}");
}

/// Rules `r0`, `r1`, … of condition and deed.
fn rules(all: &[(Value, Value)]) -> Value {
    let rule = |(at, (when, then)): (usize, &(Value, Value))| json!({"id": format!("r{at}"), "name": format!("规则{at}"), "when": when, "then": then});
    json!({"rules": all.iter().enumerate().map(rule).collect::<Vec<_>>()})
}

fn one(when: Value, then: Value) -> Value {
    rules(&[(when, then)])
}

fn always() -> Value {
    json!({"all": []})
}

#[test]
fn the_rules_that_paidan_starts_with_are_without_fault() {
    says(&json!({}), &[]);
}

#[test]
fn who_is_named_has_to_be_a_rep() {
    says(
        &one(always(), json!({"strategy": {"named": "zhan"}})),
        &["rep.unknown /rules/0/then/strategy/named"],
    );
    says(
        &one(always(), json!({"strategy": {"named": "li"}})),
        &["rep.manager /rules/0/then/strategy/named"],
    );
    says(
        &one(always(), json!({"strategy": {"named": "wang"}})),
        &["rep.inactive /rules/0/then/strategy/named"],
    );
    says(
        &one(always(), json!({"among": {"reps": ["zhang", "nobody"]}})),
        &["rep.unknown /rules/0/then/among/reps/1"],
    );
    says(
        &json!({"offer": {"duty_manager": "zhang"}}),
        &["duty_manager.unknown /offer/duty_manager"],
    );
    says(&json!({"offer": {"duty_manager": "li"}}), &[]);
    let found = findings_of(
        &town(),
        &one(always(), json!({"strategy": {"named": "zhan"}})),
    );
    assert_eq!(found[0].flaw.severity(), Severity::Error);
    assert_eq!(
        found[0].flaw.mend(),
        Some(Mend::Replace {
            value: json!("zhang")
        })
    );
    assert_eq!(
        found[0].rule.as_ref().map(|rule| rule.name.as_str()),
        Some("规则0")
    );
}

#[test]
fn words_that_the_company_does_not_use() {
    says(
        &one(json!({"product": ["雨散", "保温杯"]}), json!({})),
        &["product.unknown /rules/0/when/product/0"],
    );
    says(
        &one(json!({"any": [{"not": {"source": ["web"]}}]}), json!({})),
        &["source.unknown /rules/0/when/any/0/not/source/0"],
    );
    says(
        &one(json!({"industry": ["航天"]}), json!({})),
        &["industry.unknown /rules/0/when/industry/0"],
    );
    says(
        &one(always(), json!({"among": {"teams": ["华东", "华冬"]}})),
        &["team.unknown /rules/0/then/among/teams/1"],
    );
    says(
        &one(always(), json!({"among": {"skills": ["雨散"]}})),
        &[
            "candidates.empty /rules/0/then/among",
            "product.unknown /rules/0/then/among/skills/0",
        ],
    );
}

#[test]
fn nobody_is_left() {
    says(
        &one(always(), json!({"among": {"territories": ["广东"]}})),
        &["candidates.empty /rules/0/then/among"],
    );
    says(
        &one(
            always(),
            json!({"among": {"territories": ["浙江"], "skills": ["保温杯"], "grades": ["B"]}}),
        ),
        &[],
    );
    says(
        &one(
            always(),
            json!({"among": {"grades": ["A"]}, "strategy": "pool"}),
        ),
        &[],
    );
    says(
        &json!({"constraints": {"grade_for_a": "A", "grade_for_b": "C"}}),
        &["grade.nobody /constraints/grade_for_a"],
    );
    says(
        &json!({"constraints": {"least_level_permille": 801}}),
        &["level.nobody /constraints/least_level_permille"],
    );
    says(
        &one(always(), json!({"constraints": {"grade_for_b": "A"}})),
        &["grade.nobody /rules/0/then/constraints/grade_for_b"],
    );
    let mut town = town();
    town[2].target_share_permille = 0;
    let shares = one(always(), json!({"strategy": "value_shares"}));
    assert_eq!(findings_of(&town, &shares)[0].flaw, Flaw::NoShares);
    town[2].active = false;
    assert_eq!(findings_of(&town, &shares)[0].flaw, Flaw::NoCandidates);
}

#[test]
fn a_factor_without_a_record() {
    let weights = json!({"territory": 300, "product": 250, "load": 250, "fairness": 100, "tier": 30, "industry": 20, "win_rate": 50});
    says(
        &json!({"weights": weights}),
        &["factor.no_record /weights/win_rate"],
    );
    says(
        &one(always(), json!({"weights": weights})),
        &["factor.no_record /rules/0/then/weights/win_rate"],
    );
}

#[test]
fn conditions_that_never_hold() {
    let never = |when: Value| says(&one(when, json!({})), &["rule.never_holds /rules/0/when"]);
    never(json!({"all": [{"region": ["330700"]}, {"region": ["广东"]}]}));
    never(json!({"all": [{"tier": ["A"]}, {"value": {"below": 5_000_000}}]}));
    never(json!({"not": {"all": []}}));
    never(json!({"all": [{"product": ["保温杯"]}, {"not": {"product": ["杯壶"]}}]}));
    never(
        json!({"all": [{"time": {"hours": {"from": "09:00", "to": "12:00"}}}, {"time": {"hours": {"from": "12:00", "to": "18:00"}}}]}),
    );
    never(json!({"all": [{"old_customer": true}, {"old_customer": false}]}));
    says(
        &one(
            json!({"all": [{"product": ["保温杯"]}, {"product": ["雨伞"]}]}),
            json!({}),
        ),
        &[],
    );
}

#[test]
fn rules_that_are_never_asked() {
    let zhejiang = json!({"region": ["浙江"]});
    let jinhua = json!({"all": [{"region": ["金华"]}, {"tier": ["A"]}]});
    let stop = json!({"otherwise": "stop"});
    says(
        &rules(&[
            (zhejiang.clone(), stop.clone()),
            (jinhua.clone(), json!({})),
        ]),
        &["rule.unreachable /rules/1"],
    );
    says(
        &rules(&[
            (always(), json!({"strategy": "pool"})),
            (jinhua.clone(), json!({})),
        ]),
        &["rule.unreachable /rules/1"],
    );
    says(
        &rules(&[(zhejiang.clone(), json!({})), (jinhua.clone(), json!({}))]),
        &[],
    );
    says(
        &rules(&[
            (jinhua.clone(), stop.clone()),
            (zhejiang.clone(), json!({})),
        ]),
        &[],
    );
    // Several rules together.
    let halves = rules(&[
        (json!({"value": {"below": 1000}}), stop.clone()),
        (json!({"region": ["广东"]}), stop.clone()),
        (json!({"value": {"from": 1000}}), stop.clone()),
        (json!({"tier": ["B", "C"]}), json!({})),
    ]);
    let found = findings_of(&town(), &halves);
    let last = found.last().expect("found");
    let Flaw::Unreachable { by, .. } = &last.flaw else {
        panic!("{found:?}");
    };
    assert_eq!(by.iter().map(|rule| rule.at).collect::<Vec<_>>(), [0, 1, 2]);
    // What would mend it: in front, or out when both mean the same.
    let pair = |then: Value| {
        findings_of(
            &town(),
            &rules(&[(zhejiang.clone(), stop.clone()), (then, json!({}))]),
        )
    };
    assert_eq!(pair(jinhua)[0].flaw.mend(), Some(Mend::Move { to: 0 }));
    assert_eq!(pair(zhejiang.clone())[0].flaw.mend(), Some(Mend::Remove));
    // A rule that is switched off hides nothing.
    let mut off = rules(&[(always(), stop.clone()), (zhejiang, json!({}))]);
    off["rules"][0]["enabled"] = json!(false);
    says(&off, &[]);
}

#[test]
fn rules_that_get_only_a_part() {
    let stop = json!({"otherwise": "stop"});
    let (region, tier) = (json!({"region": ["浙江"]}), json!({"tier": ["A"]}));
    says(
        &rules(&[(region.clone(), stop.clone()), (tier.clone(), json!({}))]),
        &["rule.partly_shadowed /rules/1"],
    );
    says(&rules(&[(region, json!({})), (tier, json!({}))]), &[]);
    says(
        &rules(&[
            (json!({"region": ["浙江"]}), stop),
            (json!({"region": ["广东"]}), json!({})),
        ]),
        &[],
    );
}

#[test]
fn thousands_of_rules_are_compared_in_moments() {
    let deed = json!({"otherwise": "stop"});
    let codes = PLACES.all(crate::region::Level::District);
    let all: Vec<(Value, Value)> = (0..2000)
        .map(|at| {
            let when = json!({"all": [{"region": [codes[at]]}, {"value": {"from": at}}, {"product": ["保温杯"]}]});
            (when, deed.clone())
        })
        .collect();
    let began = std::time::Instant::now();
    let found = told(&rules(&all));
    println!(
        "2000 rules that stop are compared in {:.0?}",
        began.elapsed()
    );
    assert_eq!(found, Vec::<String>::new());
    // The worst: every rule meets every other, and none hides one.
    let all: Vec<(Value, Value)> = (0..2000)
        .map(|at| {
            let either = json!({"any": [{"region": [codes[at]]}, {"value": {"from": at, "below": at + 2}}, {"tag": [format!("t{at}")]}]});
            (either, deed.clone())
        })
        .collect();
    let began = std::time::Instant::now();
    let found = told(&rules(&all));
    println!("2000 rules that all meet, in {:.0?}", began.elapsed());
    assert!(
        found.iter().any(|one| one.starts_with("rule.not_compared")),
        "the budget ends"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn every_policy_is_checked_to_the_end(policy in policies()) {
        let (people, sources) = (town(), ["website".to_owned()]);
        let company = Company { people: people.iter().collect(), catalogue: &PRODUCTS, sources: &sources, gazetteer: &PLACES };
        for one in check(&policy, &company, "/policy") {
            prop_assert!(one.pointer.starts_with("/policy"));
            prop_assert!(!one.flaw.code().is_empty());
            let _ = one.flaw.mend();
        }
    }
}
