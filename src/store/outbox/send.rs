//! Counts what a person is sent, before it is sent.

use std::time::Duration;

use paidan_domain::ids::OfferId;
use paidan_domain::lead::State;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;
use paidan_entity::{card, lead, offer, outbox, send};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::lease::holds;
use crate::app::ports::{CardAsks, CardRecord, MaySend, RateLimit, StoreError, Task};
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
    if let Some(card) = &card
        && !still_asks(desk, task, card).await?
    {
        return Ok(MaySend::Over);
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
    // An earlier attempt may have been made on another platform, which refused it.
    let once = OnConflict::column(card::Column::CardId)
        .update_columns([card::Column::PrintedDeadline, card::Column::Platform])
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

/// Whether the lead stands as the card was built. It was read before, and may have moved.
async fn still_asks(desk: &Desk, task: &Task, card: &CardRecord) -> Result<bool, Fault> {
    let is = |column: lead::Column, value: &str| {
        lead::Entity::find_by_id(card.lead.0).filter(column.eq(value))
    };
    let (column, value) = match card.asks {
        CardAsks::Offer(offer) => return hold_offer(desk, offer, card.printed_deadline).await,
        CardAsks::Escalation(_) => {
            let asked = is(lead::Column::State, State::Escalated.name());
            let asked = asked.filter(lead::Column::Holder.eq(card.audience.as_str()));
            return Ok(asked.one(&desk.tx).await?.is_some());
        }
        CardAsks::List => {
            let mut any = false;
            for (_, offer) in task.offers() {
                any |= hold_offer(desk, offer, card.printed_deadline).await?;
            }
            return Ok(any);
        }
        CardAsks::Look => return Ok(true),
        CardAsks::Pool => (lead::Column::State, State::Pooled.name()),
        CardAsks::Owner => (lead::Column::Owner, card.audience.as_str()),
    };
    Ok(is(column, value).one(&desk.tx).await?.is_some())
}

/// The offer is live, and lasts at least until the time that its card prints: when the
/// platform's answer is lost, nobody will know that the card is there.
async fn hold_offer(desk: &Desk, offer: OfferId, printed: Option<Instant>) -> Result<bool, Fault> {
    let deadline = || Expr::col(offer::Column::Deadline);
    let least = printed.map_or(i64::MIN, |at| at.0);
    let later = Expr::case(deadline().lt(least), least).finally(deadline());
    let live = offer::Entity::update_many()
        .col_expr(offer::Column::Deadline, later.into())
        .filter(offer::Column::Id.eq(offer.0))
        .filter(offer::Column::Live.eq(true))
        .exec(&desk.tx)
        .await?;
    Ok(live.rows_affected == 1)
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
