//! What changed between two versions, in words.

use std::time::Duration;

use paidan_domain::ids::StaffId;
use paidan_domain::policy::{Change, Policy, diff};

use super::condition::leads;
use super::names::RuleWords;
use super::rule::{deed, rule_text};
use super::terms;
use crate::words::Lang;

/// Changes that are told one by one.
const TOLD: usize = 100;

/// Everything that is otherwise in the newer policy, a sentence each.
#[must_use]
pub fn change_lines(words: &RuleWords<'_>, older: &Policy, newer: &Policy) -> Vec<String> {
    let changes = diff(older, newer);
    let told = changes.iter().take(TOLD);
    let mut lines: Vec<String> = told
        .map(|change| change_text(words, older, newer, change))
        .collect();
    if changes.len() > TOLD {
        let more = changes.len() - TOLD;
        lines.push(match words.lang {
            Lang::Zh => format!("另有 {more} 处改动。"),
            Lang::En => format!("{more} more changes."),
        });
    }
    lines
}

/// `权重「片区」由 30 改为 35。`, `新增第 2 条「金华」:…。` The policies are those between which it
/// changed.
#[must_use]
pub fn change_text(
    words: &RuleWords<'_>,
    older: &Policy,
    newer: &Policy,
    change: &Change,
) -> String {
    let became = |what: &str, from: &str, to: &str| match words.lang {
        Lang::Zh => format!(
            "{what}由{}{from}{}改为{}{to}。",
            RuleWords::gap_before(from),
            RuleWords::gap_after(from),
            RuleWords::gap_before(to)
        ),
        Lang::En => format!("{what}: {from} → {to}."),
    };
    let lengths = |what: &str, from: Duration, to: Duration| {
        became(what, &words.duration(from), &words.duration(to))
    };
    let of_rule = |name: &str, zh: &str, en: &str| match words.lang {
        Lang::Zh => format!("「{name}」{zh}"),
        Lang::En => format!("'{name}' {en}"),
    };
    match change {
        Change::Weight { factor, from, to } => {
            let factor = words.factor(factor);
            let what = match words.lang {
                Lang::Zh => format!("权重「{factor}」"),
                Lang::En => format!("Weight of {factor}"),
            };
            became(&what, &RuleWords::points(*from), &RuleWords::points(*to))
        }
        Change::ClaimWithin { from, to } => {
            lengths(words.say("认领时限", "Time to claim"), *from, *to)
        }
        Change::MaxOffers { from, to } => {
            let what = words.say("每轮最多派几位", "Reps asked in a round");
            became(what, &from.to_string(), &to.to_string())
        }
        Change::EscalateWithin { from, to } => {
            lengths(words.say("主管时限", "The manager's time"), *from, *to)
        }
        Change::DutyManager { from, to } => {
            let name = |id: &Option<StaffId>| match id {
                Some(id) => words.person(id),
                None => words.say("无", "nobody").to_owned(),
            };
            became(
                words.say("值班主管", "Manager on duty"),
                &name(from),
                &name(to),
            )
        }
        Change::Tiers { from, to } => became(
            words.say("价值档", "Tiers"),
            &terms::tiers(words, *from),
            &terms::tiers(words, *to),
        ),
        Change::TimeZone { from, to } => became(words.say("时区", "Time zone"), from, to),
        Change::Relax { from, to } => became(
            words.say("放宽", "Relaxing"),
            &terms::relax(words, from),
            &terms::relax(words, to),
        ),
        Change::Constraints { from, to } => {
            let told = |limits| {
                let none = || words.say("无", "none").to_owned();
                terms::constraints(words, limits).unwrap_or_else(none)
            };
            became(words.say("限制", "Limits"), &told(from), &told(to))
        }
        Change::RuleAdded { at, rule } => {
            let text = rule_text(words, newer, rule);
            match words.lang {
                Lang::Zh => format!("新增第 {} 条「{}」:{text}", at + 1, rule.name),
                Lang::En => format!("New rule {} '{}': {text}", at + 1, rule.name),
            }
        }
        Change::RuleRemoved { at, rule } => match words.lang {
            Lang::Zh => format!("删除原第 {} 条「{}」。", at + 1, rule.name),
            Lang::En => format!("Rule {} '{}' is gone.", at + 1, rule.name),
        },
        Change::RuleMoved { name, from, to } => match words.lang {
            Lang::Zh => format!("「{name}」由第 {} 条移到第 {} 条。", from + 1, to + 1),
            Lang::En => format!("'{name}' moved from place {} to {}.", from + 1, to + 1),
        },
        Change::RuleRenamed { from, to } => match words.lang {
            Lang::Zh => format!("「{from}」改名为「{to}」。"),
            Lang::En => format!("'{from}' is called '{to}' now."),
        },
        Change::RuleSwitched { name, on: true } => of_rule(name, "启用。", "is switched on."),
        Change::RuleSwitched { name, on: false } => of_rule(name, "停用。", "is switched off."),
        Change::RuleWhen { name, from, to } => {
            let what = of_rule(name, "的条件", "applies to");
            became(&what, &leads(words, from), &leads(words, to))
        }
        Change::RuleThen { name, from, to } => {
            let what = of_rule(name, "的派法", "does");
            became(&what, &deed(words, older, from), &deed(words, newer, to))
        }
    }
}
