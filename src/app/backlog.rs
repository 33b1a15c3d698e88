//! 待发与放弃: what waits to be sent and why, for whoever runs paidan.

use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::{Value, json};
use uuid::Uuid;

use super::answer::rfc3339;
use super::failure::Failure;
use super::ports::{Backlog, Shelf, StoreError};
use crate::words;

/// The verb of looking at the outbox.
pub struct Waiting {
    /// What waits.
    pub backlog: Arc<dyn Backlog>,
    /// For names.
    pub shelf: Arc<dyn Shelf>,
    /// Of the company.
    pub zone: TimeZone,
}

impl Waiting {
    /// Rows that wait, or were given up, oldest first, and where the list goes on.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn list(
        &self,
        given_up: bool,
        after: Option<Uuid>,
        most: u32,
    ) -> Result<(Vec<Value>, Option<String>), StoreError> {
        let mut rows = self.backlog.parked(given_up, after, most + 1).await?;
        let more = rows.len() > most as usize;
        rows.truncate(most as usize);
        let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
        let floor = self.shelf.floor();
        let items = rows.into_iter().map(|row| {
            let name = row.recipient.person().and_then(|id| floor.find(id));
            json!({
                "id": row.id,
                "number": row.lead,
                "recipient": row.recipient,
                "recipient_name": name.map(|one| one.staff.name.clone()),
                "kind": row.kind,
                "since": rfc3339(row.made_at, &self.zone),
                "next_try": (!given_up).then(|| rfc3339(row.due_at, &self.zone)),
                "tries": row.tries,
                "why": row.why,
                "text": words::parked(row.why.as_deref(), given_up),
            })
        });
        Ok((items.collect(), next))
    }

    /// Sends something again that was given up.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when nothing of that id was given up.
    pub async fn replay(&self, row: Uuid) -> Result<(), Failure> {
        if self.backlog.replay(row).await? {
            tracing::info!(outbox.id = %row, "sent again by hand");
            Ok(())
        } else {
            Err(Failure::NotFound)
        }
    }
}
