//! A whole policy in words.

use paidan_domain::policy::Policy;

use super::names::RuleWords;
use super::rule::rule_text;
use super::terms;
use crate::words::Lang;

/// Rules that are told one by one.
const TOLD: usize = 50;

/// One line a rule in their order, then what holds where no rule decides and for all of them.
#[must_use]
pub fn policy_lines(words: &RuleWords<'_>, policy: &Policy) -> Vec<String> {
    let mut lines: Vec<String> = policy
        .rules
        .iter()
        .take(TOLD)
        .enumerate()
        .map(|(at, rule)| {
            let text = rule_text(words, policy, rule);
            match words.lang {
                Lang::Zh => format!("{}. {}:{text}", at + 1, rule.name),
                Lang::En => format!("{}. {}: {text}", at + 1, rule.name),
            }
        })
        .collect();
    if policy.rules.len() > TOLD {
        let more = policy.rules.len() - TOLD;
        lines.push(match words.lang {
            Lang::Zh => format!("另有 {more} 条规则。"),
            Lang::En => format!("{more} more rules."),
        });
    }
    let offer = terms::offer(words, policy.offer.claim_within, policy.offer.max_offers);
    let weights = terms::weights(words, &policy.weights);
    let relax = terms::relax(words, &policy.relax);
    let escalate = words.duration(policy.offer.escalate_within);
    let tiers = terms::tiers(words, policy.tiers);
    let zone = &policy.time_zone;
    let limits = terms::constraints(words, &policy.constraints);
    let duty = policy
        .offer
        .duty_manager
        .as_ref()
        .map(|id| words.person(id));
    match words.lang {
        Lang::Zh => {
            lines.push(format!(
                "其余线索:派给覆盖该地区、做该产品的人,按综合评分;{offer}。"
            ));
            lines.push(format!("权重:{weights}。{relax}。"));
            lines.extend(limits.map(|limits| format!("限制:{limits}。")));
            let duty = duty.map_or_else(String::new, |name| format!(",值班主管{name}"));
            lines.push(format!(
                "主管 {escalate}不处理放入公海{duty}。{tiers}。时间按 {zone}。"
            ));
        }
        Lang::En => {
            lines.push(format!(
                "All others: to those who cover the region and sell the product, by score; {offer}."
            ));
            lines.push(format!("Weights: {weights}. {}.", capital(&relax)));
            lines.extend(limits.map(|limits| format!("Limits: {limits}.")));
            let duty = duty.map_or_else(String::new, |name| format!(", on duty {name}"));
            lines.push(format!(
                "Into the pool after {escalate} with the manager{duty}. {}. Times of {zone}.",
                capital(&tiers)
            ));
        }
    }
    lines
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
