//! The card of a manager: somebody has to choose (`experience.md` §3.2).

use paidan_domain::lead::{Escalation, Facts};
use paidan_domain::matching::{Because, Exclusion, Explanation, Factor, Scored};
use unicode_segmentation::UnicodeSegmentation;

use super::card::{ButtonWeight, Card, CardState, Choice, ChoiceOption};
use super::explain::total_points;
use super::lead_card::{button, details, row};
use super::subject::Subject;
use super::text::{cut, duration};

/// Characters of an option.
const OPTION: usize = 16;

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
    row(&mut rows, "公司", subject.masked_company().as_deref());
    row(&mut rows, "联系人", subject.masked_contact().as_deref());
    row(&mut rows, "预算", subject.budget().as_deref());
    details(&mut rows, subject);
    let options: Vec<ChoiceOption> = options.iter().map(option).collect();
    let mut buttons = vec![button("pool", "放公海", ButtonWeight::Plain)];
    if !nobody {
        buttons.insert(0, button("take", "我来跟", ButtonWeight::Plain));
    }
    if !options.is_empty() {
        let key = format!("assign:{}", escalation.level);
        buttons.insert(0, button(&key, "指派", ButtonWeight::Main));
    }
    let choice = (!options.is_empty()).then(|| Choice {
        key: "rep".to_owned(),
        title: "指派给".to_owned(),
        selected: options.first().map(|first| first.id.clone()),
        options,
    });
    Card {
        state: if nobody {
            CardState::Nobody
        } else {
            CardState::Escalated
        },
        source: Some("派单".to_owned()),
        title: cut(&title, 36),
        desc: Some(cut(&desc, 44)),
        quote: subject.quote(),
        rows,
        choice,
        buttons,
        url: subject.link.map(str::to_owned),
        ..Card::default()
    }
}

/// `赵强 匹配 71 在手 6/20`, or as much of it as fits into an option.
fn option(one: &Scored) -> ChoiceOption {
    let at_hand = one
        .factors
        .iter()
        .find(|factor| factor.factor == Factor::Load);
    let load = match at_hand.map(|factor| &factor.because) {
        Some(Because::AtHand { load, capacity, .. }) => format!(" 在手 {load}/{capacity}"),
        _ => String::new(),
    };
    let points = total_points(one);
    let long = format!("{} 匹配 {points}{load}", one.rep_name);
    let text = if count(&long) <= OPTION {
        long
    } else {
        // The name gives way, never the figures.
        let figures = format!(" {points} 分{}", load.replace(" 在手", ""));
        let room = OPTION.saturating_sub(count(&figures));
        format!("{}{figures}", cut(&one.rep_name, room))
    };
    ChoiceOption {
        id: one.rep.to_string(),
        text: cut(&text, OPTION),
    }
}

/// `金华的销售都已满或请假`.
fn nobody_fits(facts: &Facts, place: Option<&str>, why: Option<&Explanation>) -> String {
    let place = place.unwrap_or("这里");
    let left_out = |reasons: &[Exclusion]| {
        why.is_some_and(|why| why.excluded_counts.keys().any(|one| reasons.contains(one)))
    };
    // Only who covers the place is left out for room or product; leave is asked first.
    if left_out(&[Exclusion::Full, Exclusion::Product]) {
        format!("{place}的销售都已满或请假")
    } else if left_out(&[Exclusion::NotSenior, Exclusion::NotSkilled]) {
        format!("{place}没有够级别的销售")
    } else if left_out(&[Exclusion::Away]) {
        format!("{place}没有在岗的销售")
    } else if facts.region.is_some() {
        format!("{place}没有销售负责")
    } else {
        "没有在岗的销售".to_owned()
    }
}

fn count(text: &str) -> usize {
    text.graphemes(true).count()
}
