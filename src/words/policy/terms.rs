//! Weights, limits, relaxing and terms of an offer in words.

use std::time::Duration;

use paidan_domain::money::{Tier, TierThresholds};
use paidan_domain::policy::{Constraints, Effort, Relaxation, Weights};

use super::names::RuleWords;
use crate::words::Lang;

/// `片区 30、产品 25、在手量 25`: what counts, in points of 100.
pub(super) fn weights(words: &RuleWords<'_>, weights: &Weights) -> String {
    let named = weights.named();
    let counting = named.iter().filter(|(_, weight)| *weight > 0);
    let parts: Vec<String> = counting
        .map(|(key, weight)| format!("{} {}", words.factor(key), RuleWords::points(*weight)))
        .collect();
    parts.join(words.say("、", ", "))
}

/// `5 分钟不认领转下一位,最多派 3 位`.
pub(super) fn offer(words: &RuleWords<'_>, claim_within: Duration, max_offers: u32) -> String {
    let time = words.duration(claim_within);
    match (max_offers, words.lang) {
        (1, Lang::Zh) => format!("{time}不认领找主管"),
        (1, Lang::En) => format!("not claimed in {time}: the manager"),
        (_, Lang::Zh) => format!("{time}不认领转下一位,最多派 {max_offers} 位"),
        (_, Lang::En) => {
            format!("not claimed in {time}: the next one, at most {max_offers}")
        }
    }
}

/// `依次放宽产品、片区到同省`; `不放宽`.
pub(super) fn relax(words: &RuleWords<'_>, stages: &[Relaxation]) -> String {
    if stages.is_empty() {
        return words.say("不放宽", "nothing is relaxed").to_owned();
    }
    let stages: Vec<String> = stages.iter().map(|one| words.relaxation(*one)).collect();
    let stages = stages.join(words.say("、", ", "));
    match words.lang {
        Lang::Zh => format!("没人时依次放宽{stages}"),
        Lang::En => format!("when nobody fits, relaxed in turn: {stages}"),
    }
}

/// `A 档须 A 级销售、产品熟练度至少 0.5`; none when nothing is asked for.
pub(super) fn constraints(words: &RuleWords<'_>, limits: &Constraints) -> Option<String> {
    let mut parts = Vec::new();
    for tier in [Tier::A, Tier::B] {
        if let Some(grade) = limits.least_grade(Some(tier)) {
            let (tier, grade) = (tier.letter(), RuleWords::grade(grade));
            parts.push(match words.lang {
                Lang::Zh => format!("{tier} 档至少 {grade} 级销售"),
                Lang::En => format!("tier {tier} needs grade {grade}"),
            });
        }
    }
    if limits.least_level_permille > 0 {
        let level = share(limits.least_level_permille);
        parts.push(match words.lang {
            Lang::Zh => format!("产品熟练度至少 {level}"),
            Lang::En => format!("product level at least {level}"),
        });
    }
    if limits.effort != Effort::default() {
        let Effort { a, b, c } = limits.effort;
        let (a, b, c) = (share(a), share(b), share(c));
        parts.push(match words.lang {
            Lang::Zh => format!("A、B、C 档各占 {a}、{b}、{c} 份在手量"),
            Lang::En => format!("tiers A, B, C take {a}, {b}, {c} of load"),
        });
    }
    (!parts.is_empty()).then(|| parts.join(words.say("、", ", ")))
}

/// `A 档 5 万元起,B 档 1 万元起`.
pub(super) fn tiers(words: &RuleWords<'_>, tiers: TierThresholds) -> String {
    let (a, b) = (words.money(tiers.a), words.money(tiers.b));
    match words.lang {
        Lang::Zh => format!("A 档 {a}起,B 档 {b}起"),
        Lang::En => format!("tier A from {a}, tier B from {b}"),
    }
}

/// 0.5 for 500 permille.
pub(super) fn share(permille: u32) -> String {
    let text = format!("{}.{:03}", permille / 1000, permille % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
