//! Why a lead went where it went, and why not to somebody (contract §6), for the API.

use paidan_domain::ids::StaffId;
use paidan_domain::matching::{About, Excluded, Explanation, Scored, about};
use serde_json::{Map, Value, json};

use super::answer::factors;
use super::caller::Caller;
use super::failure::Failure;
use super::lookup::Lookup;
use super::ports::{LeadRecord, LeadRef};
use crate::words;

impl Lookup {
    /// The last decision with its reasons.
    ///
    /// # Errors
    /// As [`Lookup::lead`]; also not found when reps were never compared.
    pub async fn explanation(&self, caller: &Caller, lead: LeadRef) -> Result<Value, Failure> {
        let record = self.known(caller, lead).await?;
        let found = self.reads.explanation(record.lead.id).await?;
        let (_, why) = found.ok_or(Failure::NotFound)?;
        // Worked out again from what was stored: the same bytes, or somebody touched them.
        Ok(self.explained(&record, &why.recomputed()))
    }

    /// Why one particular rep was or was not chosen: as it was stored with the decision, and
    /// where it was not, as of now and marked so.
    ///
    /// # Errors
    /// As [`Lookup::explanation`]; also not found when nobody is called so.
    pub async fn why(
        &self,
        caller: &Caller,
        lead: LeadRef,
        rep: &StaffId,
    ) -> Result<Value, Failure> {
        let record = self.known(caller, lead).await?;
        let found = self.reads.explanation(record.lead.id).await?;
        let (_, why) = found.ok_or(Failure::NotFound)?;
        let place = self.place(&record);
        let stored = why
            .candidates
            .iter()
            .find(|one| one.rep == *rep)
            .map(|one| (candidate(one, place), Value::Null))
            .or_else(|| {
                let one = why.excluded.iter().find(|one| one.rep == *rep)?;
                Some((Value::Null, excluded(one)))
            });
        let as_of_now = stored.is_none();
        let (candidate, excluded) = match stored {
            Some(stored) => stored,
            None => {
                let lead = &record.lead;
                let (floor, now) = (self.shelf.floor(), self.clock.now());
                match about(rep, &lead.facts, &lead.round, &floor, now) {
                    Some(About::Candidate(one)) => (candidate(&one, place), Value::Null),
                    Some(About::Excluded(one)) => (Value::Null, excluded(&one)),
                    None => return Err(Failure::NotFound),
                }
            }
        };
        Ok(json!({
            "rep": rep,
            "as_of_now": as_of_now,
            "candidate": candidate,
            "excluded": excluded,
        }))
    }

    fn explained(&self, record: &LeadRecord, why: &Explanation) -> Value {
        let place = self.place(record);
        let candidates: Vec<Value> = why
            .candidates
            .iter()
            .map(|one| candidate(one, place))
            .collect();
        let excluded: Vec<Value> = why.excluded.iter().map(excluded).collect();
        let counts: Map<String, Value> = why
            .excluded_counts
            .iter()
            .map(|(reason, count)| (reason.name().to_owned(), (*count).into()))
            .collect();
        json!({
            "policy_version": why.policy_version,
            "rule": why.rule,
            "strategy": why.strategy,
            "stage": why.stage.name(),
            "relaxed": why.relaxed,
            "trade": why.trade,
            "candidates": candidates,
            "excluded": excluded,
            "excluded_counts": counts,
            "sentence": words::sentence(record.lead.number, why, place),
        })
    }
}

fn candidate(one: &Scored, place: Option<&str>) -> Value {
    json!({
        "rep": one.rep,
        "rep_name": one.rep_name,
        "score": one.score,
        "factors": factors(&one.factors, place),
    })
}

fn excluded(one: &Excluded) -> Value {
    json!({
        "rep": one.rep,
        "rep_name": one.rep_name,
        "reason": one.reason.name(),
        "text": words::exclusion_text(one),
    })
}
