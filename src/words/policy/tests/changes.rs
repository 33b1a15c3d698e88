use paidan_domain::policy::diff;

use super::*;

#[test]
fn what_changed_is_said_in_sentences() {
    let older = policy(
        &json!({"rules": [{"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}, {"id": "c", "name": "丙"}]}),
    );
    let newer = policy(&json!({
        "weights": {"territory": 350, "product": 200, "load": 250, "fairness": 150, "tier": 30, "industry": 20},
        "offer": {"claim_within_seconds": 60, "duty_manager": "li"},
        "rules": [
            {"id": "c", "name": "丙"},
            {"id": "a", "name": "甲一", "enabled": false, "when": {"tier": ["A"]}},
            {"id": "d", "name": "丁", "then": {"strategy": "pool"}},
        ],
    }));
    let told = |lang| -> Vec<String> {
        let changes = diff(&older, &newer);
        changes
            .iter()
            .map(|one| change_text(&words(lang), &older, &newer, one))
            .collect()
    };
    assert_eq!(
        told(Lang::Zh),
        [
            "权重「片区」由 30 改为 35。",
            "权重「产品」由 25 改为 20。",
            "认领时限由 5 分钟改为 1 分钟。",
            "值班主管由无改为李经理。",
            "删除原第 2 条「乙」。",
            "「丙」由第 3 条移到第 1 条。",
            "「甲」改名为「甲一」。",
            "「甲一」停用。",
            "「甲一」的条件由所有线索改为 A 档的线索。",
            "新增第 3 条「丁」:所有线索,放入公海。",
        ]
    );
    let english = told(Lang::En);
    assert_eq!(english[0], "Weight of territory: 30 → 35.");
    assert!(
        english.iter().all(|line| line.ends_with('.')),
        "{english:?}"
    );
}
