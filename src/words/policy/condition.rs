//! A condition in words: what stands before 的线索.

use paidan_domain::policy::{Condition, TimeOfDay};

use super::names::RuleWords;
use crate::words::Lang;

/// Parts of a group that are said before the rest is counted.
const SAID: usize = 8;

/// `金华、预算 5 万元以上的线索`, `所有线索`; `leads of 浙江省金华市, budget from 50,000 yuan`.
pub(super) fn leads(words: &RuleWords<'_>, condition: &Condition) -> String {
    if *condition == Condition::always() {
        return words.say("所有线索", "all leads").to_owned();
    }
    let told = phrase(words, condition);
    match words.lang {
        Lang::Zh => format!("{told}{}的线索", RuleWords::gap_after(&told)),
        Lang::En => format!("leads: {told}"),
    }
}

fn phrase(words: &RuleWords<'_>, condition: &Condition) -> String {
    match condition {
        Condition::All(inner) if inner.is_empty() => words.say("任意", "any").to_owned(),
        Condition::All(inner) => group(words, inner, words.say("、", ", ")),
        Condition::Any(inner) => group(words, inner, words.say("或", " or ")),
        Condition::Not(inner) => without(words, inner),
        test => positive(words, test),
    }
}

fn group(words: &RuleWords<'_>, inner: &[Condition], between: &str) -> String {
    let mut parts: Vec<String> = inner
        .iter()
        .take(SAID)
        .map(|one| {
            let told = phrase(words, one);
            let is_group = matches!(one, Condition::All(of) | Condition::Any(of) if of.len() > 1);
            if is_group && inner.len() > 1 {
                format!("({told})")
            } else {
                told
            }
        })
        .collect();
    if inner.len() > SAID {
        let more = inner.len() - SAID;
        parts.push(match words.lang {
            Lang::Zh => format!("另有 {more} 项"),
            Lang::En => format!("{more} more"),
        });
    }
    parts.join(between)
}

fn without(words: &RuleWords<'_>, inner: &Condition) -> String {
    match (inner, words.lang) {
        (Condition::Region(_), Lang::Zh) => format!("{}以外", positive(words, inner)),
        (Condition::Known(fact), Lang::Zh) => format!("未提供{}", words.fact(*fact)),
        (Condition::Known(fact), Lang::En) => format!("{} not given", words.fact(*fact)),
        (Condition::OldCustomer(is), _) => phrase(words, &Condition::OldCustomer(!is)),
        (Condition::Not(inner), _) => phrase(words, inner),
        (_, Lang::Zh) => format!("除「{}」外", phrase(words, inner)),
        (_, Lang::En) => format!("not ({})", phrase(words, inner)),
    }
}

fn positive(words: &RuleWords<'_>, test: &Condition) -> String {
    let lang = words.lang;
    let quoted = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| words.quoted(name)).collect();
        words.either(&names)
    };
    match test {
        Condition::Region(places) => {
            let places = words.either(&words.territories(places));
            match lang {
                Lang::Zh => places,
                Lang::En => format!("in {places}"),
            }
        }
        Condition::Product(names) => {
            format!("{}{}", words.say("要", "wants "), words.either(names))
        }
        Condition::Industry(names) => match lang {
            Lang::Zh => format!("{}行业", words.either(names)),
            Lang::En => format!("industry {}", words.either(names)),
        },
        Condition::CustomerType(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(|k| words.customer_type(*k)).collect();
            words.either(&kinds)
        }
        Condition::Tier(tiers) => words.tiers(tiers),
        Condition::Value(range) => between(
            words,
            words.say("预算", "budget"),
            range.from.map(|fen| words.money(fen)),
            range.below.map(|fen| words.money(fen)),
        ),
        Condition::Quantity(range) => between(
            words,
            words.say("数量", "quantity"),
            range.from.map(|amount| amount.to_string()),
            range.below.map(|amount| amount.to_string()),
        ),
        Condition::Source(names) => format!("{}{}", words.say("来自", "from "), quoted(names)),
        Condition::Tag(names) => format!("{}{}", words.say("标签", "tagged "), quoted(names)),
        Condition::Contains(names) => format!("{}{}", words.say("提到", "says "), quoted(names)),
        Condition::Urgency(list) => {
            let list: Vec<String> = list.iter().map(|one| words.urgency(*one)).collect();
            words.either(&list)
        }
        Condition::Intent(list) => {
            let list: Vec<String> = list.iter().map(|one| words.intent(*one)).collect();
            words.either(&list)
        }
        Condition::Language(list) => {
            let list: Vec<String> = list.iter().map(|one| words.language(*one)).collect();
            format!("{}{}", words.either(&list), words.say("来信", " text"))
        }
        Condition::Time(time) => time_of_day(words, time),
        Condition::OldCustomer(true) => words.say("老客户", "known customers").to_owned(),
        Condition::OldCustomer(false) => words.say("新客户", "new customers").to_owned(),
        Condition::Known(fact) => match lang {
            Lang::Zh => format!("已知{}", words.fact(*fact)),
            Lang::En => format!("{} given", words.fact(*fact)),
        },
        group => phrase(words, group),
    }
}

/// `预算 5 万元以上`, `预算不到 5 万元`, `预算 1 万元到不足 5 万元`.
fn between(
    words: &RuleWords<'_>,
    what: &str,
    from: Option<String>,
    below: Option<String>,
) -> String {
    match (from, below, words.lang) {
        (Some(from), None, Lang::Zh) => {
            format!("{what} {from}{}以上", RuleWords::gap_after(&from))
        }
        (Some(from), None, Lang::En) => format!("{what} from {from}"),
        (None, Some(below), Lang::Zh) => format!("{what}不到 {below}"),
        (None, Some(below), Lang::En) => format!("{what} below {below}"),
        (Some(from), Some(below), Lang::Zh) => {
            format!("{what} {from}{}到不足 {below}", RuleWords::gap_after(&from))
        }
        (Some(from), Some(below), Lang::En) => format!("{what} from {from} to below {below}"),
        (None, None, Lang::Zh) => format!("任意{what}"),
        (None, None, Lang::En) => format!("any {what}"),
    }
}

fn time_of_day(words: &RuleWords<'_>, time: &TimeOfDay) -> String {
    let days: Vec<String> = time.days.iter().map(|day| words.weekday(*day)).collect();
    let days = match days.is_empty() {
        true if time.hours.is_some() => words.say("每天", "every day").to_owned(),
        true => words.say("任何时间", "any time").to_owned(),
        // A week has seven days: all of them are named.
        false => days.join(words.say("、", ", ")),
    };
    match (time.hours, words.lang) {
        (Some(hours), Lang::Zh) => format!("{days} {} 到 {}", hours.from, hours.to),
        (Some(hours), Lang::En) => format!("{days} from {} to {}", hours.from, hours.to),
        (None, _) => days,
    }
}
