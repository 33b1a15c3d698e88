//! What waits, as the real store tells it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use paidan::app::ports::{Backlog, Parked, StoreError, Tally};
use uuid::Uuid;

use super::Memory;
use super::data::{OutboxRow, RowState};

#[async_trait]
impl Backlog for Memory {
    async fn tally(&self) -> Result<Tally, StoreError> {
        self.look(|data| {
            let mut why: BTreeMap<Option<String>, u64> = BTreeMap::new();
            for (_, id) in &data.pending {
                *why.entry(data.outbox[id].note.clone()).or_default() += 1;
            }
            let dead = data
                .outbox
                .values()
                .filter(|row| row.state == RowState::Dead);
            Tally {
                pending: why.values().sum(),
                oldest: data.pending.first().map(|(made_at, _)| *made_at),
                why: why.into_iter().collect(),
                dead: u64::try_from(dead.count()).unwrap_or(u64::MAX),
            }
        })
        .await
    }

    async fn parked(
        &self,
        given_up: bool,
        after: Option<Uuid>,
        most: u32,
    ) -> Result<Vec<Parked>, StoreError> {
        let wanted = if given_up {
            RowState::Dead
        } else {
            RowState::Pending
        };
        self.look(|data| {
            let rows = data.outbox.values();
            let rows = rows.filter(|row| row.state == wanted && Some(row.id) > after);
            let parked = |row: &OutboxRow| Parked {
                id: row.id,
                lead: row.lead.map(|lead| data.leads[&lead].number),
                recipient: row.recipient.clone(),
                kind: row.kind.to_owned(),
                made_at: row.made_at,
                due_at: row.due_at,
                tries: row.tries,
                why: row.note.clone(),
            };
            rows.take(most as usize).map(parked).collect()
        })
        .await
    }

    async fn replay(&self, row: Uuid) -> Result<bool, StoreError> {
        self.write(|data| {
            let now = self.now();
            let found = data.outbox.get_mut(&row);
            let Some(row) = found.filter(|row| row.state == RowState::Dead) else {
                return false;
            };
            row.state = RowState::Pending;
            row.due_at = now;
            row.tries = 0;
            row.note = None;
            row.fence += 1;
            data.pending.insert((row.made_at, row.id));
            true
        })
        .await
    }
}
