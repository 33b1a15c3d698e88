use paidan_domain::catalogue::{Catalogue, Category};
use paidan_domain::policy::{Company, check, coverage};

use super::*;

/// What is said of a policy in both languages.
fn found(value: &Value) -> Vec<(String, String)> {
    let town = [
        staff("zhang", "张伟", Role::Rep),
        staff("wang", "王芳", Role::Rep),
        staff("li", "李经理", Role::Manager),
    ];
    let catalogue = Catalogue::new(vec![Category::named("雨伞")]).expect("valid");
    let company = Company {
        people: town.iter().collect(),
        catalogue: &catalogue,
        sources: &[],
        gazetteer: &PLACES,
    };
    let found = check(&policy(value), &company, "");
    let told = |lang, one| finding_text(&words(lang), one);
    found
        .iter()
        .map(|one| (told(Lang::Zh, one), told(Lang::En, one)))
        .collect()
}

#[test]
fn every_finding_names_its_rule_and_the_mend() {
    let then = |then: Value| one_rule(&json!({"all": []}), &then);
    let when = |when: Value| one_rule(&when, &json!({}));
    let pair = |one: Value, stop: Value, two: Value| {
        json!({"rules": [
            {"id": "a", "name": "甲", "when": one, "then": stop}, {"id": "b", "name": "乙", "when": two},
        ]})
    };
    let stop = json!({"otherwise": "stop"});
    let cases = [
        (
            then(json!({"strategy": {"named": "zhan"}})),
            "规则「甲」指定的「zhan」不在人员里,你是想写「张伟」吗?",
            "Rule '甲': nobody has the id 'zhan'; did you mean 'zhang'?",
        ),
        (
            then(json!({"strategy": {"named": "nobody"}})),
            "规则「甲」指定的「nobody」不在人员里,请先在人员里添加,或换一个人。",
            "Rule '甲': nobody has the id 'nobody'; add them to the staff first, or name another.",
        ),
        (
            then(json!({"strategy": {"named": "li"}})),
            "规则「甲」指定的李经理是主管,主管不自动接单。请换一位销售。",
            "Rule '甲': 李经理 is a manager and takes no leads by rule; name a rep.",
        ),
        (
            then(json!({"strategy": {"named": "wang"}})),
            "规则「甲」指定的王芳已停用,派不到他。请换一位销售。",
            "Rule '甲': 王芳 does not work here any more; name another rep.",
        ),
        (
            json!({"offer": {"duty_manager": "zhang"}}),
            "值班主管「zhang」不是在岗的主管,没有主管的线索会进公海。请换一位主管。",
            "'zhang', the manager on duty, is no active manager: leads without one go to the pool. Name a manager.",
        ),
        (
            when(json!({"any": [{"all": [{"tier": ["A"]}, {"tier": ["B"]}]}]})),
            "规则「甲」的条件自相矛盾,没有线索会符合。请改条件或删去这条规则。",
            "Rule '甲': the condition contradicts itself, no lead meets it; change it or take the rule out.",
        ),
        (
            pair(
                json!({"region": ["浙江"]}),
                stop.clone(),
                json!({"region": ["金华"]}),
            ),
            "规则「乙」永远轮不到:它要的线索都被前面的「甲」拦下。把它移到前面。",
            "Rule '乙': never asked: '甲' before it stops all of its leads; move it to the front.",
        ),
        (
            pair(json!({"tier": ["A"]}), stop.clone(), json!({"tier": ["A"]})),
            "规则「乙」永远轮不到:它要的线索都被前面的「甲」拦下。两条条件相同,请删去一条。",
            "Rule '乙': never asked: '甲' before it stops all of its leads; both mean the same, take one out.",
        ),
        (
            pair(json!({"tier": ["A"]}), stop, json!({"region": ["金华"]})),
            "规则「乙」有一部分线索会先被前面的「甲」拦下。若不是本意,请调整先后。",
            "Rule '乙': '甲' before it stops some of its leads; change the order if that is not meant.",
        ),
        (
            when(json!({"product": ["雨散"]})),
            "规则「甲」用到的产品「雨散」不在目录里,你是想写「雨伞」吗?",
            "Rule '甲': the catalogue has no product '雨散'; did you mean '雨伞'?",
        ),
        (
            then(json!({"among": {"teams": ["华冬", "华东"]}})),
            "规则「甲」用到的团队「华冬」里没有人,你是想写「华东」吗?",
            "Rule '甲': nobody is in a team '华冬'; did you mean '华东'?",
        ),
        (
            when(json!({"industry": ["航天"]})),
            "规则「甲」用到的行业「航天」没有销售登记,线索里写了才会符合。",
            "Rule '甲': no rep knows the industry '航天'; only leads that say it meet it.",
        ),
        (
            when(json!({"source": ["web"]})),
            "规则「甲」用到的来源「web」不存在,请检查来源名。",
            "Rule '甲': there is no source 'web'; look the name up.",
        ),
        (
            then(json!({"among": {"grades": ["A"]}})),
            "规则「甲」没有人可派:没有在岗的销售符合。请放宽范围,或先在人员里添加。",
            "Rule '甲': nobody is left: no active rep meets it; ask for less, or add reps first.",
        ),
        (
            json!({"constraints": {"grade_for_a": "A"}}),
            "A 档线索要至少 A 级的销售,现在一位也没有。请降低要求,或给销售定级。",
            "tier A needs grade A and no active rep has it; ask for less, or raise somebody.",
        ),
        (
            then(json!({"strategy": "count_shares"})),
            "规则「甲」按份额派,但可派的人份额都是 0。请在人员里设份额,或改按综合评分。",
            "Rule '甲': by shares, and all who may be chosen have the share 0; set shares, or choose by score.",
        ),
        (
            json!({"weights": {"territory": 900, "product": 0, "load": 0, "fairness": 0, "tier": 0, "industry": 0, "win_rate": 100}}),
            "给「成交率」的权重 10 现在不起作用:还没有数据,人人得分相同。可先分给其他因子。",
            "the weight 10 of win rate does nothing yet: there is no record, all score alike; give it to other factors.",
        ),
    ];
    for (document, zh, en) in cases {
        let told = found(&document);
        assert!(told.contains(&(zh.to_owned(), en.to_owned())), "{told:#?}");
    }
}

#[test]
fn holes_are_said_in_sentences() {
    let mut zhang = staff("zhang", "张伟", Role::Rep);
    zhang.territories = vec![PLACES.resolve_territory("金华").expect("a place")];
    let catalogue =
        Catalogue::new(vec![Category::named("雨伞"), Category::named("茶具")]).expect("valid");
    let company = Company {
        people: vec![&zhang],
        catalogue: &catalogue,
        sources: &[],
        gazetteer: &PLACES,
    };
    let found = coverage(&first(), &company);
    let told = hole_text(&words(Lang::Zh), &found.holes[0]);
    assert_eq!(
        told,
        "北京、天津、河北、山西、内蒙古等 34 个 × 全部产品 × 全部档:没有销售覆盖。"
    );
    assert_eq!(
        coverage_text(&found, Lang::Zh),
        "地区、产品、价值档的 210 种组合里有 204 种(98%)没有销售覆盖,会按放宽、主管、公海的次序处理。"
    );
    let nobody = coverage(
        &first(),
        &Company {
            people: Vec::new(),
            ..company
        },
    );
    assert_eq!(
        hole_text(&words(Lang::En), &nobody.holes[0]),
        "everywhere × every product × every tier: no rep covers them."
    );
}
