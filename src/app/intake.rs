//! Takes a new lead: understand, find the same customer, match, commit, answer.

use std::sync::Arc;

use jiff::tz::TimeZone;
use paidan_domain::ids::{LeadId, LeadNumber, OfferId};
use paidan_domain::lead::{Arrival, Facts, Life, merge, receive};
use paidan_domain::matching::{Floor, Intended};
use paidan_domain::people::{Actor, ActorKind};
use paidan_domain::region::Gazetteer;
use paidan_domain::time::Instant;
use paidan_domain::understand::{CompanyKey, NewLead, Parsed, understand};

use super::answer::{Contact, Told};
use super::dossier::Dossier;
use super::failure::Failure;
use super::ports::{Acquaintance, Ids, Incoming, Judged, Leads, Shelf, TakenIn};

/// The verb of intake (采集).
pub struct Intake {
    /// Where leads go.
    pub leads: Arc<dyn Leads>,
    /// The catalogue as it stands.
    pub shelf: Arc<dyn Shelf>,
    /// Makes ids.
    pub ids: Arc<dyn Ids>,
    /// Knows places.
    pub gazetteer: Arc<Gazetteer>,
    /// Of the company.
    pub zone: TimeZone,
}

/// The end of an intake, for the caller.
#[derive(Debug, PartialEq, Eq)]
pub struct Taken {
    /// HTTP status: 201 new, 200 repeated or merged.
    pub status: u16,
    /// JSON.
    pub body: String,
    /// Whether it is the first answer said again.
    pub replayed: bool,
}

impl Intake {
    /// Takes a lead of a source. `request` is the sender's idempotency key and the
    /// body as it came.
    ///
    /// # Errors
    /// [`Failure::Mismatch`] for a key with another body, [`Failure::Store`] when it
    /// is not durable: then it was not taken.
    pub async fn take(
        &self,
        source: &str,
        said: NewLead,
        request: Option<(String, Vec<u8>)>,
    ) -> Result<Taken, Failure> {
        self.commit(self.read(source, said, request)?, None).await
    }

    /// Understands a lead; nothing is kept yet.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn read(
        &self,
        source: &str,
        mut said: NewLead,
        request: Option<(String, Vec<u8>)>,
    ) -> Result<Read, Failure> {
        said.source = Some(source.to_owned());
        let parsed = self.parse(&said);
        fill_in(&mut said, &parsed);
        let id = LeadId(self.ids.fresh());
        let facts = self.facts(source, &said, &parsed);
        let dossier = Dossier { said, parsed };
        let incoming = Incoming {
            id,
            source: source.to_owned(),
            idempotency: request,
            contact_keys: contact_keys(source, &dossier),
            dossier: dossier.write()?,
        };
        let judging = Judging {
            id,
            source: source.to_owned(),
            facts,
            planned: None,
            parsed: dossier.parsed,
            fresh: OfferId(self.ids.fresh()),
            gazetteer: self.gazetteer.clone(),
            zone: self.zone.clone(),
        };
        Ok(Read { incoming, judging })
    }

    /// Takes a lead that was read; `planned` is who is to have it, when it came with others.
    ///
    /// # Errors
    /// As [`Intake::take`].
    pub async fn commit(&self, read: Read, planned: Option<Intended>) -> Result<Taken, Failure> {
        let source = read.incoming.source.clone();
        let judge = Judging {
            planned,
            ..read.judging
        };
        let judge = Arc::new(
            move |number: LeadNumber, known: &Acquaintance, floor: &Floor, now: Instant| {
                judge.judge(number, known, floor, now)
            },
        );
        match self.leads.take_in(read.incoming, judge).await? {
            TakenIn::New { status, answer } => {
                metrics::counter!("paidan_leads_received_total", "source" => source).increment(1);
                Ok(Taken {
                    status,
                    body: answer,
                    replayed: false,
                })
            }
            TakenIn::Repeated { answer } => Ok(Taken {
                status: 200,
                body: answer,
                replayed: true,
            }),
            TakenIn::Mismatch => Err(Failure::Mismatch),
        }
    }

    /// What would be understood of a lead, without taking it.
    #[must_use]
    pub fn parse(&self, said: &NewLead) -> Parsed {
        let floor = self.shelf.floor();
        understand(said, &self.gazetteer, &floor.catalogue, &floor.policy.tiers)
    }

    /// What the rules may know of it, by the rules as they are on the shelf.
    fn facts(&self, source: &str, said: &NewLead, parsed: &Parsed) -> Facts {
        let floor = self.shelf.floor();
        let texts = [&said.company, &said.need].into_iter().flatten();
        let texts = texts.chain(&said.tags).map(String::as_str);
        Facts {
            source: source.to_owned(),
            tags: said
                .tags
                .iter()
                .filter(|tag| is_label(tag))
                .cloned()
                .collect(),
            words: floor.policy.words_in(texts),
            effort_permille: floor.policy.constraints.effort.of(parsed.tier),
            ..Facts::from(parsed)
        }
    }
}

/// A lead that was understood and not yet taken.
pub struct Read {
    incoming: Incoming,
    judging: Judging,
}

impl Read {
    /// What matching may know of it.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.judging.facts
    }
}

/// Everything that the decision about one arrival needs.
struct Judging {
    id: LeadId,
    source: String,
    facts: Facts,
    planned: Option<Intended>,
    parsed: Parsed,
    fresh: OfferId,
    gazetteer: Arc<Gazetteer>,
    zone: TimeZone,
}

impl Judging {
    fn judge(
        &self,
        number: LeadNumber,
        known: &Acquaintance,
        floor: &Floor,
        now: Instant,
    ) -> Judged {
        let actor = Actor {
            kind: ActorKind::Source,
            id: self.source.clone(),
        };
        let arrival = Arrival {
            id: self.id,
            number,
            source: self.source.clone(),
            facts: Facts {
                former: known.former.clone(),
                ..self.facts.clone()
            },
            planned: self.planned.clone(),
        };
        let decided = match &known.twin {
            Some((survivor, by)) => {
                let (merged, told) = merge(&arrival, survivor, by, &actor, now);
                vec![merged, told]
            }
            None => {
                let begun = std::time::Instant::now();
                let received = receive(&arrival, &actor, floor, now, self.fresh);
                metrics::histogram!("paidan_match_seconds").record(begun.elapsed().as_secs_f64());
                vec![received]
            }
        };
        let own = &decided[0];
        let told = Told {
            lead: &own.lead,
            parsed: &self.parsed,
            contact: Contact::Whole,
            explanation: own.explanation.as_ref().map(|(_, why)| why),
            deadline: own.lead.offer().map(|offer| {
                let within = offer.claim_within(&floor.policy.offer);
                own.lead.updated_at.after(within * 2)
            }),
            floor,
            place: self
                .facts
                .region
                .and_then(|code| self.gazetteer.short_name(code)),
            zone: &self.zone,
        };
        let merged = matches!(own.lead.life, Life::Merged { .. });
        let answer = serde_json::to_string(&told.answer()).unwrap_or_default();
        metrics::counter!("paidan_assignments_total", "outcome" => own.lead.state().name())
            .increment(1);
        Judged {
            status: if merged { 200 } else { 201 },
            answer,
            decided,
        }
    }
}

/// What stood in the text and not in the field made for it: whoever calls the customer looks
/// there.
fn fill_in(said: &mut NewLead, parsed: &Parsed) {
    said.company = said.company.take().or_else(|| parsed.company.clone());
    said.contact_name = said
        .contact_name
        .take()
        .or_else(|| parsed.contact_name.clone());
    said.email = said.email.take().or_else(|| parsed.email.clone());
}

/// Whether a tag may stand in clear: a short word, and nothing that a person could be called by.
fn is_label(tag: &str) -> bool {
    let digits = tag.chars().filter(|c| c.is_numeric()).count();
    tag.chars().count() <= 40 && digits < 7 && !tag.contains('@')
}

/// What makes two leads the same customer, the surest first (contract §4): the
/// phone, the contact id, the source's own id, or the company in one city.
fn contact_keys(source: &str, dossier: &Dossier) -> Vec<(&'static str, String)> {
    let said = &dossier.said;
    let mut keys = Vec::new();
    if let Some(phone) = &dossier.parsed.phone {
        keys.push(("phone", phone.as_str().to_owned()));
    }
    if let Some(id) = &said.contact_id {
        keys.push(("contact_id", id.clone()));
    }
    if let Some(id) = &said.external_id {
        keys.push(("external_id", format!("{source}\n{id}")));
    }
    let company = said.company.as_deref().and_then(CompanyKey::of);
    let city = dossier
        .parsed
        .region
        .as_ref()
        .and_then(|place| place.code.city());
    if let (Some(company), Some(city)) = (company, city) {
        keys.push(("company", format!("{}\n{city}", company.as_str())));
    }
    keys
}
