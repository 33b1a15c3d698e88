//! What waits in the outbox and what was given up.

use std::collections::BTreeMap;

use async_trait::async_trait;
use paidan::app::ports::{Backlog, Parked, StoreError, Tally};
use uuid::Uuid;

use super::Memory;
use super::data::{Data, OutboxRow, RowState};

/// Why a row waits; behind the oldest offer of its person for the same.
fn reason(data: &Data, row: &OutboxRow) -> Option<String> {
    let rows = data.pending.iter().map(|(_, id)| &data.outbox[id]);
    let mut ahead = rows.filter(|one| {
        one.recipient == row.recipient && one.waits && one.offer.is_some() && one.note.is_some()
    });
    row.note.clone().or_else(|| ahead.next()?.note.clone())
}

#[async_trait]
impl Backlog for Memory {
    async fn tally(&self) -> Result<Tally, StoreError> {
        self.look(|data| {
            let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
            let rows = data.outbox.values();
            let mut why: BTreeMap<Option<String>, u64> = BTreeMap::new();
            for row in rows.clone().filter(|row| row.state == RowState::Pending) {
                *why.entry(reason(data, row)).or_default() += 1;
            }
            Tally {
                pending: why.values().sum(),
                oldest: data.pending.first().map(|(made_at, _)| *made_at),
                why: why.into_iter().collect(),
                dead: count(rows.filter(|row| row.state == RowState::Dead).count()),
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
        self.look(|data| {
            let state = if given_up {
                RowState::Dead
            } else {
                RowState::Pending
            };
            let rows = data.outbox.values().filter(|row| row.state == state);
            rows.filter(|row| after.is_none_or(|after| row.id > after))
                .take(most as usize)
                .map(|row| Parked {
                    id: row.id,
                    lead: row.lead.and_then(|id| Some(data.leads.get(&id)?.number)),
                    recipient: row.recipient.clone(),
                    kind: row.kind.to_owned(),
                    made_at: row.made_at,
                    due_at: row.due_at,
                    tries: row.tries,
                    why: if given_up {
                        row.note.clone()
                    } else {
                        reason(data, row)
                    },
                })
                .collect()
        })
        .await
    }

    async fn replay(&self, row: Uuid) -> Result<bool, StoreError> {
        self.write(|data| {
            self.ring_bell();
            let dead = data.outbox.get_mut(&row);
            let Some(row) = dead.filter(|row| row.state == RowState::Dead) else {
                return false;
            };
            row.state = RowState::Pending;
            row.due_at = self.now();
            row.tries = 0;
            row.note = None;
            row.fence += 1;
            data.pending.insert((row.made_at, row.id));
            true
        })
        .await
    }
}
