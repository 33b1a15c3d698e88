//! What is wrong in a document of rules, and how to write it instead.

use paidan_domain::policy::{Expected, Mistake, Vocabulary, What};
use paidan_domain::region::TerritoryError;

use crate::words::Lang;

/// What is wrong at the place, and what would be right.
#[must_use]
pub fn mistake_text(mistake: &Mistake, lang: Lang) -> String {
    match lang {
        Lang::Zh => zh(&mistake.what),
        Lang::En => en(&mistake.what),
    }
}

fn zh(what: &What) -> String {
    match what {
        What::Kind { expected } => format!("应为{}", kind_zh(*expected)),
        What::UnknownKey {
            key,
            nearest: Some(nearest),
            ..
        } => format!("没有「{key}」这个字段,你是想用「{nearest}」吗?"),
        What::UnknownKey { key, known, .. } => {
            format!("没有「{key}」这个字段,可以用:{}", known.join("、"))
        }
        What::Missing => "必填,请补上".to_owned(),
        What::UnknownWord {
            word,
            of,
            nearest: Some(nearest),
        } => format!(
            "没有「{word}」这种{},你是想用「{nearest}」吗?",
            vocabulary_zh(*of)
        ),
        What::UnknownWord { word, of, .. } => format!(
            "没有「{word}」这种{},可以用:{}",
            vocabulary_zh(*of),
            of.words().join("、")
        ),
        What::OneKey { keys } => format!(
            "一个条件只写一项,现在有 {keys} 项;同时满足请用 {{\"all\": […]}},满足其一请用 {{\"any\": […]}}"
        ),
        What::EmptyList => "列表是空的,请至少写一项,或删去这个条件".to_owned(),
        What::EmptyRange => "范围是空的:from 应小于 below(含 from,不含 below)".to_owned(),
        What::OpenRange => "请至少写 from 和 below 中的一个".to_owned(),
        What::OutOfRange { least, most } => format!("应在 {least} 到 {most} 之间"),
        What::WeightSum { sum } if *sum > 1000 => {
            format!("权重合计应为 1000,现在是 {sum},多了 {}", sum - 1000)
        }
        What::WeightSum { sum } => {
            format!("权重合计应为 1000,现在是 {sum},还差 {}", 1000 - sum)
        }
        What::TierOrder => "A 档的起点不能低于 B 档,请把 a 改大或把 b 改小".to_owned(),
        What::TimeOfDay => "时刻应写成 09:00,从 00:00 到 23:59".to_owned(),
        What::TimeZone => "没有这个时区,请用 IANA 名称,如 Asia/Shanghai".to_owned(),
        What::RuleId { instead } => {
            format!("规则 id 应为 1 到 40 个小写字母、数字或连字符,如「{instead}」")
        }
        What::DuplicateId { first, instead } => format!(
            "这个 id 已用于第 {} 条规则,请换一个,如「{instead}」",
            first + 1
        ),
        What::Length { most } => format!("应为 1 到 {most} 个字,不含控制字符"),
        What::StaffId => "staff id 应为 1 到 64 个字符,不含空白和斜杠".to_owned(),
        What::Region {
            text,
            error: TerritoryError::Ambiguous { candidates },
        } => format!("「{text}」有几处,请写全称:{}", candidates.join("、")),
        What::Region { text, .. } => {
            format!("没有找到「{text}」,请写全称(如浙江省金华市)、六位代码、大区或全国")
        }
        What::Repeated => "重复了,请删去一个".to_owned(),
        What::TooDeep { limit } => format!("条件嵌套最多 {limit} 层,请拆成几条规则"),
        What::TooManyRules { limit, count } => format!("规则最多 {limit} 条,现在有 {count} 条"),
        What::TooManyParts { limit } => {
            format!("条件和名单最多 {limit} 项,后面的没有读;请合并或拆分")
        }
    }
}

fn en(what: &What) -> String {
    match what {
        What::Kind { expected } => format!("must be {}", kind_en(*expected)),
        What::UnknownKey {
            key,
            nearest: Some(nearest),
            ..
        } => format!("there is no field '{key}'; did you mean '{nearest}'?"),
        What::UnknownKey { key, known, .. } => {
            format!("there is no field '{key}'; there are {}", known.join(", "))
        }
        What::Missing => "is required; add it".to_owned(),
        What::UnknownWord {
            word,
            of,
            nearest: Some(nearest),
        } => format!(
            "'{word}' is no {}; did you mean '{nearest}'?",
            vocabulary_en(*of)
        ),
        What::UnknownWord { word, of, .. } => format!(
            "'{word}' is no {}; there are {}",
            vocabulary_en(*of),
            of.words().join(", ")
        ),
        What::OneKey { keys } => format!(
            "a condition has one key, this has {keys}; write {{\"all\": […]}} for all of them, {{\"any\": […]}} for one of them"
        ),
        What::EmptyList => "the list is empty; name something or take the test out".to_owned(),
        What::EmptyRange => {
            "nothing lies in the range; from (in it) must be less than below (not in it)".to_owned()
        }
        What::OpenRange => "write from or below".to_owned(),
        What::OutOfRange { least, most } => format!("must be between {least} and {most}"),
        What::WeightSum { sum } if *sum > 1000 => {
            format!("weights add up to {sum}, {} more than 1000", sum - 1000)
        }
        What::WeightSum { sum } => {
            format!("weights add up to {sum}, {} short of 1000", 1000 - sum)
        }
        What::TierOrder => "tier A must not begin below tier B; raise a or lower b".to_owned(),
        What::TimeOfDay => "a time of day is written 09:00, from 00:00 to 23:59".to_owned(),
        What::TimeZone => "no such time zone; write an IANA name such as Asia/Shanghai".to_owned(),
        What::RuleId { instead } => {
            format!("a rule id has 1 to 40 of a-z, 0-9 and -, such as '{instead}'")
        }
        What::DuplicateId { first, instead } => format!(
            "rule {} has this id already; take another, such as '{instead}'",
            first + 1
        ),
        What::Length { most } => {
            format!("must have 1 to {most} characters, none of them a control character")
        }
        What::StaffId => "a staff id has 1 to 64 characters without blanks and slashes".to_owned(),
        What::Region {
            text,
            error: TerritoryError::Ambiguous { candidates },
        } => format!(
            "there are several '{text}'; write the full name: {}",
            candidates.join(", ")
        ),
        What::Region { text, .. } => format!(
            "'{text}' is not known; write the full name (浙江省金华市), the six-digit code, 华东 and the like, or 全国"
        ),
        What::Repeated => "is there already; take one out".to_owned(),
        What::TooDeep { limit } => {
            format!("conditions lie at most {limit} deep; make several rules of it")
        }
        What::TooManyRules { limit, count } => {
            format!("at most {limit} rules, these are {count}")
        }
        What::TooManyParts { limit } => format!(
            "at most {limit} tests and names; what follows was not read; join or split them"
        ),
    }
}

fn kind_zh(kind: Expected) -> &'static str {
    match kind {
        Expected::Object => "对象 {…}",
        Expected::List => "列表 […]",
        Expected::Text => "文字",
        Expected::Number => "整数",
        Expected::Flag => "true 或 false",
        Expected::Condition => "一个条件,如 {\"region\": [\"金华\"]}",
        Expected::Strategy => "一种派法,如 \"best_score\" 或 {\"named\": \"staff id\"}",
    }
}

fn kind_en(kind: Expected) -> &'static str {
    match kind {
        Expected::Object => "an object {…}",
        Expected::List => "a list […]",
        Expected::Text => "a text",
        Expected::Number => "a whole number",
        Expected::Flag => "true or false",
        Expected::Condition => "a condition, such as {\"region\": [\"金华\"]}",
        Expected::Strategy => {
            "a strategy: \"best_score\" and the like, or {\"named\": \"staff id\"}"
        }
    }
}

fn vocabulary_zh(of: Vocabulary) -> &'static str {
    match of {
        Vocabulary::Condition => "条件",
        Vocabulary::Strategy => "派法",
        Vocabulary::Relaxation => "放宽",
        Vocabulary::Otherwise => "后续",
        Vocabulary::Tier => "价值档",
        Vocabulary::Grade => "销售等级",
        Vocabulary::CustomerType => "客户类型",
        Vocabulary::Urgency => "紧急程度",
        Vocabulary::Intent => "意图",
        Vocabulary::Language => "语言",
        Vocabulary::Weekday => "星期",
        Vocabulary::Fact => "内容",
    }
}

fn vocabulary_en(of: Vocabulary) -> &'static str {
    match of {
        Vocabulary::Condition => "condition",
        Vocabulary::Strategy => "strategy",
        Vocabulary::Relaxation => "relaxation",
        Vocabulary::Otherwise => "continuation",
        Vocabulary::Tier => "value tier",
        Vocabulary::Grade => "grade",
        Vocabulary::CustomerType => "customer type",
        Vocabulary::Urgency => "urgency",
        Vocabulary::Intent => "intent",
        Vocabulary::Language => "language",
        Vocabulary::Weekday => "day of the week",
        Vocabulary::Fact => "fact",
    }
}
