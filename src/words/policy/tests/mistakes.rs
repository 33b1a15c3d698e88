use super::*;

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
