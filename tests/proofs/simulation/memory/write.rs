//! Writes a decision: all guards first, then every row.

use std::sync::Arc;
use std::time::Duration;

use paidan::app::ports::{Aside, Errand, OfferRecord};
use paidan_domain::ids::{Audience, LeadId, StaffId};
use paidan_domain::lead::{Body, Decided, Effect, ExpiredBecause, Lead};
use paidan_domain::time::Instant;
use uuid::Uuid;

use super::data::{Data, OfferRow, OutboxRow, RowState};
use super::{Memory, Raced, accounts};

/// A decision with what it was made on.
pub(super) struct Draft<'a> {
    pub before: Option<&'a Lead>,
    pub decided: &'a Decided,
    pub aside: &'a Aside,
}

impl Draft<'_> {
    fn was_live(&self) -> Option<&paidan_domain::lead::Offer> {
        let was = self.before.and_then(Lead::offer)?;
        (self.decided.lead.offer().map(|offer| offer.id) != Some(was.id)).then_some(was)
    }

    fn new_offer(&self) -> Option<&paidan_domain::lead::Offer> {
        let new = self.decided.lead.offer()?;
        (self.before.and_then(Lead::offer).map(|offer| offer.id) != Some(new.id)).then_some(new)
    }

    fn moves(&self) -> (Option<&StaffId>, Option<&StaffId>) {
        let from = self.before.and_then(Lead::counts_for);
        (from, self.decided.lead.counts_for())
    }
}

impl Memory {
    /// Whether the data is still what the decision was made on.
    pub(super) fn guard(&self, data: &Data, draft: &Draft<'_>) -> Result<(), Raced> {
        let planted = self.shared.planted;
        let lead = draft.decided.lead.id;
        let unguarded = planted.no_version || planted.no_live_index;
        let kept = data.leads.get(&lead).map(|kept| kept.seq);
        if !unguarded && kept != draft.before.map(|before| before.seq) {
            return Err(Raced);
        }
        let first = draft.decided.events.first().ok_or(Raced)?;
        if let Some(was) = draft.was_live() {
            let row = data.offers.get(&was.id).ok_or(Raced)?;
            let over = row.record.deadline <= first.at;
            let untimely = match first.body {
                Body::Claimed { .. } => over && !planted.no_deadline,
                Body::Expired {
                    because: ExpiredBecause::Deadline,
                    ..
                } => !over && !planted.no_deadline,
                _ => false,
            };
            if untimely || !row.live && !unguarded {
                return Err(Raced);
            }
        }
        if draft.new_offer().is_some() && !planted.no_live_index {
            let ends = draft.was_live().map(|was| was.id);
            if data.live_offers(lead).any(|live| Some(live) != ends) {
                return Err(Raced);
            }
        }
        if let (from, Some(to)) = draft.moves()
            && from != Some(to)
            && !draft.decided.by_hand
        {
            let one = data.floor.find(to).ok_or(Raced)?;
            if one.load >= one.staff.capacity {
                return Err(Raced);
            }
        }
        Ok(())
    }

    /// Writes it. Answers with the id of the row that waits for the answer of a press.
    pub(super) fn write_down(&self, data: &mut Data, draft: &Draft<'_>) -> Vec<Uuid> {
        let (decided, lead) = (draft.decided, draft.decided.lead.id);
        data.numbers.insert(decided.lead.number.0, lead);
        data.leads.insert(lead, decided.lead.clone());
        let events = data.events.entry(lead).or_default();
        events.extend(decided.events.iter().cloned());
        self.end_offer(data, draft);
        make_offer(data, draft);
        if let Some((seq, why)) = &decided.explanation {
            data.decisions.insert(lead, (*seq, why.clone()));
        }
        move_load(data, draft);
        accounts::post(data, draft);
        let typed = decided.events.iter().find(|one| one.body.has_typed_words());
        if let (Some(words), Some(event)) = (&draft.aside.typed, typed) {
            data.typed.insert((lead, event.seq), words.clone());
        }
        if decided.lead.state().is_terminal() {
            self.call_off_new_cards(data, lead);
        }
        let held = self.write_effects(data, draft);
        self.shared.witness.decided(data, decided);
        held
    }

    fn end_offer(&self, data: &mut Data, draft: &Draft<'_>) {
        let (Some(was), Some(first)) = (draft.was_live(), draft.decided.events.first()) else {
            return;
        };
        let Some(row) = data.offers.get_mut(&was.id) else {
            return;
        };
        row.live = false;
        row.record.ended = Some((first.at, first.body.kind().name().to_owned()));
        data.live.remove(&was.id);
        let witness = &self.shared.witness;
        witness.offer_ended(was.id, draft.decided, row.record.deadline);
    }

    /// Nobody is sent a new card of a lead that is over.
    fn call_off_new_cards(&self, data: &mut Data, lead: LeadId) {
        let now = self.now();
        let rows = data.pending.iter().map(|(_, id)| &data.outbox[id]);
        let free = rows.filter(|row| row.lease_until.is_none_or(|until| until <= now));
        let off: Vec<Uuid> = free
            .filter(|row| row.lead == Some(lead) && Effect::NEW_CARDS.contains(&row.kind))
            .map(|row| row.id)
            .collect();
        for id in off {
            data.end_row(id, RowState::Skipped);
        }
    }

    fn write_effects(&self, data: &mut Data, draft: &Draft<'_>) -> Vec<Uuid> {
        let now = self.now();
        let lead = draft.decided.lead.id;
        let mut held = Vec::new();
        for (seq, effect) in &draft.decided.effects {
            let id = self.ids.fresh();
            let mut wait = Duration::ZERO;
            if let (Effect::Refresh { of }, Some((who, patience))) =
                (effect, &draft.aside.answering)
                && who.contains(of)
            {
                wait = *patience;
                held.push(id);
            }
            self.post(
                data,
                New {
                    id,
                    cause: format!("event:{lead}:{seq}"),
                    lead: Some(lead),
                    recipient: effect.audience(),
                    kind: effect.kind(),
                    errand: Errand::Lead(effect.clone()),
                    due_at: now.after(wait),
                    made_at: now,
                },
            );
        }
        if !draft.decided.effects.is_empty() {
            self.ring_bell();
        }
        held
    }

    /// A new row of the outbox, once for each cause, recipient and kind.
    pub(super) fn post(&self, data: &mut Data, new: New) {
        let once = (new.cause.clone(), new.recipient.clone(), new.kind);
        if !data.once.insert(once) && !self.shared.planted.no_once_index {
            return;
        }
        let offer = match &new.errand {
            Errand::Lead(Effect::OfferCard { offer, .. }) => Some(*offer),
            _ => None,
        };
        data.pending.insert((new.made_at, new.id));
        let row = OutboxRow {
            id: new.id,
            cause: new.cause,
            lead: new.lead,
            recipient: new.recipient,
            kind: new.kind,
            errand: new.errand,
            state: RowState::Pending,
            offer,
            waits: false,
            due_at: new.due_at,
            made_at: new.made_at,
            tries: 0,
            lease_until: None,
            fence: 0,
            card_id: None,
            note: None,
        };
        data.outbox.insert(new.id, row);
    }
}

/// What a new row of the outbox says.
pub(super) struct New {
    pub id: Uuid,
    pub cause: String,
    pub lead: Option<LeadId>,
    pub recipient: Audience,
    pub kind: &'static str,
    pub errand: Errand,
    pub due_at: Instant,
    pub made_at: Instant,
}

fn make_offer(data: &mut Data, draft: &Draft<'_>) {
    let Some(new) = draft.new_offer() else {
        return;
    };
    let at = draft.decided.lead.updated_at;
    let within = new.claim_within(&data.floor.policy.offer);
    let lead = draft.decided.lead.id;
    let record = OfferRecord {
        id: new.id,
        rep: new.rep.clone(),
        attempt: new.attempt,
        claim_within: within,
        deadline: at.after(within * 2),
        delivered_at: None,
        ended: None,
    };
    let row = OfferRow {
        lead,
        live: true,
        made_at: at,
        record,
    };
    data.offers.insert(new.id, row);
    data.offers_of.entry(lead).or_default().push(new.id);
    data.live.insert(new.id);
}

fn move_load(data: &mut Data, draft: &Draft<'_>) {
    let (from, to) = draft.moves();
    let offered = draft.new_offer().map(|_| draft.decided.lead.updated_at);
    if from == to && offered.is_none() && draft.decided.answered().is_none() {
        return;
    }
    let (effort, answered) = (
        draft.decided.lead.facts.effort_permille,
        draft.decided.answered(),
    );
    let floor = Arc::make_mut(&mut data.floor);
    if from != to {
        floor.moved_with(from, to, effort);
    }
    if let (Some(permille), Some(rep)) = (answered, from) {
        floor.change(rep, |one| one.answered(permille));
    }
    if let (Some(at), Some(rep)) = (offered, to) {
        floor.offered(rep, at);
    }
}
