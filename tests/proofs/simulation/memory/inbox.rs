//! Acts of people.

use std::time::Duration;

use async_trait::async_trait;
use paidan::app::ports::{Act, Errand, Inbound, Inbox, StoreError, Stored};
use paidan_domain::ids::StaffId;

use super::Memory;
use super::data::{Data, InboxRow};
use super::write::New;

#[async_trait]
impl Inbox for Memory {
    async fn store(&self, act: &Inbound) -> Result<Stored, StoreError> {
        self.write(|data| {
            if data.inbox.contains_key(&act.key) {
                return Stored::Again;
            }
            let row = InboxRow {
                act: act.clone(),
                received_at: self.now(),
                done_at: None,
                told: None,
            };
            data.inbox.insert(act.key.clone(), row);
            data.open_acts.insert(act.key.clone());
            if let Act::Press(press) = &act.act
                && let Some(code) = &press.update_code
                && let Some(card) = data.cards.get_mut(&press.card_id)
            {
                card.record.press_code = Some(code.clone());
            }
            Stored::New
        })
        .await
    }

    async fn open(&self, age_seconds: u32, most: u32) -> Result<Vec<Inbound>, StoreError> {
        let before = self.now().before(Duration::from_secs(age_seconds.into()));
        self.look(|data| {
            let rows = data.open_acts.iter().map(|key| &data.inbox[key]);
            let mut open: Vec<&InboxRow> = rows.filter(|row| row.received_at <= before).collect();
            open.sort_by_key(|row| row.received_at);
            let acts = open.into_iter().take(most as usize);
            acts.map(|row| row.act.clone()).collect()
        })
        .await
    }

    async fn done(&self, key: &str, answer: Option<(StaffId, Errand)>) -> Result<(), StoreError> {
        self.write(|data| {
            self.mark_done(data, key);
            let Some((recipient, errand)) = answer else {
                return;
            };
            let now = self.now();
            let kind = if matches!(errand, Errand::Show { .. }) {
                "show"
            } else {
                "say"
            };
            let new = New {
                id: self.ids.fresh(),
                cause: format!("inbox:{key}"),
                lead: None,
                recipient: recipient.into(),
                kind,
                errand,
                due_at: now,
                made_at: now,
            };
            self.post(data, new);
            self.ring_bell();
        })
        .await
    }

    async fn said(&self, key: &str, text: &str) -> Result<(), StoreError> {
        self.write(|data| {
            if data.open_acts.contains(key)
                && let Some(row) = data.inbox.get_mut(key)
            {
                row.told = Some(text.to_owned());
            }
            self.mark_done(data, key);
        })
        .await
    }

    async fn told(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.look(|data| data.inbox.get(key).and_then(|row| row.told.clone()))
            .await
    }

    async fn forget(&self, key: &str) -> Result<(), StoreError> {
        self.write(|data| {
            data.open_acts.remove(key);
            data.inbox.remove(key);
        })
        .await
    }

    async fn is_done(&self, key: &str) -> Result<bool, StoreError> {
        self.look(|data| !data.open_acts.contains(key)).await
    }
}

impl Memory {
    /// The act is dealt with, in the commit that dealt with it.
    pub(super) fn mark_done(&self, data: &mut Data, key: &str) {
        if data.open_acts.remove(key)
            && let Some(row) = data.inbox.get_mut(key)
        {
            row.done_at = Some(self.now());
        }
    }
}
