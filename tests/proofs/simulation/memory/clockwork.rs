//! What the passing of time makes due.

use std::collections::BTreeSet;

use async_trait::async_trait;
use paidan::app::ports::{Clockwork, Due, StoreError};
use paidan_domain::ids::{Audience, LeadId, OfferId, StaffId};

use super::Memory;
use super::data::Data;

#[async_trait]
impl Clockwork for Memory {
    async fn hold_waiting_offers(&self) -> Result<u64, StoreError> {
        self.write(|data| {
            let now = self.now();
            let mut held = 0;
            for offer in waiting(data) {
                let Some(row) = data.offers.get_mut(&offer) else {
                    continue;
                };
                if row.live && row.record.delivered_at.is_none() {
                    row.record.deadline = now.after(row.record.claim_within * 2);
                    held += 1;
                }
            }
            held
        })
        .await
    }

    async fn due(&self, most: u32) -> Result<Vec<Due>, StoreError> {
        let now = self.now();
        self.look(|data| {
            let mut offers: Vec<_> = data
                .live
                .iter()
                .map(|id| &data.offers[id])
                .filter(|row| row.record.deadline <= now)
                .collect();
            offers.sort_by_key(|row| row.record.deadline);
            let mut due: Vec<Due> = offers
                .into_iter()
                .take(most as usize)
                .map(|row| Due::Offer {
                    lead: row.lead,
                    offer: row.record.id,
                })
                .collect();
            let mut asked: Vec<_> = data
                .leads
                .values()
                .filter_map(|lead| Some((lead.escalation()?, lead.id)))
                .filter(|(escalation, _)| escalation.deadline <= now)
                .collect();
            asked.sort_by_key(|(escalation, _)| escalation.deadline);
            let asked = asked.into_iter().take(most as usize);
            due.extend(asked.map(|(escalation, lead)| Due::Escalation {
                lead,
                level: escalation.level,
            }));
            due
        })
        .await
    }

    async fn offers_of(&self, rep: &StaffId) -> Result<Vec<(LeadId, OfferId)>, StoreError> {
        self.look(|data| {
            let rows = data.live.iter().map(|id| &data.offers[id]);
            let mut mine: Vec<_> = rows.filter(|row| row.record.rep == *rep).collect();
            mine.sort_by_key(|row| row.made_at);
            mine.into_iter()
                .map(|row| (row.lead, row.record.id))
                .collect()
        })
        .await
    }
}

/// Offers whose card waits for a platform that is away, or for the person's limit.
/// Whose oldest card waits has the younger ones wait behind it.
fn waiting(data: &Data) -> Vec<OfferId> {
    let rows = || data.pending.iter().map(|(_, id)| &data.outbox[id]);
    let waits = rows().filter(|row| row.waits && row.offer.is_some());
    let people: BTreeSet<&Audience> = waits.map(|row| &row.recipient).collect();
    rows()
        .filter(|row| people.contains(&row.recipient))
        .filter_map(|row| row.offer)
        .collect()
}
