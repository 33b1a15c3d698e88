//! What is wrong with a policy for this company, and what would mend it.

use paidan_domain::policy::{Finding, Flaw, Mend, RuleName};

use super::names::RuleWords;
use super::terms::share;
use crate::words::Lang;

/// `规则「金华」永远轮不到:前面的「浙江」已经全部拦下。把它移到前面。`
#[must_use]
pub fn finding_text(words: &RuleWords<'_>, finding: &Finding) -> String {
    let told = match words.lang {
        Lang::Zh => zh(words, &finding.flaw),
        Lang::En => en(words, &finding.flaw),
    };
    match (&finding.rule, words.lang) {
        (Some(rule), Lang::Zh) => format!("规则「{}」{told}", rule.name),
        (Some(rule), Lang::En) => format!("Rule '{}': {told}", rule.name),
        (None, Lang::Zh) => told,
        (None, Lang::En) => told,
    }
}

/// What a button says that mends it; none when a person has to think.
#[must_use]
pub fn mend_label(mend: &Mend, lang: Lang) -> String {
    let text = |value: &serde_json::Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    match (mend, lang) {
        (Mend::Remove, Lang::Zh) => "删去".to_owned(),
        (Mend::Remove, Lang::En) => "Take it out".to_owned(),
        (Mend::Replace { value }, Lang::Zh) => format!("改为「{}」", text(value)),
        (Mend::Replace { value }, Lang::En) => format!("Write '{}'", text(value)),
        (Mend::Rename { key }, Lang::Zh) => format!("改名为「{key}」"),
        (Mend::Rename { key }, Lang::En) => format!("Call it '{key}'"),
        (Mend::Choose { .. }, Lang::Zh) => "选一个".to_owned(),
        (Mend::Choose { .. }, Lang::En) => "Choose one".to_owned(),
        (Mend::Move { to }, Lang::Zh) => format!("移到第 {} 条", to + 1),
        (Mend::Move { to }, Lang::En) => format!("Move to place {}", to + 1),
    }
}

fn rules(words: &RuleWords<'_>, by: &[RuleName]) -> String {
    let names: Vec<String> = by.iter().map(|rule| words.quoted(&rule.name)).collect();
    names.join(words.say("、", ", "))
}

/// `,你是想写「雨伞」吗?`, or what else to do.
fn zh_or(nearest: Option<&String>, else_do: &str) -> String {
    match nearest {
        Some(near) => format!("你是想写「{near}」吗?"),
        None => else_do.to_owned(),
    }
}

fn en_or(nearest: Option<&String>, else_do: &str) -> String {
    match nearest {
        Some(near) => format!("did you mean '{near}'?"),
        None => else_do.to_owned(),
    }
}

fn zh(words: &RuleWords<'_>, flaw: &Flaw) -> String {
    match flaw {
        Flaw::UnknownRep { id, nearest } => {
            let near = nearest.as_ref().map(|id| words.person(id));
            let mend = zh_or(near.as_ref(), "请先在人员里添加,或换一个人。");
            format!("指定的「{id}」不在人员里,{mend}")
        }
        Flaw::NotARep { name, .. } => {
            format!("指定的{name}是主管,主管不自动接单。请换一位销售。")
        }
        Flaw::Inactive { name, .. } => format!("指定的{name}已停用,派不到他。请换一位销售。"),
        Flaw::NoDutyManager { id } => {
            format!("值班主管「{id}」不是在岗的主管,没有主管的线索会进公海。请换一位主管。")
        }
        Flaw::DuplicateId { first } => {
            format!(
                "的 id 与第 {} 条「{}」相同,请换一个。",
                first.at + 1,
                first.name
            )
        }
        Flaw::NeverHolds => "的条件自相矛盾,没有线索会符合。请改条件或删去这条规则。".to_owned(),
        Flaw::Unreachable { by, moves } => {
            let by = rules(words, by);
            let mend = if *moves {
                "把它移到前面。"
            } else {
                "两条条件相同,请删去一条。"
            };
            format!("永远轮不到:它要的线索都被前面的{by}拦下。{mend}")
        }
        Flaw::PartlyShadowed { by } => {
            let by = rules(words, by);
            format!("有一部分线索会先被前面的{by}拦下。若不是本意,请调整先后。")
        }
        Flaw::NotCompared => "起没有再比较先后:规则太多或条件太复杂。可拆分后再检查。".to_owned(),
        Flaw::UnknownProduct { name, nearest } => {
            let mend = zh_or(nearest.as_ref(), "请先加入产品目录。");
            format!("用到的产品「{name}」不在目录里,{mend}")
        }
        Flaw::UnknownTeam { name, nearest } => {
            let mend = zh_or(nearest.as_ref(), "请检查团队名。");
            format!("用到的团队「{name}」里没有人,{mend}")
        }
        Flaw::UnknownIndustry { name, nearest } => {
            let mend = zh_or(nearest.as_ref(), "线索里写了才会符合。");
            format!("用到的行业「{name}」没有销售登记,{mend}")
        }
        Flaw::UnknownSource { name, nearest } => {
            let mend = zh_or(nearest.as_ref(), "请检查来源名。");
            format!("用到的来源「{name}」不存在,{mend}")
        }
        Flaw::NoCandidates => {
            "没有人可派:没有在岗的销售符合。请放宽范围,或先在人员里添加。".to_owned()
        }
        Flaw::NobodySenior { tier, grade } => format!(
            "{} 档线索要至少 {} 级的销售,现在一位也没有。请降低要求,或给销售定级。",
            tier.letter(),
            RuleWords::grade(*grade)
        ),
        Flaw::NobodySkilled { least_permille } => format!(
            "没有销售的产品熟练度到 {}。请降低要求。",
            share(*least_permille)
        ),
        Flaw::NoShares => {
            "按份额派,但可派的人份额都是 0。请在人员里设份额,或改按综合评分。".to_owned()
        }
        Flaw::NoRecord { factor, weight } => format!(
            "给「{}」的权重 {} 现在不起作用:还没有数据,人人得分相同。可先分给其他因子。",
            words.factor(factor),
            RuleWords::points(*weight)
        ),
    }
}

fn en(words: &RuleWords<'_>, flaw: &Flaw) -> String {
    match flaw {
        Flaw::UnknownRep { id, nearest } => {
            let near = nearest.as_ref().map(ToString::to_string);
            let mend = en_or(near.as_ref(), "add them to the staff first, or name another.");
            format!("nobody has the id '{id}'; {mend}")
        }
        Flaw::NotARep { name, .. } => {
            format!("{name} is a manager and takes no leads by rule; name a rep.")
        }
        Flaw::Inactive { name, .. } => {
            format!("{name} does not work here any more; name another rep.")
        }
        Flaw::NoDutyManager { id } => format!(
            "'{id}', the manager on duty, is no active manager: leads without one go to the pool. Name a manager."
        ),
        Flaw::DuplicateId { first } => format!(
            "rule {} '{}' has the same id; take another.",
            first.at + 1,
            first.name
        ),
        Flaw::NeverHolds => {
            "the condition contradicts itself, no lead meets it; change it or take the rule out."
                .to_owned()
        }
        Flaw::Unreachable { by, moves } => {
            let by = rules(words, by);
            let mend = if *moves {
                "move it to the front."
            } else {
                "both mean the same, take one out."
            };
            format!("never asked: {by} before it stops all of its leads; {mend}")
        }
        Flaw::PartlyShadowed { by } => {
            let by = rules(words, by);
            format!("{by} before it stops some of its leads; change the order if that is not meant.")
        }
        Flaw::NotCompared => {
            "from here on the order was not compared: too many rules or too large conditions; split them and check again."
                .to_owned()
        }
        Flaw::UnknownProduct { name, nearest } => {
            let mend = en_or(nearest.as_ref(), "add it to the catalogue first.");
            format!("the catalogue has no product '{name}'; {mend}")
        }
        Flaw::UnknownTeam { name, nearest } => {
            let mend = en_or(nearest.as_ref(), "look the name up.");
            format!("nobody is in a team '{name}'; {mend}")
        }
        Flaw::UnknownIndustry { name, nearest } => {
            let mend = en_or(nearest.as_ref(), "only leads that say it meet it.");
            format!("no rep knows the industry '{name}'; {mend}")
        }
        Flaw::UnknownSource { name, nearest } => {
            let mend = en_or(nearest.as_ref(), "look the name up.");
            format!("there is no source '{name}'; {mend}")
        }
        Flaw::NoCandidates => {
            "nobody is left: no active rep meets it; ask for less, or add reps first.".to_owned()
        }
        Flaw::NobodySenior { tier, grade } => format!(
            "tier {} needs grade {} and no active rep has it; ask for less, or raise somebody.",
            tier.letter(),
            RuleWords::grade(*grade)
        ),
        Flaw::NobodySkilled { least_permille } => format!(
            "no active rep knows a product to {}; ask for less.",
            share(*least_permille)
        ),
        Flaw::NoShares => {
            "by shares, and all who may be chosen have the share 0; set shares, or choose by score."
                .to_owned()
        }
        Flaw::NoRecord { factor, weight } => format!(
            "the weight {} of {} does nothing yet: there is no record, all score alike; give it to other factors.",
            RuleWords::points(*weight),
            words.factor(factor)
        ),
    }
}
