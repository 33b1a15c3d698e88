//! Counts what a person is sent, before it is sent.

use std::time::Duration;

use paidan_domain::people::Platform;
use paidan_domain::time::Instant;
use paidan_entity::{card, outbox, send};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::lease::holds;
use crate::app::ports::{CardRecord, MaySend, RateLimit, StoreError, Task};
use crate::store::desk::Desk;
use crate::store::fault::Fault;
use crate::store::handle::Store;
use crate::store::rows::card_row;

/// Writes the attempt and its card down, when the person's limits allow one now.
pub(super) async fn begin_send(
    desk: &mut Desk,
    task: &Task,
    platform: Platform,
    card: Option<CardRecord>,
    limits: &[RateLimit],
) -> Result<MaySend, Fault> {
    let now = desk.now();
    if !holds(desk, task).await? {
        return Ok(MaySend::Lost);
    }
    if let Some(at) = next_free(desk, task, platform, limits, now).await? {
        return Ok(MaySend::NotBefore(at));
    }
    let row = send::ActiveModel {
        platform: Set(platform.name().to_owned()),
        recipient: Set(task.recipient.to_string()),
        at: Set(now.0),
        ..Default::default()
    };
    send::Entity::insert(row)
        .exec_without_returning(&desk.tx)
        .await?;
    let Some(card) = card else {
        return Ok(MaySend::Now);
    };
    let once = OnConflict::column(card::Column::CardId)
        .update_column(card::Column::PrintedDeadline)
        .to_owned();
    card::Entity::insert(card_row(&card, now))
        .on_conflict(once)
        .exec_without_returning(&desk.tx)
        .await?;
    // From now on these rows are in this card, and in no other: a repetition carries the
    // same id, and the platform's "sent before" then speaks of the same offers.
    let rows = task.rows().into_iter().map(|(id, _)| id);
    outbox::Entity::update_many()
        .col_expr(outbox::Column::CardId, Expr::value(card.card_id))
        .filter(outbox::Column::Id.is_in(rows))
        .exec(&desk.tx)
        .await?;
    Ok(MaySend::Now)
}

/// When the person may be sent something again; none = now. Counted from stored
/// sends in sliding windows, so that neither a restart nor a second process can
/// go over the silent limit of the platform.
async fn next_free(
    desk: &Desk,
    task: &Task,
    platform: Platform,
    limits: &[RateLimit],
    now: Instant,
) -> Result<Option<Instant>, Fault> {
    let mut wait = None;
    for limit in limits {
        let since = now.before(limit.window);
        let full_since = send::Entity::find()
            .filter(send::Column::Platform.eq(platform.name()))
            .filter(send::Column::Recipient.eq(task.recipient.as_str()))
            .filter(send::Column::At.gt(since.0))
            .order_by_desc(send::Column::At)
            .offset(u64::from(limit.most.saturating_sub(1)))
            .one(&desk.tx)
            .await?;
        if let Some(first) = full_since {
            wait = Ord::max(wait, Some(Instant(first.at).after(limit.window)));
        }
    }
    Ok(wait)
}

impl Store {
    /// Forgets sends that no limit looks at any more.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot do it now.
    pub async fn forget_old_sends(&self) -> Result<(), StoreError> {
        self.queue
            .write(move |desk| {
                Box::pin(async move {
                    let before = desk.now().before(Duration::from_secs(2 * 3600));
                    send::Entity::delete_many()
                        .filter(send::Column::At.lt(before.0))
                        .exec(&desk.tx)
                        .await?;
                    Ok(())
                })
            })
            .await
    }
}
