//! Looks leads up for the API: one, many, what happened, why.

use std::sync::Arc;

use jiff::tz::TimeZone;
use paidan_domain::ids::LeadId;
use paidan_domain::lead::{Event, Reason};
use paidan_domain::people::{ActorKind, Role};
use paidan_domain::region::Gazetteer;
use serde_json::{Map, Value, json};

use super::answer::{Contact, Told, rfc3339};
use super::caller::{Caller, CallerRole};
use super::dossier::Dossier;
use super::failure::Failure;
use super::ports::{Clock, LeadFilter, LeadRecord, LeadRef, Reads, Shelf, StoreError};
use crate::words;

/// The verb of looking up.
pub struct Lookup {
    /// Where leads are.
    pub reads: Arc<dyn Reads>,
    /// For names.
    pub shelf: Arc<dyn Shelf>,
    /// Knows places.
    pub gazetteer: Arc<Gazetteer>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Of the company.
    pub zone: TimeZone,
}

impl Lookup {
    /// One lead, when the caller may know of it.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when it is not there or not theirs.
    pub async fn lead(&self, caller: &Caller, lead: LeadRef) -> Result<Value, Failure> {
        let record = self.known(caller, lead).await?;
        Ok(self.whole(caller, &record).await?)
    }

    /// Leads, newest first, and where the list goes on.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn leads(
        &self,
        caller: &Caller,
        mut filter: LeadFilter,
    ) -> Result<(Vec<Value>, Option<String>), Failure> {
        filter.scope = self.scope(caller);
        let asked = filter.limit;
        filter.limit += 1;
        let mut records = self.reads.leads(filter).await?;
        let more = records.len() > asked as usize;
        records.truncate(asked as usize);
        let cursor = records
            .last()
            .filter(|_| more)
            .map(|last| last.lead.number.to_string());
        let mut items = Vec::with_capacity(records.len());
        for record in &records {
            items.push(self.whole(caller, record).await?);
        }
        Ok((items, cursor))
    }

    /// Everything that happened to a lead.
    ///
    /// # Errors
    /// As [`Lookup::lead`].
    pub async fn timeline(&self, caller: &Caller, lead: LeadRef) -> Result<Vec<Value>, Failure> {
        let record = self.known(caller, lead).await?;
        let events = self.reads.events(record.lead.id).await?;
        let typed = if caller.sees_contacts() {
            self.reads.typed(record.lead.id).await?
        } else {
            std::collections::HashMap::new()
        };
        Ok(events
            .iter()
            .map(|event| self.event(event, typed.get(&event.seq).map(String::as_str)))
            .collect())
    }

    pub(super) async fn known(
        &self,
        caller: &Caller,
        lead: LeadRef,
    ) -> Result<LeadRecord, Failure> {
        if caller.role == CallerRole::Source {
            return Err(Failure::Forbidden);
        }
        let record = self.reads.lead(lead).await?.ok_or(Failure::NotFound)?;
        if caller.may_know(&record.lead, &self.shelf.floor()) {
            Ok(record)
        } else {
            Err(Failure::NotFound)
        }
    }

    /// Whose leads a manager sees.
    fn scope(&self, caller: &Caller) -> Option<Vec<paidan_domain::ids::StaffId>> {
        let CallerRole::Manager(me) = &caller.role else {
            return None;
        };
        let floor = self.shelf.floor();
        let mine = floor.people().filter(|one| floor.leads(me, &one.staff.id));
        Some(mine.map(|one| one.staff.id.clone()).collect())
    }

    async fn dossier(&self, lead: LeadId) -> Result<Dossier, StoreError> {
        Dossier::read(self.reads.dossier(lead).await?.as_deref())
    }

    pub(super) fn place(&self, record: &LeadRecord) -> Option<&str> {
        record
            .lead
            .facts
            .region
            .and_then(|code| self.gazetteer.short_name(code))
    }

    async fn whole(&self, caller: &Caller, record: &LeadRecord) -> Result<Value, StoreError> {
        let lead = &record.lead;
        let dossier = self.dossier(lead.id).await?;
        let floor = self.shelf.floor();
        let explanation = match lead.offer() {
            Some(_) => self.reads.explanation(lead.id).await?.map(|(_, why)| why),
            None => None,
        };
        let whole = caller.sees_contacts();
        let told = Told {
            lead,
            parsed: &dossier.parsed,
            contact: if whole {
                Contact::Whole
            } else {
                Contact::Masked
            },
            explanation: explanation.as_ref(),
            deadline: record.live_offer().map(|offer| offer.deadline),
            floor: &floor,
            place: self.place(record),
            zone: &self.zone,
        };
        let mut value = serde_json::to_value(told.answer()).unwrap_or_default();
        let offer = record.live_offer().map(|offer| {
            json!({
                "rep": offer.rep,
                "deadline": rfc3339(offer.deadline, &self.zone),
                "attempt": offer.attempt,
            })
        });
        let more = json!({
            "source": lead.source,
            "owner": lead.owner(),
            "offer": offer,
            "escalation_level": lead.escalation().map_or(0, |escalation| escalation.level),
            "created_at": rfc3339(lead.created_at, &self.zone),
            "updated_at": rfc3339(lead.updated_at, &self.zone),
        });
        merge(&mut value, more);
        merge(&mut value, contact(&dossier, whole));
        Ok(value)
    }

    fn event(&self, event: &Event, typed: Option<&str>) -> Value {
        let mut detail = serde_json::to_value(&event.body).unwrap_or_default();
        if let Some(fields) = detail.as_object_mut() {
            fields.remove("kind");
            self.name_people(fields);
            say_reason(fields, &event.body, typed);
        }
        json!({
            "seq": event.seq,
            "at": rfc3339(event.at, &self.zone),
            "kind": event.body.kind().name(),
            "actor": {
                "type": event.actor.kind,
                "id": event.actor.id,
                "name": self.actor_name(event),
            },
            "on_behalf_of": event.on_behalf_of,
            "from": event.from,
            "to": event.to,
            "detail": detail,
        })
    }

    /// Names beside ids, joined on reading.
    fn name_people(&self, fields: &mut Map<String, Value>) {
        let floor = self.shelf.floor();
        for field in ["rep", "owner", "manager", "to", "from_rep"] {
            let name = fields
                .get(field)
                .and_then(Value::as_str)
                .and_then(|id| paidan_domain::ids::StaffId::parse(id).ok())
                .and_then(|id| floor.find(&id))
                .map(|one| one.staff.name.clone());
            if let Some(name) = name {
                fields.insert(format!("{field}_name"), name.into());
            }
        }
        let deadline = fields.get("deadline").and_then(Value::as_i64);
        if let Some(micros) = deadline {
            let at = rfc3339(paidan_domain::time::Instant(micros), &self.zone);
            fields.insert("deadline".to_owned(), at.into());
        }
    }

    fn actor_name(&self, event: &Event) -> String {
        match event.actor.kind {
            ActorKind::System => words::system_name().to_owned(),
            ActorKind::Source | ActorKind::Admin => event.actor.id.clone(),
            ActorKind::Rep | ActorKind::Manager => {
                let floor = self.shelf.floor();
                paidan_domain::ids::StaffId::parse(&event.actor.id)
                    .ok()
                    .and_then(|id| floor.find(&id).map(|one| one.staff.name.clone()))
                    .unwrap_or_else(|| event.actor.id.clone())
            }
        }
    }
}

/// The contact as far as the caller may see it.
fn contact(dossier: &Dossier, whole: bool) -> Value {
    let said = &dossier.said;
    let phone = dossier.parsed.phone.as_ref();
    if whole {
        json!({
            "company": said.company,
            "contact_name": said.contact_name,
            "phone": phone.map(|phone| phone.as_str()),
            "email": said.email,
            "contact_id": said.contact_id,
            "external_id": said.external_id,
            "address": said.address,
            "need": said.need,
            "tags": said.tags,
            "extra": said.extra,
            "occurred_at": said.occurred_at,
        })
    } else {
        json!({
            "company": said.company,
            "contact_name": said.contact_name.as_deref().map(words::masked_name),
            "phone": phone.map(|phone| phone.masked()),
            "need": said.need.as_deref().map(words::masked_need),
            "tags": said.tags,
        })
    }
}

/// A reason as people read it: the label, what was typed, or 未说明.
fn say_reason(
    fields: &mut Map<String, Value>,
    body: &paidan_domain::lead::Body,
    typed: Option<&str>,
) {
    for field in ["reason", "note"] {
        let Some(given) = fields.remove(field) else {
            continue;
        };
        let reason: Reason = serde_json::from_value(given).unwrap_or_default();
        let said = match (reason.code, typed) {
            (_, Some(words)) => Some(words.to_owned()),
            (Some(code), None) => Some(words::reason_label(code).to_owned()),
            (None, None) if body.has_typed_words() => None,
            (None, None) => Some(words::no_reason().to_owned()),
        };
        if let Some(said) = said {
            fields.insert(field.to_owned(), said.into());
        }
        if let Some(code) = reason.code {
            fields.insert("reason_code".to_owned(), code.name().into());
        }
    }
}

fn merge(into: &mut Value, more: Value) {
    if let (Some(into), Value::Object(more)) = (into.as_object_mut(), more) {
        into.extend(more);
    }
}

/// The role of a person in one word, for lists.
#[must_use]
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Rep => "rep",
        Role::Manager => "manager",
    }
}
