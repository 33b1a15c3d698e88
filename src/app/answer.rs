//! A lead as the API answers it (contract §4).

use jiff::tz::TimeZone;
use paidan_domain::lead::{Lead, Life};
use paidan_domain::matching::{Explanation, Floor};
use paidan_domain::time::Instant;
use paidan_domain::understand::Parsed;
use serde::Serialize;

use crate::words;

/// What `POST /api/v1/leads` answers.
#[derive(Debug, Clone, Serialize)]
pub struct LeadAnswer {
    /// UUIDv7.
    pub id: String,
    /// For people.
    pub number: i64,
    /// By name.
    pub state: &'static str,
    /// The lead that goes on, when this one was merged.
    pub merged_into: Option<String>,
    /// What was understood.
    pub parsed: serde_json::Value,
    /// Who was asked.
    pub assignment: Option<Assignment>,
    /// Why nobody was asked.
    pub why_unassigned: Option<String>,
}

/// Who was asked, and why.
#[derive(Debug, Clone, Serialize)]
pub struct Assignment {
    /// Staff id.
    pub rep: String,
    /// Their name.
    pub rep_name: String,
    /// Permille; none when a manager chose.
    pub score: Option<u32>,
    /// Id of the rule.
    pub rule: Option<String>,
    /// RFC 3339.
    pub deadline: Option<String>,
    /// One a factor.
    pub reasons: Vec<FactorAnswer>,
}

/// One factor of a candidate.
#[derive(Debug, Clone, Serialize)]
pub struct FactorAnswer {
    /// By name.
    pub factor: &'static str,
    /// Permille.
    pub weight: u32,
    /// 0 to 1000.
    pub value: u32,
    /// Permille of the score.
    pub contribution: u32,
    /// In words.
    pub text: String,
}

/// How instants are written: RFC 3339 with the offset of the company's zone.
#[must_use]
pub fn rfc3339(at: Instant, zone: &TimeZone) -> String {
    let at = at.timestamp().to_zoned_datetime(zone.clone());
    at.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

/// The factors of a candidate in words.
#[must_use]
pub fn factors(
    factors: &[paidan_domain::matching::FactorScore],
    place: Option<&str>,
) -> Vec<FactorAnswer> {
    factors
        .iter()
        .map(|one| FactorAnswer {
            factor: one.factor.name(),
            weight: one.weight,
            value: one.value,
            contribution: one.contribution,
            text: words::factor_text(one, place),
        })
        .collect()
}

/// What an answer is made of.
pub struct Told<'a> {
    /// The lead.
    pub lead: &'a Lead,
    /// What was understood.
    pub parsed: &'a Parsed,
    /// Whether the asker sees the phone and the texts.
    pub contact: Contact,
    /// The last decision.
    pub explanation: Option<&'a Explanation>,
    /// Of the live offer.
    pub deadline: Option<Instant>,
    /// For names.
    pub floor: &'a Floor,
    /// Short name of the place.
    pub place: Option<&'a str>,
    /// Of the company.
    pub zone: &'a TimeZone,
}

/// How much of the contact an asker sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    /// All of it.
    Whole,
    /// Masked.
    Masked,
}

impl Told<'_> {
    /// The answer.
    #[must_use]
    pub fn answer(&self) -> LeadAnswer {
        let lead = self.lead;
        let merged_into = match &lead.life {
            Life::Merged { into } => Some(into.to_string()),
            _ => None,
        };
        let manager = lead
            .escalation()
            .and_then(|escalation| self.floor.find(&escalation.manager))
            .map(|one| one.staff.name.as_str());
        LeadAnswer {
            id: lead.id.to_string(),
            number: lead.number.0,
            state: lead.state().name(),
            merged_into,
            parsed: self.parsed(),
            assignment: self.assignment(),
            why_unassigned: words::why_unassigned(&lead.life, manager, self.explanation),
        }
    }

    fn parsed(&self) -> serde_json::Value {
        let mut parsed = self.parsed.clone();
        let masked = parsed.phone.as_ref().map(|phone| phone.masked());
        if self.contact == Contact::Masked {
            // Evidence quotes the customer, and so may the phone's span.
            parsed.evidence.clear();
            parsed.email = None;
            parsed.contact_name = parsed.contact_name.as_deref().map(words::masked_name);
        }
        let mut value = serde_json::to_value(&parsed).unwrap_or_default();
        if self.contact == Contact::Masked
            && let Some(fields) = value.as_object_mut()
        {
            fields.insert("phone".to_owned(), masked.into());
        }
        value
    }

    fn assignment(&self) -> Option<Assignment> {
        let offer = self.lead.offer()?;
        let rep_name = self
            .floor
            .find(&offer.rep)
            .map(|one| one.staff.name.clone());
        let chosen = self
            .explanation
            .filter(|why| why.chosen().is_some_and(|best| best.rep == offer.rep));
        let best = chosen.and_then(Explanation::chosen);
        Some(Assignment {
            rep: offer.rep.to_string(),
            rep_name: rep_name.unwrap_or_else(|| offer.rep.to_string()),
            score: best.map(|best| best.score),
            rule: chosen.map(|why| why.rule.id.clone()),
            deadline: self.deadline.map(|at| rfc3339(at, self.zone)),
            reasons: best
                .map(|best| factors(&best.factors, self.place))
                .unwrap_or_default(),
        })
    }
}
