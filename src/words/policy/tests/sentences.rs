use paidan_domain::policy::diff;

use super::*;

#[track_caller]
fn reads(when: &Value, then: &Value, zh: &str, en: &str) {
    let policy = policy(&one_rule(when, then));
    let told = |lang| rule_text(&words(lang), &policy, &policy.rules[0]);
    assert_eq!((told(Lang::Zh).as_str(), told(Lang::En).as_str()), (zh, en));
}

#[test]
fn a_rule_is_one_sentence() {
    reads(
        &json!({"all": [{"region": ["金华"]}, {"value": {"from": 5_000_000}}]}),
        &json!({"among": {"teams": ["华东"]}}),
        "金华、预算 5 万元以上的线索,派给华东团队里做该产品的人,按综合评分;5 分钟不认领转下一位,最多派 3 位。",
        "leads: in 浙江省金华市, budget from 50,000 yuan – to those of team 华东 who sell the product, by score; not claimed in 5 min: the next one, at most 3.",
    );
    reads(
        &json!({"old_customer": true}),
        &json!({"strategy": "former"}),
        "老客户的线索,派给原销售;5 分钟不认领转下一位,最多派 3 位。",
        "leads: known customers – to the former rep; not claimed in 5 min: the next one, at most 3.",
    );
    reads(
        &json!({"all": []}),
        &json!({"strategy": "pool"}),
        "所有线索,放入公海。",
        "all leads – into the pool.",
    );
    reads(
        &json!({"any": [{"not": {"region": ["浙江", "华南"]}}, {"all": [{"tier": ["A", "B"]}, {"not": {"known": "product"}}]}]}),
        &json!({"strategy": {"named": "zhang"}, "offer": {"claim_within_seconds": 60, "max_offers": 1}, "otherwise": "stop"}),
        "浙江或华南以外或(A 或 B 档、未提供产品)的线索,派给张伟;1 分钟不认领找主管;没人则找主管,不看后面的规则。",
        "leads: not (in 浙江省 or 华南) or (tier A or B, product not given) – to 张伟; not claimed in 1 min: the manager; nobody: the manager, no further rule.",
    );
    reads(
        &json!({"all": [{"product": ["保温杯"]}, {"time": {"days": ["sat", "sun"], "hours": {"from": "9:00", "to": "18:00"}}}, {"contains": ["加盟"]}, {"quantity": {"from": 10, "below": 3000}}]}),
        &json!({"among": {"skills": ["杯壶"], "grades": ["A"], "territories": ["浙江"]}, "strategy": "count_shares", "relax": ["product", "any_territory"], "constraints": {"grade_for_a": "A", "least_level_permille": 500}}),
        "要保温杯、周六、周日 09:00 到 18:00、提到「加盟」、数量 10 到不足 3000 的线索,派给片区在浙江、做杯壶、A 级的人,按条数份额;5 分钟不认领转下一位,最多派 3 位;没人时依次放宽产品、片区到全国;A 档至少 A 级销售、产品熟练度至少 0.5。",
        "leads: wants 保温杯, Sat, Sun from 09:00 to 18:00, says '加盟', quantity from 10 to below 3000 – to those territory in 浙江省, who sell 杯壶, grade A, by shares in count; not claimed in 5 min: the next one, at most 3; when nobody fits, relaxed in turn: product, territory to anywhere; tier A needs grade A, product level at least 0.5.",
    );
}

#[test]
fn the_policy_that_paidan_starts_with() {
    assert_eq!(
        policy_lines(&words(Lang::Zh), &first()),
        [
            "1. 老客户回原销售:老客户的线索,派给原销售;5 分钟不认领转下一位,最多派 3 位。",
            "其余线索:派给覆盖该地区、做该产品的人,按综合评分;5 分钟不认领转下一位,最多派 3 位。",
            "权重:片区 30、产品 25、在手量 25、公平 15、价值档 3、行业 2。没人时依次放宽产品。",
            "主管 10 分钟不处理放入公海。A 档 5 万元起,B 档 1 万元起。时间按 Asia/Shanghai。",
        ]
    );
    assert_eq!(policy_lines(&words(Lang::En), &first()).len(), 4);
}

/// Every kind of condition and deed has a sentence in both languages.
#[test]
fn no_sentence_is_empty() {
    let corpus = ["first", "every_condition", "every_deed"];
    for name in corpus {
        let path = format!(
            "{}/tests/data/corpus/policy/{name}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = std::fs::read_to_string(path).expect("the corpus is there");
        let policy = policy(&serde_json::from_str(&text).expect("JSON"));
        for lang in [Lang::Zh, Lang::En] {
            for line in policy_lines(&words(lang), &policy) {
                assert!(line.chars().count() > 10, "{line}");
                assert!(!line.contains("  ") && !line.contains(",,"), "{line}");
                println!("{line}");
            }
            for change in diff(&first(), &policy) {
                assert!(
                    change_text(&words(lang), &first(), &policy, &change)
                        .chars()
                        .count()
                        > 5
                );
            }
        }
    }
}
