//! The card of a manager: somebody has to choose (`experience.md` §3.2).

use paidan_domain::lead::{Escalation, Facts};
use paidan_domain::matching::{Because, Exclusion, Explanation, Factor, Scored};

use super::card::{ButtonWeight, Card, Choice, ChoiceOption};
use super::explain::total_points;
use super::lead_card::{button, details, row};
use super::subject::Subject;
use super::text::{cut, duration};

/// The card of an escalation that waits for its manager. `asked` are the names of
/// those who had it; empty when nobody could be asked.
#[must_use]
pub fn manager_card(
    subject: &Subject<'_>,
    escalation: &Escalation,
    asked: &[String],
    options: &[Scored],
) -> Card {
    let nobody = asked.is_empty();
    let state = if nobody { "无人可派" } else { "待指派" };
    let title = format!("{state} {}", subject.headline(36 - 5));
    let desc = if nobody {
        nobody_fits(&subject.lead.facts, subject.place, subject.explanation)
    } else {
        let waited = duration(subject.now.since(subject.lead.created_at));
        format!("{}未接;已等 {waited}", asked.join("、"))
    };
    let mut rows = Vec::new();
    row(&mut rows, "公司", subject.said.company.as_deref());
    row(&mut rows, "联系人", subject.masked_contact().as_deref());
    row(&mut rows, "预算", subject.budget().as_deref());
    details(&mut rows, subject);
    let options: Vec<ChoiceOption> = options.iter().map(option).collect();
    let mut card = Card {
        source: Some("派单".to_owned()),
        title: cut(&title, 36),
        desc: Some(cut(&desc, 44)),
        quote: subject.quote(),
        rows,
        url: subject.link.map(str::to_owned),
        ..Card::default()
    };
    if options.is_empty() {
        card.ended = Some("没有在岗销售".to_owned());
    } else {
        let key = format!("assign:{}", escalation.level);
        card.buttons = vec![button(&key, "指派", ButtonWeight::Main)];
        card.choice = Some(Choice {
            key: "rep".to_owned(),
            title: "指派给".to_owned(),
            selected: options.first().map(|first| first.id.clone()),
            options,
        });
    }
    card
}

/// `赵强 匹配 71 在手 6/20`, or as much of it as fits into an option.
fn option(one: &Scored) -> ChoiceOption {
    let at_hand = one
        .factors
        .iter()
        .find(|factor| factor.factor == Factor::Load);
    let load = match at_hand.map(|factor| &factor.because) {
        Some(Because::AtHand { load, capacity }) => format!(" 在手 {load}/{capacity}"),
        _ => String::new(),
    };
    let long = format!("{} 匹配 {}{load}", one.rep_name, total_points(one));
    let text = if long.chars().count() <= 16 {
        long
    } else {
        format!(
            "{} {} 分{}",
            cut(&one.rep_name, 6),
            total_points(one),
            load.replace(" 在手", "")
        )
    };
    ChoiceOption {
        id: one.rep.to_string(),
        text: cut(&text, 16),
    }
}

/// `金华没有销售做雨伞`.
fn nobody_fits(facts: &Facts, place: Option<&str>, why: Option<&Explanation>) -> String {
    let place = place.unwrap_or("这里");
    let covered = why.is_some_and(|why| {
        let other = |reason: &Exclusion| {
            matches!(
                reason,
                Exclusion::Full | Exclusion::Away | Exclusion::Product
            )
        };
        why.excluded_counts.keys().any(other)
    });
    match (covered, facts.products.first()) {
        (true, _) => format!("{place}的销售都已满或请假"),
        (false, _) if facts.region.is_some() => format!("{place}没有销售负责"),
        (false, Some(product)) => format!("没有销售做{product}"),
        (false, None) => "没有在岗的销售".to_owned(),
    }
}
