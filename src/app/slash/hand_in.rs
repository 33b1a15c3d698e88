//! `/线索`: anyone on staff hands a lead in. One without a phone waits for it.

use std::time::Duration;

use paidan_domain::ids::LeadId;
use paidan_domain::lead::{Lead, Life};
use paidan_domain::people::Staff;
use paidan_domain::understand::{NewLead, Parsed};
use serde::Deserialize;
use uuid::Uuid;

use super::{Asker, Slash};
use crate::app::failure::Failure;
use crate::app::ports::{LeadRecord, LeadRef, StoreError};
use crate::words::{HANDED_IN, HandedIn, HandedTo, Told};

/// How long a lead waits for its phone.
const PATIENCE: Duration = Duration::from_secs(600);
/// Characters of a line at most that is a phone, with a name or a word around it.
const PHONE_LINE: usize = 40;

/// Of the answer of intake.
#[derive(Deserialize)]
struct Answered {
    id: Uuid,
}

impl Slash {
    pub(super) async fn hand_in(
        &self,
        asker: &Asker<'_>,
        text: String,
    ) -> Result<Told, StoreError> {
        let said = said(asker, &text);
        let parsed = self.intake.parse(&said);
        if !can_be_reached(&parsed) {
            let now = self.clock.now();
            let mut waiting = self.waiting();
            waiting.retain(|_, (at, _)| now.since(*at) <= PATIENCE);
            waiting.insert(asker.staff.id.clone(), (now, text));
            return Ok(Told::NoPhone);
        }
        // The key of the line: delivered again or carried out again, it is one lead.
        let request = Some((format!("chat:{}", asker.key), text.into_bytes()));
        let taken = match self.intake.take(HANDED_IN, said, request).await {
            Ok(taken) => taken,
            Err(Failure::Store(error)) => return Err(error),
            // The line is carried out again, and the text that it completed is gone: it was
            // taken then.
            Err(_) => return Ok(Told::NothingAsked),
        };
        self.waiting().remove(&asker.staff.id);
        let answered: Answered = serde_json::from_str(&taken.body)
            .map_err(|_| StoreError::Damaged("answer".to_owned()))?;
        let lead = LeadRef::Id(LeadId(answered.id));
        let record = self.reads.lead(lead).await?;
        let record = record.ok_or_else(|| StoreError::Damaged("lead".to_owned()))?;
        Ok(Told::HandedIn(Box::new(HandedIn {
            number: record.lead.number,
            place: self.place(&record.lead),
            went: self.went(&record).await?,
            facts: record.lead.facts,
            lacks_phone: parsed.phone.is_none(),
        })))
    }

    /// The text that waits for a phone, with the phone that this line brings.
    pub(super) fn completed(&self, staff: &Staff, line: &str) -> Option<String> {
        let now = self.clock.now();
        let waiting = self.waiting();
        let (_, text) = waiting
            .get(&staff.id)
            .filter(|(at, _)| now.since(*at) <= PATIENCE)?;
        let only = NewLead {
            need: Some(line.to_owned()),
            ..NewLead::default()
        };
        let is_phone =
            line.chars().count() <= PHONE_LINE && self.intake.parse(&only).phone.is_some();
        is_phone.then(|| format!("{text}\n{line}"))
    }

    async fn went(&self, record: &LeadRecord) -> Result<HandedTo, StoreError> {
        if let Some(offer) = record.live_offer() {
            // As the card prints it, which is being sent now.
            let printed = self.clock.now().after(offer.claim_within);
            let is_out = offer.delivered_at.is_some();
            return Ok(HandedTo::Rep {
                name: self.name(&offer.rep),
                until: if is_out { offer.deadline } else { printed },
            });
        }
        let lead = &record.lead;
        if let Life::Merged { into } = &lead.life {
            let twin = self.reads.lead(LeadRef::Id(*into)).await?;
            return Ok(HandedTo::Twin(twin.map(|twin| twin.lead.number)));
        }
        Ok(match lead.escalation() {
            Some(escalation) => HandedTo::Manager(self.name(&escalation.manager)),
            None => HandedTo::Elsewhere(lead.state()),
        })
    }

    fn place(&self, lead: &Lead) -> Option<String> {
        let code = lead.facts.region?;
        self.gazetteer.short_name(code).map(str::to_owned)
    }
}

fn said(asker: &Asker<'_>, text: &str) -> NewLead {
    let by = [("handed_in_by".to_owned(), asker.staff.id.as_str().into())];
    NewLead {
        need: Some(text.to_owned()),
        extra: Some(by.into_iter().collect()),
        ..NewLead::default()
    }
}

/// Without any of these a lead is of no use to anybody (contract §4).
fn can_be_reached(parsed: &Parsed) -> bool {
    parsed.phone.is_some() || parsed.email.is_some() || parsed.company.is_some()
}
