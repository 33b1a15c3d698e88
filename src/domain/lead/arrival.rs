//! How a life begins: a new lead is merged, held up for a person, or handed on.

use super::command::Reason;
use super::decide::{Decided, Stepper};
use super::effect::{Effect, Notice};
use super::event::{About, Body};
use super::next::arrived;
use super::state::Lead;
use crate::ids::{LeadId, LeadNumber, OfferId};
use crate::matching::{Floor, Intended};
use crate::people::Actor;
use crate::time::Instant;
use crate::understand::Facts;

/// A lead as it comes in, with the names that were made for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// Its id.
    pub id: LeadId,
    /// Its number.
    pub number: LeadNumber,
    /// Name of its source.
    pub source: String,
    /// What was understood of it.
    pub facts: Facts,
    /// Who is to have it, when it came together with others and was planned with them.
    pub planned: Option<Intended>,
}

impl Arrival {
    fn begin(&self, actor: &Actor, now: Instant) -> Stepper {
        Stepper::begin(
            Body::Received {
                id: self.id,
                number: self.number,
                source: self.source.clone(),
                facts: Box::new(self.facts.clone()),
            },
            actor,
            now,
        )
    }
}

/// A new customer: offered to the best rep, escalated or pooled; what is plainly
/// no customer waits for a person.
#[must_use]
pub fn receive(
    arrival: &Arrival,
    actor: &Actor,
    floor: &Floor,
    now: Instant,
    fresh: OfferId,
) -> Decided {
    let mut steps = arrival.begin(actor, now);
    if arrival.facts.is_lead {
        let onward = arrived(steps.lead(), floor, now, fresh, arrival.planned.clone());
        steps.hand_on(onward, &Actor::system());
    } else {
        steps.push(Body::Quarantined {}, &Actor::system(), None);
        if let Some(duty) = floor.duty_manager() {
            steps.effect(Effect::Text {
                to: duty.clone(),
                notice: Notice::Quarantined,
            });
        }
    }
    steps.done()
}

/// The customer of a living lead came again: the new one is merged into that,
/// and whoever has it is told.
#[must_use]
pub fn merge(
    arrival: &Arrival,
    survivor: &Lead,
    by: &str,
    actor: &Actor,
    now: Instant,
) -> (Decided, Decided) {
    let mut steps = arrival.begin(actor, now);
    let into = Body::Merged {
        into: survivor.id,
        into_number: survivor.number,
        by: by.to_owned(),
    };
    steps.push(into, &Actor::system(), None);

    let mut told = Stepper::go_on(survivor.clone(), now);
    let about = About::CameAgain {
        number: arrival.number,
    };
    let note = Body::Note {
        about,
        reason: Reason::NONE,
        value_fen: None,
    };
    told.push(note, &Actor::system(), None);
    let holder = survivor
        .counts_for()
        .or(survivor.escalation().map(|e| &e.manager));
    if let Some(holder) = holder {
        let notice = Notice::CameAgain {
            number: arrival.number,
        };
        told.effect(Effect::Text {
            to: holder.clone(),
            notice,
        });
    }
    (steps.done(), told.done())
}
