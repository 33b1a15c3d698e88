use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::policy::tests::policies;
use crate::policy::{OfferPolicy, Policy, read};
use crate::region::Gazetteer;

fn policy(value: &Value) -> Policy {
    let first = Policy::first(OfferPolicy::default());
    read(value, "", &first, &Gazetteer::embedded()).expect("reads")
}

#[test]
fn each_part_of_a_policy_is_told() {
    let older = policy(&json!({"rules": [
        {"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}, {"id": "c", "name": "丙"},
    ]}));
    let newer = policy(&json!({
        "weights": {"territory": 350, "product": 200, "load": 250, "fairness": 150, "tier": 30, "industry": 20},
        "offer": {"claim_within_seconds": 60, "max_offers": 2},
        "tiers": {"a": 6_000_000},
        "relax": [],
        "rules": [
            {"id": "c", "name": "丙"},
            {"id": "a", "name": "甲一", "enabled": false, "when": {"tier": ["A"]}, "then": {"strategy": "pool"}},
            {"id": "d", "name": "丁"},
        ],
    }));
    let names: Vec<String> = diff(&older, &newer)
        .iter()
        .map(|change| {
            format!("{change:?}")
                .split([' ', '{'])
                .next()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(
        names,
        [
            "Weight",
            "Weight",
            "ClaimWithin",
            "MaxOffers",
            "Tiers",
            "Relax",
            "RuleRemoved",
            "RuleMoved",
            "RuleRenamed",
            "RuleSwitched",
            "RuleWhen",
            "RuleThen",
            "RuleAdded",
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn only_what_differs_is_told(one in policies(), other in policies()) {
        prop_assert!(diff(&one, &one).is_empty());
        prop_assert_eq!(diff(&one, &other).is_empty(), one == other);
    }
}
