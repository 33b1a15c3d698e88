//! Look-ups.

use std::collections::HashMap;

use async_trait::async_trait;
use paidan::app::ports::{
    CardAsks, CardRecord, Day, LeadFilter, LeadRecord, LeadRef, Member, Reads, StoreError,
};
use paidan_domain::ids::{Audience, LeadId, StaffId};
use paidan_domain::lead::{Event, Kind, Lead, State};
use paidan_domain::matching::Explanation;
use paidan_domain::time::Instant;

use super::Memory;

#[async_trait]
impl Reads for Memory {
    async fn lead(&self, lead: LeadRef) -> Result<Option<LeadRecord>, StoreError> {
        self.look(|data| data.named(lead).map(|lead| data.record(lead)))
            .await
    }

    async fn leads(&self, filter: LeadFilter) -> Result<Vec<LeadRecord>, StoreError> {
        self.look(|data| {
            let newest = data.numbers.values().rev().map(|id| &data.leads[id]);
            newest
                .filter(|lead| fits(lead, &filter))
                .take(filter.limit as usize)
                .map(|lead| data.record(lead))
                .collect()
        })
        .await
    }

    async fn events(&self, lead: LeadId) -> Result<Vec<Event>, StoreError> {
        self.look(|data| data.events.get(&lead).cloned().unwrap_or_default())
            .await
    }

    async fn typed(&self, lead: LeadId) -> Result<HashMap<u32, String>, StoreError> {
        self.look(|data| {
            data.typed
                .range((lead, 0)..=(lead, u32::MAX))
                .map(|((_, seq), words)| (*seq, words.clone()))
                .collect()
        })
        .await
    }

    async fn explanation(&self, lead: LeadId) -> Result<Option<(u32, Explanation)>, StoreError> {
        self.look(|data| data.decisions.get(&lead).cloned()).await
    }

    async fn dossier(&self, lead: LeadId) -> Result<Option<String>, StoreError> {
        self.look(|data| data.dossiers.get(&lead).cloned()).await
    }

    async fn card(&self, card_id: &str) -> Result<Option<CardRecord>, StoreError> {
        self.look(|data| data.cards.get(card_id).map(|row| row.record.clone()))
            .await
    }

    async fn cards_of(
        &self,
        lead: LeadId,
        audience: &Audience,
    ) -> Result<Vec<CardRecord>, StoreError> {
        self.look(|data| {
            let mut mine: Vec<_> = data
                .cards
                .values()
                .filter(|row| row.record.lead == lead && row.record.audience == *audience)
                .filter(|row| !matches!(row.record.asks, CardAsks::List | CardAsks::Look))
                .collect();
            mine.sort_by_key(|row| (row.made_at, row.record.card_id.clone()));
            mine.into_iter()
                .rev()
                .map(|row| row.record.clone())
                .collect()
        })
        .await
    }

    async fn lists_of(&self, lead: LeadId, staff: &StaffId) -> Result<Vec<CardRecord>, StoreError> {
        self.look(|data| Self::lists(data, lead, staff)).await
    }

    async fn members(&self, card_id: &str) -> Result<Vec<Member>, StoreError> {
        self.look(|data| Self::listed(data, card_id)).await
    }

    async fn day(&self, since: Instant) -> Result<Day, StoreError> {
        self.look(|data| {
            let leads = || data.leads.values();
            let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
            let waits = [State::Offered, State::Escalated, State::Pooled];
            let claims = leads().flat_map(|lead| {
                let events = data.events[&lead.id].iter();
                events
                    .filter(|event| event.body.kind() == Kind::Claimed && event.at >= since)
                    .map(|event| event.at.since(lead.created_at))
            });
            Day {
                received: count(leads().filter(|lead| lead.created_at >= since).count()),
                claims: claims.collect(),
                open: count(leads().filter(|lead| waits.contains(&lead.state())).count()),
            }
        })
        .await
    }

    async fn open_leads(&self) -> Result<Vec<(State, u64)>, StoreError> {
        self.look(|data| {
            let open = State::ALL.into_iter().filter(|state| !state.is_terminal());
            let count = |state: State| {
                let leads = data.leads.values().filter(|lead| lead.state() == state);
                u64::try_from(leads.count()).unwrap_or(u64::MAX)
            };
            open.map(|state| (state, count(state))).collect()
        })
        .await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.look(|_| ()).await
    }
}

fn fits(lead: &Lead, filter: &LeadFilter) -> bool {
    let holder = lead.holder();
    (filter.states.is_empty() || filter.states.contains(&lead.state()))
        && filter
            .owner
            .as_ref()
            .is_none_or(|owner| lead.owner() == Some(owner))
        && filter.holder.as_ref().is_none_or(|one| holder == Some(one))
        && filter.before.is_none_or(|before| lead.number < before)
        && filter
            .scope
            .as_ref()
            .is_none_or(|scope| holder.is_none_or(|holder| scope.contains(holder)))
}
