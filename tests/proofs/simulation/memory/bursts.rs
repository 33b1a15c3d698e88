//! List cards, as the real store gathers them.

use std::time::Duration;

use paidan::app::ports::{Burst, CardAsks, CardRecord, Companion, Member, Task};
use paidan_domain::ids::LeadId;
use paidan_domain::time::Instant;
use uuid::Uuid;

use super::Memory;
use super::data::{Data, OutboxRow, RowState};
use super::outbox::LEASE;

const ENOUGH: usize = 5;
const YOUNG: Duration = Duration::from_secs(60);
const WAIT: Duration = Duration::from_secs(3);
const APART: Duration = Duration::from_secs(10);
const MOST: usize = 100;

impl Memory {
    /// Whether the card of an offer goes out by itself, later, or with others.
    pub(super) fn gathers(&self, data: &mut Data, task: &Task) -> Burst {
        let now = self.now();
        let with: Vec<Uuid> = match &task.card_id {
            Some(begun) => {
                let sent = data.cards.get(begun);
                if sent.is_none_or(|card| card.record.asks != CardAsks::List) {
                    return Burst::Single;
                }
                let begun = |row: &&OutboxRow| row.card_id.as_ref() == task.card_id.as_ref();
                let rows = pending(data).filter(begun);
                rows.map(|row| row.id).filter(|id| *id != task.id).collect()
            }
            None => {
                let young = data.live.iter().map(|id| &data.offers[id]).filter(|row| {
                    let at = row.record.delivered_at;
                    task.recipient.is(&row.record.rep)
                        && at.is_some_and(|at| at > now.before(YOUNG))
                });
                let is_waiting = waiting(data, task).any(|row| row.id == task.id);
                if young.count() < ENOUGH || !is_waiting {
                    return Burst::Single;
                }
                let until = data.outbox[&task.id].made_at.after(WAIT);
                if now < until {
                    return Burst::NotBefore(until);
                }
                let free = |row: &&OutboxRow| row.lease_until.is_none_or(|until| until <= now);
                let rows = waiting(data, task).filter(|row| row.id != task.id);
                rows.filter(free).take(MOST - 1).map(|row| row.id).collect()
            }
        };
        if with.is_empty() {
            return Burst::Single;
        }
        match last_list(data, task).map(|at| at.after(APART)) {
            Some(free) if now < free => Burst::NotBefore(free),
            _ => Burst::List(with.iter().map(|id| hold(data, *id, now)).collect()),
        }
    }

    /// The list cards that showed a lead to somebody.
    pub(super) fn lists(
        data: &Data,
        lead: LeadId,
        to: &paidan_domain::ids::StaffId,
    ) -> Vec<CardRecord> {
        let rows = data
            .outbox
            .values()
            .filter(|row| row.lead == Some(lead) && row.recipient.is(to) && row.offer.is_some());
        let cards = rows.filter_map(|row| data.cards.get(row.card_id.as_ref()?));
        let mut lists: Vec<_> = cards
            .filter(|card| card.record.asks == CardAsks::List)
            .collect();
        lists.sort_by_key(|card| std::cmp::Reverse(card.made_at));
        lists.into_iter().map(|card| card.record.clone()).collect()
    }

    /// The leads of a list card, oldest first.
    pub(super) fn listed(data: &Data, card_id: &str) -> Vec<Member> {
        let mut rows: Vec<&OutboxRow> = data
            .outbox
            .values()
            .filter(|row| row.card_id.as_deref() == Some(card_id))
            .collect();
        rows.sort_by_key(|row| (row.made_at, row.id));
        let member = |row: &OutboxRow| {
            Some(Member {
                record: data.record(data.leads.get(&row.lead?)?),
                offer: row.offer?,
            })
        };
        rows.into_iter().filter_map(member).collect()
    }

    /// The answer of a press brought a list card to its end.
    pub(super) fn list_ends(&self, data: &mut Data, card_id: &str, held: &[Uuid]) {
        if let Some(card) = data.cards.get_mut(card_id) {
            card.record.send_code = None;
            card.record.press_code = None;
        }
        for id in held {
            if let Some(row) = data.outbox.get_mut(id)
                && row.state == RowState::Pending
            {
                row.due_at = self.now();
            }
        }
        self.ring_bell();
    }
}

fn pending(data: &Data) -> impl Iterator<Item = &OutboxRow> {
    data.pending.iter().map(|(_, id)| &data.outbox[id])
}

fn waiting<'a>(data: &'a Data, task: &'a Task) -> impl Iterator<Item = &'a OutboxRow> {
    pending(data).filter(|row| {
        let live = |offer| data.live.contains(&offer);
        row.recipient == task.recipient && row.card_id.is_none() && row.offer.is_some_and(live)
    })
}

fn last_list(data: &Data, task: &Task) -> Option<Instant> {
    let lists = data.cards.values().filter(|card| {
        card.record.asks == CardAsks::List
            && card.record.audience == task.recipient
            && Some(&card.record.card_id) != task.card_id.as_ref()
    });
    let last = lists.max_by_key(|card| card.made_at)?;
    Some(last.delivered_at.unwrap_or(last.made_at))
}

fn hold(data: &mut Data, id: Uuid, now: Instant) -> Companion {
    let row = data.outbox.get_mut(&id).expect("it was just found");
    row.fence += 1;
    row.lease_until = Some(now.after(LEASE));
    Companion {
        id,
        fence: row.fence,
        lead: row.lead.expect("the row of an offer"),
        offer: row.offer,
    }
}
