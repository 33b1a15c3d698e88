use std::sync::LazyLock;

use paidan_domain::catalogue::{Catalogue, Category};
use paidan_domain::ids::StaffId;
use paidan_domain::people::{Grade, Role, Staff};
use paidan_domain::policy::{Company, OfferPolicy, Policy, check, coverage, diff, read};
use paidan_domain::region::Gazetteer;
use serde_json::{Value, json};

use super::*;
use crate::words::Lang;

static PLACES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::embedded);

fn words(lang: Lang) -> RuleWords<'static> {
    RuleWords {
        lang,
        gazetteer: &PLACES,
        person: &|id| match id.as_str() {
            "zhang" => Some("张伟".to_owned()),
            "li" => Some("李经理".to_owned()),
            _ => None,
        },
    }
}

fn first() -> Policy {
    Policy::first(OfferPolicy::default())
}

fn policy(value: &Value) -> Policy {
    read(value, "", &first(), &PLACES).unwrap_or_else(|no| panic!("{no:?}"))
}

fn one_rule(when: &Value, then: &Value) -> Value {
    json!({"rules": [{"id": "a", "name": "甲", "when": when, "then": then}]})
}

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

/// Each kind of mistake: a document, what is said of the first one in both languages.
#[test]
fn every_mistake_says_what_would_be_right() {
    let when = |when: Value| one_rule(&when, &json!({}));
    let then = |then: Value| one_rule(&json!({"all": []}), &then);
    let deep = (0..20).fold(json!({"tier": ["A"]}), |inner, _| json!({"not": inner}));
    let many: Vec<Value> = (0..600).map(|_| json!({"tier": ["A"]})).collect();
    let rules: Vec<Value> = (0..2001).map(|_| json!({})).collect();
    let cases = [
        (json!([]), "", "应为对象 {…}", "must be an object {…}"),
        (
            json!({"rules": 1}),
            "/rules",
            "应为列表 […]",
            "must be a list […]",
        ),
        (
            json!({"time_zone": 1}),
            "/time_zone",
            "应为文字",
            "must be a text",
        ),
        (
            json!({"tiers": {"a": "x"}}),
            "/tiers/a",
            "应为整数",
            "must be a whole number",
        ),
        (
            when(json!({"old_customer": 1})),
            "/rules/0/when/old_customer",
            "应为true 或 false",
            "must be true or false",
        ),
        (
            when(json!(1)),
            "/rules/0/when",
            "应为一个条件,如 {\"region\": [\"金华\"]}",
            "must be a condition, such as {\"region\": [\"金华\"]}",
        ),
        (
            then(json!({"strategy": 1})),
            "/rules/0/then/strategy",
            "应为一种派法,如 \"best_score\" 或 {\"named\": \"staff id\"}",
            "must be a strategy: \"best_score\" and the like, or {\"named\": \"staff id\"}",
        ),
        (
            json!({"rulez": []}),
            "/rulez",
            "没有「rulez」这个字段,你是想用「rules」吗?",
            "there is no field 'rulez'; did you mean 'rules'?",
        ),
        (
            json!({"tiers": {"zz": 1}}),
            "/tiers/zz",
            "没有「zz」这个字段,可以用:a、b",
            "there is no field 'zz'; there are a, b",
        ),
        (
            json!({"rules": [{"name": "甲"}]}),
            "/rules/0/id",
            "必填,请补上",
            "is required; add it",
        ),
        (
            json!({"relax": ["produkt"]}),
            "/relax/0",
            "没有「produkt」这种放宽,你是想用「product」吗?",
            "'produkt' is no relaxation; did you mean 'product'?",
        ),
        (
            when(json!({"tier": ["高"]})),
            "/rules/0/when/tier/0",
            "没有「高」这种价值档,可以用:A、B、C",
            "'高' is no value tier; there are A, B, C",
        ),
        (
            when(json!({})),
            "/rules/0/when",
            "一个条件只写一项,现在有 0 项;同时满足请用 {\"all\": […]},满足其一请用 {\"any\": […]}",
            "a condition has one key, this has 0; write {\"all\": […]} for all of them, {\"any\": […]} for one of them",
        ),
        (
            when(json!({"tag": []})),
            "/rules/0/when/tag",
            "列表是空的,请至少写一项,或删去这个条件",
            "the list is empty; name something or take the test out",
        ),
        (
            when(json!({"value": {"from": 2, "below": 1}})),
            "/rules/0/when/value",
            "范围是空的:from 应小于 below(含 from,不含 below)",
            "nothing lies in the range; from (in it) must be less than below (not in it)",
        ),
        (
            when(json!({"value": {}})),
            "/rules/0/when/value",
            "请至少写 from 和 below 中的一个",
            "write from or below",
        ),
        (
            json!({"offer": {"max_offers": 0}}),
            "/offer/max_offers",
            "应在 1 到 1000 之间",
            "must be between 1 and 1000",
        ),
        (
            json!({"weights": {"territory": 900, "product": 0, "load": 0, "fairness": 50, "tier": 0, "industry": 0}}),
            "/weights",
            "权重合计应为 1000,现在是 950,还差 50",
            "weights add up to 950, 50 short of 1000",
        ),
        (
            json!({"weights": {"territory": 900, "product": 150, "load": 0, "fairness": 0, "tier": 0, "industry": 0}}),
            "/weights",
            "权重合计应为 1000,现在是 1050,多了 50",
            "weights add up to 1050, 50 more than 1000",
        ),
        (
            json!({"tiers": {"a": 1}}),
            "/tiers",
            "A 档的起点不能低于 B 档,请把 a 改大或把 b 改小",
            "tier A must not begin below tier B; raise a or lower b",
        ),
        (
            when(json!({"time": {"hours": {"from": "9", "to": "10:00"}}})),
            "/rules/0/when/time/hours/from",
            "时刻应写成 09:00,从 00:00 到 23:59",
            "a time of day is written 09:00, from 00:00 to 23:59",
        ),
        (
            json!({"time_zone": "Beijing"}),
            "/time_zone",
            "没有这个时区,请用 IANA 名称,如 Asia/Shanghai",
            "no such time zone; write an IANA name such as Asia/Shanghai",
        ),
        (
            json!({"rules": [{"id": "Big Deal", "name": "甲"}]}),
            "/rules/0/id",
            "规则 id 应为 1 到 40 个小写字母、数字或连字符,如「big-deal」",
            "a rule id has 1 to 40 of a-z, 0-9 and -, such as 'big-deal'",
        ),
        (
            json!({"rules": [{"id": "a", "name": "甲"}, {"id": "a", "name": "乙"}]}),
            "/rules/1/id",
            "这个 id 已用于第 1 条规则,请换一个,如「a-2」",
            "rule 1 has this id already; take another, such as 'a-2'",
        ),
        (
            json!({"rules": [{"id": "a", "name": " "}]}),
            "/rules/0/name",
            "应为 1 到 40 个字,不含控制字符",
            "must have 1 to 40 characters, none of them a control character",
        ),
        (
            then(json!({"strategy": {"named": "张 伟"}})),
            "/rules/0/then/strategy/named",
            "staff id 应为 1 到 64 个字符,不含空白和斜杠",
            "a staff id has 1 to 64 characters without blanks and slashes",
        ),
        (
            when(json!({"region": ["火星"]})),
            "/rules/0/when/region/0",
            "没有找到「火星」,请写全称(如浙江省金华市)、六位代码、大区或全国",
            "'火星' is not known; write the full name (浙江省金华市), the six-digit code, 华东 and the like, or 全国",
        ),
        (
            then(json!({"relax": ["level", "level"]})),
            "/rules/0/then/relax/1",
            "重复了,请删去一个",
            "is there already; take one out",
        ),
        (
            when(deep),
            "/rules/0/when/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not",
            "条件嵌套最多 16 层,请拆成几条规则",
            "conditions lie at most 16 deep; make several rules of it",
        ),
        (
            json!({"rules": rules}),
            "/rules",
            "规则最多 2000 条,现在有 2001 条",
            "at most 2000 rules, these are 2001",
        ),
        (
            when(json!({"all": many})),
            "/rules/0/when/all/249/tier/0",
            "条件和名单最多 500 项,后面的没有读;请合并或拆分",
            "at most 500 tests and names; what follows was not read; join or split them",
        ),
    ];
    for (document, pointer, zh, en) in cases {
        let misread = read(&document, "", &first(), &PLACES).expect_err("wrong");
        let mistake = &misread.mistakes[0];
        let told = |lang| mistake_text(mistake, lang);
        assert_eq!(mistake.pointer, pointer, "{zh}");
        assert_eq!((told(Lang::Zh).as_str(), told(Lang::En).as_str()), (zh, en));
    }
    let several =
        read(&when(json!({"region": ["鼓楼区"]})), "", &first(), &PLACES).expect_err("several");
    let told = mistake_text(&several.mistakes[0], Lang::Zh);
    assert!(
        told.starts_with("「鼓楼区」有几处,请写全称:") && told.contains("江苏省南京市鼓楼区"),
        "{told}"
    );
}

fn staff(id: &str, name: &str, role: Role) -> Staff {
    Staff {
        id: StaffId::parse(id).expect("an id"),
        name: name.to_owned(),
        role,
        team: Some("华东".to_owned()),
        manager: None,
        wecom_userid: None,
        dingtalk_userid: None,
        prefers: None,
        territories: Vec::new(),
        products: Vec::new(),
        industries: Vec::new(),
        grade: Grade::B,
        capacity: 20,
        target_share_permille: 0,
        calendar: "default".to_owned(),
        away_until: None,
        deputy: None,
        active: id != "wang",
    }
}

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

/// Documents at random pieces: whatever reads has sentences in both languages.
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
