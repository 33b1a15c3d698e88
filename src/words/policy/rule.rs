//! A rule in words.

use std::time::Duration;

use paidan_domain::policy::{Candidates, Otherwise, Policy, Rule, Strategy, Then};

use super::condition::leads;
use super::names::RuleWords;
use super::terms;
use crate::words::Lang;

/// `金华、预算 5 万元以上的线索,派给华东团队里做该产品的人,按综合评分;5 分钟不认领转下一位,最多派 3 位。`
/// Always true of the rule as it stands in its policy.
#[must_use]
pub fn rule_text(words: &RuleWords<'_>, policy: &Policy, rule: &Rule) -> String {
    let off = if rule.enabled {
        ""
    } else {
        words.say("(已停用)", "(switched off) ")
    };
    let when = leads(words, &rule.when);
    let then = deed(words, policy, &rule.then);
    match words.lang {
        Lang::Zh => format!("{off}{when},{then}。"),
        Lang::En => format!("{off}{when} – {then}."),
    }
}

/// What a rule does.
pub(super) fn deed(words: &RuleWords<'_>, policy: &Policy, then: &Then) -> String {
    let mut parts = vec![chosen(words, then)];
    if then.strategy == Strategy::Pool {
        return parts.remove(0);
    }
    let own = then.offer.unwrap_or_default();
    let claim = own
        .claim_within_seconds
        .map(|s| Duration::from_secs(s.into()));
    parts.push(terms::offer(
        words,
        claim.unwrap_or(policy.offer.claim_within),
        own.max_offers.unwrap_or(policy.offer.max_offers),
    ));
    parts.extend(
        then.relax
            .as_ref()
            .map(|stages| terms::relax(words, stages)),
    );
    if let Some(limits) = &then.constraints {
        let none = || {
            words
                .say("不限等级和熟练度", "any grade and level")
                .to_owned()
        };
        parts.push(terms::constraints(words, limits).unwrap_or_else(none));
    }
    if then.otherwise == Otherwise::Stop {
        let stop = words.say(
            "没人则找主管,不看后面的规则",
            "nobody: the manager, no further rule",
        );
        parts.push(stop.to_owned());
    }
    parts.join(words.say(";", "; "))
}

fn chosen(words: &RuleWords<'_>, then: &Then) -> String {
    let among = among(words, &then.among);
    let by = match &then.strategy {
        Strategy::Named(id) => {
            return format!("{}{}", words.say("派给", "to "), words.person(id));
        }
        Strategy::Former => return words.say("派给原销售", "to the former rep").to_owned(),
        Strategy::Pool => return words.say("放入公海", "into the pool").to_owned(),
        Strategy::BestScore => match &then.weights {
            None => words.say("按综合评分", "by score").to_owned(),
            Some(own) => {
                let own = terms::weights(words, own);
                match words.lang {
                    Lang::Zh => format!("按综合评分({own})"),
                    Lang::En => format!("by score ({own})"),
                }
            }
        },
        Strategy::CountShares => words.say("按条数份额", "by shares in count").to_owned(),
        Strategy::ValueShares => words.say("按金额份额", "by shares in value").to_owned(),
        Strategy::LeastLoaded => words
            .say("优先最空闲的", "the least loaded first")
            .to_owned(),
    };
    format!("{among}{}{by}", words.say(",", ", "))
}

/// `派给华东团队里做该产品的人`.
fn among(words: &RuleWords<'_>, among: &Candidates) -> String {
    let mut of = Vec::new();
    if !among.territories.is_empty() {
        let places = words.either(&words.territories(&among.territories));
        of.push(format!("{}{places}", words.say("片区在", "territory in ")));
    }
    if among.skills.is_empty() {
        of.push(words.say("做该产品", "who sell the product").to_owned());
    } else {
        let skills = words.either(&among.skills);
        of.push(format!("{}{skills}", words.say("做", "who sell ")));
    }
    if !among.grades.is_empty() {
        let grades: Vec<String> = among
            .grades
            .iter()
            .map(|grade| RuleWords::grade(*grade).to_owned())
            .collect();
        let grades = words.either(&grades);
        of.push(match words.lang {
            Lang::Zh => format!("{grades} 级"),
            Lang::En => format!("grade {grades}"),
        });
    }
    let of = of.join(words.say("、", ", "));
    let people: Vec<String> = among.reps.iter().map(|id| words.person(id)).collect();
    let people = words.list(&people);
    let teams = words.either(&among.teams);
    match (among.teams.is_empty(), among.reps.is_empty(), words.lang) {
        (true, true, Lang::Zh) => format!("派给{of}的人"),
        (true, true, Lang::En) => format!("to those {of}"),
        (false, true, Lang::Zh) => format!("派给{teams}团队里{of}的人"),
        (false, true, Lang::En) => format!("to those of team {teams} {of}"),
        (true, false, Lang::Zh) => format!("派给{people}中{of}的人"),
        (true, false, Lang::En) => format!("to those of {people} {of}"),
        (false, false, Lang::Zh) => format!("派给{people}中属于{teams}团队、{of}的人"),
        (false, false, Lang::En) => format!("to those of {people} in team {teams} {of}"),
    }
}
