//! What is answered to who hands a lead in by `/线索`.

use jiff::tz::TimeZone;
use paidan_domain::ids::LeadNumber;
use paidan_domain::lead::State;
use paidan_domain::time::Instant;
use paidan_domain::understand::Facts;

use super::super::customer::masked_need;
use super::super::saying::state_label;
use super::super::subject::wants;
use super::super::text::{clock, cut, money_about};

/// The source of leads that somebody on staff handed in.
pub const HANDED_IN: &str = "同事录入";

/// A lead that was handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct HandedIn {
    /// Its number.
    pub number: LeadNumber,
    /// Short name of its place (`金华`).
    pub place: Option<String>,
    /// What is known of it.
    pub facts: Facts,
    /// What became of it.
    pub went: HandedTo,
    /// No telephone number was found in it.
    pub lacks_phone: bool,
}

/// What became of a lead that was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandedTo {
    /// A rep was asked.
    Rep {
        /// Their name.
        name: String,
        /// Until when they have to take it.
        until: Instant,
    },
    /// A manager chooses.
    Manager(String),
    /// The customer is known: it joined that lead.
    Twin(Option<LeadNumber>),
    /// Anything else, as it stands now.
    Elsewhere(State),
}

/// `已收 #1043:金华 保温杯 3000 个,约 5 万。派给王芳,09:12 前认领。`
pub(super) fn handed_in(lead: &HandedIn, now: Instant, zone: &TimeZone) -> String {
    let went = match &lead.went {
        HandedTo::Rep { name, until } => {
            let seconds = until.since(now).as_secs() < 120;
            format!("派给{name},{} 前认领。", clock(*until, now, zone, seconds))
        }
        HandedTo::Manager(name) => format!("没有合适的销售,已请{name}指派。"),
        HandedTo::Twin(Some(number)) => format!("同一客户已有 #{number},已合并。"),
        HandedTo::Twin(None) => "同一客户已有线索,已合并。".to_owned(),
        HandedTo::Elsewhere(State::Pooled) => "没有合适的销售,已放入公海。".to_owned(),
        HandedTo::Elsewhere(State::Quarantined) => "看起来不是客户线索,等待人工查看。".to_owned(),
        HandedTo::Elsewhere(state) => format!("现在是「{}」。", state_label(*state)),
    };
    let number = lead.number;
    let what = what(&lead.facts, lead.place.as_deref());
    format!("已收 #{number}:{what}。{went}{}", not_seen(lead))
}

/// `金华 保温杯 3000 个,约 5 万`, from what may stand in clear.
fn what(facts: &Facts, place: Option<&str>) -> String {
    let wants = Some(wants(facts)).filter(|wants| !wants.is_empty());
    let wanted: Vec<String> = place.map(str::to_owned).into_iter().chain(wants).collect();
    let wanted = cut(&masked_need(&wanted.join(" ")), 40);
    let worth = facts
        .value
        .map(money_about)
        .map(|worth| match worth.strip_suffix("万元") {
            Some(rest) => format!("{rest}万"),
            None => worth,
        });
    let parts: Vec<String> = Some(wanted)
        .filter(|wanted| !wanted.is_empty())
        .into_iter()
        .chain(worth)
        .collect();
    if parts.is_empty() {
        "新线索".to_owned()
    } else {
        parts.join(",")
    }
}

/// What was looked for in vain; the rest is asked of nobody, since it was matched all the same.
fn not_seen(lead: &HandedIn) -> String {
    let facts = &lead.facts;
    let missing: Vec<&str> = [
        ("电话", lead.lacks_phone),
        ("地区", facts.region.is_none()),
        ("产品", facts.products.is_empty()),
    ]
    .into_iter()
    .filter_map(|(what, is_missing)| is_missing.then_some(what))
    .collect();
    if missing.is_empty() {
        String::new()
    } else {
        format!("没看到{}。", missing.join("、"))
    }
}
