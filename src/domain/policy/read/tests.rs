use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::policy::tests::policies;
use crate::policy::{OfferPolicy, Policy};
use crate::region::Gazetteer;

static PLACES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

fn first() -> Policy {
    Policy::first(OfferPolicy::default())
}

fn reads(value: &Value) -> Policy {
    let read = read(value, "", &first(), &PLACES);
    read.unwrap_or_else(|misread| panic!("{misread:?}"))
}

/// Every mistake as `code pointer`.
fn told(value: &Value) -> Vec<String> {
    let misread = read(value, "", &first(), &PLACES).expect_err("wrong");
    let mistakes = misread.mistakes.iter();
    mistakes
        .map(|one| format!("{} {}", one.code(), one.pointer))
        .collect()
}

#[track_caller]
fn check(value: &Value, expected: &[&str]) {
    let shown: String = value.to_string().chars().take(300).collect();
    assert_eq!(told(value), expected, "{shown}");
}

/// One rule with this condition and nothing else wrong.
fn when(condition: &Value) -> Value {
    json!({"rules": [{"id": "a", "name": "甲", "when": condition}]})
}

fn then(then: &Value) -> Value {
    json!({"rules": [{"id": "a", "name": "甲", "then": then}]})
}

#[test]
fn what_is_left_out_is_as_paidan_starts() {
    assert_eq!(reads(&json!({})), first());
    assert_eq!(reads(&json!({"version": 9})).version, 1);
    let bare = reads(&json!({"rules": [{"id": "a", "name": " 甲 "}]}));
    assert_eq!(bare.rules[0].name, "甲");
    assert!(bare.rules[0].enabled && bare.rules[0].then.among.is_everybody());
}

#[test]
fn places_are_written_by_name_or_code_and_kept_by_code() {
    let policy = reads(&when(
        &json!({"region": ["金华", "华东大区", "330782", "全国"]}),
    ));
    let canonical = json!({"region": ["330700", "华东", "330782", "全国"]});
    assert_eq!(written(&policy)["rules"][0]["when"], canonical);
    let policy = reads(&when(&json!({"region": "义乌"})));
    assert_eq!(
        written(&policy)["rules"][0]["when"],
        json!({"region": ["330782"]})
    );
}

#[test]
fn a_version_that_was_looked_up_can_be_sent_back() {
    let policy = first();
    assert_eq!(reads(&written(&policy)), policy);
    assert_eq!(written(&policy)["offer"]["claim_within_seconds"], 300);
}

#[test]
fn wrong_kinds_of_value() {
    check(&json!([]), &["field.type "]);
    check(&json!({"rules": {}}), &["field.type /rules"]);
    check(&json!({"rules": [7]}), &["field.type /rules/0"]);
    check(&json!({"time_zone": 8}), &["field.type /time_zone"]);
    check(&json!({"tiers": {"a": 1.5}}), &["field.type /tiers/a"]);
    check(&when(&json!("always")), &["field.type /rules/0/when"]);
    check(
        &when(&json!({"all": {}})),
        &["field.type /rules/0/when/all"],
    );
    check(
        &when(&json!({"old_customer": 1})),
        &["field.type /rules/0/when/old_customer"],
    );
    check(
        &when(&json!({"region": [330_700]})),
        &["field.type /rules/0/when/region/0"],
    );
    check(
        &then(&json!({"strategy": []})),
        &["field.type /rules/0/then/strategy"],
    );
}

#[test]
fn unknown_keys_and_words_with_what_was_meant() {
    let nearest = |value: &Value| {
        let misread = read(value, "", &first(), &PLACES).expect_err("wrong");
        misread.mistakes[0].mend()
    };
    use crate::policy::Mend;
    let rename = |key: &str| {
        Some(Mend::Rename {
            key: key.to_owned(),
        })
    };
    let replace = |value: &str| {
        Some(Mend::Replace {
            value: json!(value),
        })
    };
    check(&json!({"wieghts": {}}), &["field.unknown /wieghts"]);
    assert_eq!(nearest(&json!({"wieghts": {}})), rename("weights"));
    assert_eq!(nearest(&json!({"colour": 1})), Some(Mend::Remove));
    check(&json!({"a/b~": 1}), &["field.unknown /a~1b~0"]);
    check(
        &when(&json!({"regoin": ["金华"]})),
        &["word.unknown /rules/0/when"],
    );
    assert_eq!(
        nearest(&when(&json!({"regoin": ["金华"]}))),
        replace("region")
    );
    check(
        &when(&json!({"tier": ["a"]})),
        &["word.unknown /rules/0/when/tier/0"],
    );
    check(
        &when(&json!({"customer_type": ["agents"]})),
        &["word.unknown /rules/0/when/customer_type/0"],
    );
    check(
        &then(&json!({"strategy": "best-score"})),
        &["word.unknown /rules/0/then/strategy"],
    );
    assert_eq!(
        nearest(&then(&json!({"strategy": "best-score"}))),
        replace("best_score")
    );
    check(
        &then(&json!({"strategy": {"name": "zhang"}})),
        &["word.unknown /rules/0/then/strategy"],
    );
    check(
        &then(&json!({"strategy": "named"})),
        &["field.missing /rules/0/then/strategy/named"],
    );
    check(&json!({"relax": ["produce"]}), &["word.unknown /relax/0"]);
    check(
        &json!({"constraints": {"grade_for_a": "S"}}),
        &["word.unknown /constraints/grade_for_a"],
    );
}

#[test]
fn what_has_to_be_there() {
    check(
        &json!({"rules": [{}]}),
        &["field.missing /rules/0/id", "field.missing /rules/0/name"],
    );
    check(
        &json!({"weights": {"territory": 300, "product": 250, "load": 250, "fairness": 150, "tier": 50}}),
        &["field.missing /weights/industry"],
    );
    check(
        &when(&json!({"time": {"hours": {"from": "09:00"}}})),
        &["field.missing /rules/0/when/time/hours/to"],
    );
    check(
        &when(&json!({"region": []})),
        &["list.empty /rules/0/when/region"],
    );
    check(
        &when(&json!({"any": []})),
        &["list.empty /rules/0/when/any"],
    );
    check(&when(&json!({})), &["condition.one_key /rules/0/when"]);
    check(
        &when(&json!({"tier": ["A"], "tag": ["x"]})),
        &["condition.one_key /rules/0/when"],
    );
}

#[test]
fn numbers_and_ranges() {
    check(
        &when(&json!({"value": {}})),
        &["range.open /rules/0/when/value"],
    );
    check(
        &when(&json!({"value": {"from": 5, "below": 5}})),
        &["range.empty /rules/0/when/value"],
    );
    check(
        &when(&json!({"value": {"from": -1}})),
        &["number.range /rules/0/when/value/from"],
    );
    check(
        &when(&json!({"quantity": {"below": 1e30}})),
        &["field.type /rules/0/when/quantity/below"],
    );
    check(&json!({"tiers": {"a": 1, "b": 2}}), &["tiers.order /tiers"]);
    check(
        &json!({"offer": {"claim_within_seconds": 0}}),
        &["number.range /offer/claim_within_seconds"],
    );
    check(
        &json!({"offer": {"max_offers": 18_446_744_073_709_551_615_u64}}),
        &["number.range /offer/max_offers"],
    );
    check(
        &then(&json!({"offer": {"claim_within_seconds": 5, "max_offers": 21}})),
        &[
            "number.range /rules/0/then/offer/claim_within_seconds",
            "number.range /rules/0/then/offer/max_offers",
        ],
    );
    check(
        &json!({"constraints": {"effort": {"a": 99}}}),
        &["number.range /constraints/effort/a"],
    );
    let mut weights = written(&first())["weights"].clone();
    weights["load"] = json!(200);
    let misread = read(&json!({"weights": weights}), "/policy", &first(), &PLACES);
    let mistake = &misread.expect_err("wrong").mistakes[0];
    assert_eq!(
        (mistake.pointer.as_str(), &mistake.what),
        ("/policy/weights", &What::WeightSum { sum: 950 })
    );
}

#[test]
fn times_zones_names_and_ids() {
    check(
        &when(&json!({"time": {"hours": {"from": "24:00", "to": "9"}}})),
        &[
            "time.format /rules/0/when/time/hours/from",
            "time.format /rules/0/when/time/hours/to",
        ],
    );
    check(
        &when(&json!({"time": {"days": ["Monday"]}})),
        &["word.unknown /rules/0/when/time/days/0"],
    );
    check(
        &json!({"time_zone": "Asia/Shanghia"}),
        &["time_zone.unknown /time_zone"],
    );
    check(
        &json!({"rules": [{"id": "大单 1", "name": ""}]}),
        &["rule_id.format /rules/0/id", "text.length /rules/0/name"],
    );
    check(
        &json!({"rules": [{"id": "a", "name": "字".repeat(41)}]}),
        &["text.length /rules/0/name"],
    );
    check(
        &json!({"rules": [{"id": "a", "name": "甲"}, {"id": "a", "name": "乙"}]}),
        &["rule_id.duplicate /rules/1/id"],
    );
    check(
        &then(&json!({"among": {"reps": ["a b"]}})),
        &["staff_id.format /rules/0/then/among/reps/0"],
    );
    check(
        &then(&json!({"relax": ["product", "product"]})),
        &["list.repeated /rules/0/then/relax/1"],
    );
}

#[test]
fn places_that_are_not_or_are_several() {
    check(
        &when(&json!({"region": ["金花"]})),
        &["territory.unknown /rules/0/when/region/0"],
    );
    check(
        &when(&json!({"region": ["339900"]})),
        &["territory.unknown /rules/0/when/region/0"],
    );
    check(
        &when(&json!({"region": ["鼓楼区"]})),
        &["territory.ambiguous /rules/0/when/region/0"],
    );
    check(
        &then(&json!({"among": {"territories": [""]}})),
        &["text.length /rules/0/then/among/territories/0"],
    );
}

#[test]
fn everything_wrong_is_told_at_once_in_order() {
    let value = json!({"relax": ["x"], "rules": [
        {"id": "A", "name": "甲", "when": {"all": [{"tier": ["D"]}, {"region": ["火星"]}]}},
        {"id": "b", "name": "乙", "then": {"otherwise": "halt", "colour": 1}},
    ]});
    check(
        &value,
        &[
            "word.unknown /relax/0",
            "rule_id.format /rules/0/id",
            "word.unknown /rules/0/when/all/0/tier/0",
            "territory.unknown /rules/0/when/all/1/region/0",
            "field.unknown /rules/1/then/colour",
            "word.unknown /rules/1/then/otherwise",
        ],
    );
}

#[test]
fn no_document_is_too_large_or_too_deep_to_refuse_quickly() {
    let deep = (0..100).fold(json!({"tier": ["A"]}), |inner, _| json!({"not": inner}));
    let expected = format!("condition.depth /rules/0/when{}", "/not".repeat(16));
    check(&when(&deep), &[expected.as_str()]);
    let wide: Vec<Value> = (0..10_000).map(|_| json!({"tier": ["A"]})).collect();
    assert_eq!(
        told(&when(&json!({"all": wide}))),
        ["policy.size /rules/0/when/all/249/tier/0"]
    );
    let rules = |count: usize| -> Vec<Value> {
        let rule =
            |at: usize| json!({"id": format!("r{at}"), "name": "甲", "when": {"region": ["金华"]}});
        (0..count).map(rule).collect()
    };
    assert_eq!(reads(&json!({"rules": rules(2000)})).rules.len(), 2000);
    check(&json!({"rules": rules(2001)}), &["rules.count /rules"]);
    let wrong: Vec<Value> = (0..2000).map(|_| json!({"id": 1, "x": 2})).collect();
    let misread = read(&json!({"rules": wrong}), "", &first(), &PLACES);
    let misread = misread.expect_err("wrong");
    assert_eq!((misread.mistakes.len(), misread.further), (100, 5900));
    let listed: Vec<Value> = (0..100_000).map(|at| json!(format!("x{at}"))).collect();
    check(
        &then(&json!({"among": {"skills": listed}})),
        &["policy.size /rules/0/then/among/skills/500"],
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_as_it_was(policy in policies()) {
        let defaults = Policy { version: policy.version, ..first() };
        let back = read(&written(&policy), "", &defaults, &PLACES);
        prop_assert_eq!(back, Ok(policy));
    }
}
