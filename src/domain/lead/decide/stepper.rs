//! Builds a decision step by step; each step goes through the fold at once.

use crate::fairness::Turn;
use crate::ids::{Audience, StaffId};
use crate::lead::effect::Effect;
use crate::lead::event::{Body, Event, ExpiredBecause};
use crate::lead::fold::fold;
use crate::lead::next::Next;
use crate::lead::state::{Lead, Life, State};
use crate::matching::Explanation;
use crate::people::Actor;
use crate::time::Instant;

/// A decision: the lead after it, the steps that lead there, what follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The lead afterwards.
    pub lead: Lead,
    /// Each step, once. Empty when everything was so already.
    pub events: Vec<Event>,
    /// What people are shown, each with the `seq` of its event.
    pub effects: Vec<(u32, Effect)>,
    /// Why this rep, when reps were compared, with the `seq` of its event.
    pub explanation: Option<(u32, Explanation)>,
    /// Whose turn it was, when paidan offered it by itself.
    pub turn: Option<Turn>,
    /// Whether a manager put it into somebody's hands, so that capacity does not bind.
    pub by_hand: bool,
}

impl Decided {
    /// Whether the lead turned out to be none (信息有误, 同行, 重复): its turn is given back (返还).
    #[must_use]
    pub fn gives_turn_back(&self) -> bool {
        self.events
            .iter()
            .any(|event| matches!(event.body, Body::Invalid { .. }))
    }

    /// How whoever was offered the lead answered by this decision: 1000 claimed in time, 500
    /// declined, 0 let the time run out. None when it is no answer of theirs.
    #[must_use]
    pub fn answered(&self) -> Option<u32> {
        match self.events.first()?.body {
            Body::Claimed { offer: Some(_), .. } => Some(1000),
            Body::Declined { .. } => Some(500),
            Body::Expired {
                because: ExpiredBecause::Deadline,
                ..
            } => Some(0),
            _ => None,
        }
    }
}

/// Collects steps.
pub(in crate::lead) struct Stepper {
    lead: Lead,
    now: Instant,
    events: Vec<Event>,
    effects: Vec<(u32, Effect)>,
    explanation: Option<(u32, Explanation)>,
    turn: Option<Turn>,
    by_hand: bool,
}

impl Stepper {
    /// A new life.
    pub(in crate::lead) fn begin(received: Body, actor: &Actor, now: Instant) -> Self {
        let event = Event {
            seq: 1,
            at: now,
            actor: actor.clone(),
            on_behalf_of: None,
            from: None,
            to: State::Received,
            body: received,
        };
        let lead = fold(None, &event).expect("a life may begin with received");
        Self {
            lead,
            now,
            events: vec![event],
            effects: Vec::new(),
            explanation: None,
            turn: None,
            by_hand: false,
        }
    }

    /// A life that goes on.
    pub(in crate::lead) fn go_on(lead: Lead, now: Instant) -> Self {
        let now = now.max(lead.updated_at);
        Self {
            lead,
            now,
            events: Vec::new(),
            effects: Vec::new(),
            explanation: None,
            turn: None,
            by_hand: false,
        }
    }

    pub(in crate::lead) fn lead(&self) -> &Lead {
        &self.lead
    }

    /// One more step. The caller has checked that it may follow.
    pub(in crate::lead) fn push(
        &mut self,
        body: Body,
        actor: &Actor,
        on_behalf_of: Option<StaffId>,
    ) {
        let to = lands_in(&body, &self.lead);
        let event = Event {
            seq: self.lead.seq + 1,
            at: self.now,
            actor: actor.clone(),
            on_behalf_of,
            from: Some(self.lead.state()),
            to,
            body,
        };
        self.lead = fold(Some(&self.lead), &event).expect("decide only takes steps of the table");
        self.events.push(event);
    }

    /// Somebody is shown something because of the last step.
    pub(in crate::lead) fn effect(&mut self, effect: Effect) {
        self.effects.push((self.lead.seq, effect));
    }

    /// Whoever has a card of the lead as it was sees what became of it.
    pub(in crate::lead) fn refresh_holders(&mut self, before: &Lead) {
        let pool: &[Audience] = if before.life == Life::Pooled {
            &before.pool_seen
        } else {
            &[]
        };
        let holder = before.holder().cloned().map(Audience::from);
        for of in holder.into_iter().chain(pool.iter().cloned()) {
            self.effect(Effect::Refresh { of });
        }
    }

    /// Takes the step that was found for a lead in nobody's hands, with its card.
    pub(in crate::lead) fn hand_on(&mut self, next: Next, actor: &Actor) {
        self.push(next.body, actor, None);
        self.turn = next.turn;
        if let Some(explanation) = next.explanation {
            self.explanation = Some((self.lead.seq, explanation));
        }
        self.show();
    }

    /// Shows the lead to whoever can take it now.
    pub(in crate::lead) fn show(&mut self) {
        match self.lead.life.clone() {
            Life::Offered(offer) => {
                self.effect(Effect::OfferCard {
                    to: offer.rep,
                    offer: offer.id,
                });
            }
            Life::Escalated(asked) => {
                self.effect(Effect::EscalationCard {
                    to: asked.manager,
                    level: asked.level,
                });
            }
            Life::Pooled => {
                for to in self.lead.pool_seen.clone() {
                    self.effect(Effect::PoolCard { to });
                }
            }
            _ => {}
        }
    }

    /// A manager decided it: capacity does not bind.
    pub(in crate::lead) fn by_hand(&mut self) {
        self.by_hand = true;
    }

    pub(in crate::lead) fn done(self) -> Decided {
        Decided {
            lead: self.lead,
            events: self.events,
            effects: self.effects,
            explanation: self.explanation,
            turn: self.turn,
            by_hand: self.by_hand,
        }
    }
}

/// The state that a step leads to; the fold checks it again.
fn lands_in(body: &Body, lead: &Lead) -> State {
    match body {
        Body::Received { .. } | Body::Declined { .. } | Body::Expired { .. } => State::Received,
        Body::Released { .. } | Body::Lapsed { .. } => State::Received,
        Body::Merged { .. } => State::Merged,
        Body::Quarantined {} => State::Quarantined,
        Body::Offered { .. } => State::Offered,
        Body::Claimed { .. } => State::Claimed,
        Body::Escalated { .. } => State::Escalated,
        Body::Pooled { .. } => State::Pooled,
        Body::Reassigned { outright: true, .. } => State::Claimed,
        Body::Reassigned {
            outright: false, ..
        } => State::Received,
        Body::Contacted { .. } => State::Contacted,
        Body::Won { .. } => State::Won,
        Body::Lost { .. } => State::Lost,
        Body::Invalid { .. } => State::Invalid,
        Body::Note { .. } => lead.state(),
    }
}
