//! 发件箱: leases, fences, and the limits of what a person may be sent.

use std::collections::HashSet;
use std::time::Duration;

use async_trait::async_trait;
use paidan_domain::ids::LeadId;
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;
use paidan_entity::{card, offer, outbox, send};
use sea_orm::sea_query::{Expr, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::desk::Desk;
use super::fault::{Fault, read_doc};
use super::handle::Store;
use super::rows::{card_row, staff_id};
use crate::app::ports::{
    CardRecord, Finish, MaySend, Outbox, RateLimit, StoreError, Task, Waiting,
};

/// Longer than any call to a platform takes (10 s), so that a lease only runs out
/// when its holder is gone or frozen.
const LEASE: Duration = Duration::from_secs(60);
/// How far one look goes; more waits for the next.
const LOOK: u64 = 256;

#[async_trait]
impl Outbox for Store {
    async fn lease(&self, most: u32) -> Result<Vec<Task>, StoreError> {
        let process = self.process.clone();
        self.queue
            .write(move |desk| {
                let process = process.clone();
                Box::pin(async move { lease(desk, most, &process).await })
            })
            .await
    }

    async fn begin_send(
        &self,
        task: &Task,
        platform: Platform,
        card: Option<CardRecord>,
        limits: &[RateLimit],
    ) -> Result<MaySend, StoreError> {
        let (task, limits) = (task.clone(), limits.to_vec());
        self.queue
            .write(move |desk| {
                let (task, card, limits) = (task.clone(), card.clone(), limits.clone());
                Box::pin(async move { begin_send(desk, &task, platform, card, &limits).await })
            })
            .await
    }

    async fn finish(&self, task: &Task, finish: Finish) -> Result<bool, StoreError> {
        let task = task.clone();
        self.queue
            .write(move |desk| {
                let (task, finish) = (task.clone(), finish.clone());
                Box::pin(async move { end(desk, &task, finish).await })
            })
            .await
    }

    async fn answered(&self, row: Uuid) -> Result<(), StoreError> {
        self.queue
            .write(move |desk| Box::pin(async move { answered(desk, row).await }))
            .await
    }

    async fn wake_waiting(&self) -> Result<(), StoreError> {
        self.queue
            .write(move |desk| {
                Box::pin(async move {
                    let now = desk.now();
                    outbox::Entity::update_many()
                        .col_expr(outbox::Column::DueAt, Expr::value(now.0))
                        .filter(outbox::Column::State.eq("pending"))
                        .filter(outbox::Column::DueAt.gt(now.0))
                        .filter(outbox::Column::Note.is_not_null())
                        .exec(&desk.tx)
                        .await?;
                    desk.ring();
                    Ok(())
                })
            })
            .await
    }

    async fn waiting(&self) -> Result<Waiting, StoreError> {
        self.read(|db| async move {
            let pending = || outbox::Entity::find().filter(outbox::Column::State.eq("pending"));
            let count = pending().count(&db).await?;
            let oldest = pending()
                .order_by_asc(outbox::Column::MadeAt)
                .one(&db)
                .await?;
            Ok(Waiting {
                count,
                oldest: oldest.map(|row| Instant(row.made_at)),
            })
        })
        .await
    }

    async fn rung(&self) {
        self.bell.notified().await;
    }

    fn ring(&self) {
        self.bell.notify_one();
    }
}

/// Oldest first, one row a person at a time, so that a person's cards keep their order.
async fn lease(desk: &mut Desk, most: u32, process: &str) -> Result<Vec<Task>, Fault> {
    let now = desk.now();
    let busy: HashSet<String> = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Recipient)
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::LeaseUntil.gt(now.0))
        .into_tuple::<String>()
        .all(&desk.tx)
        .await?
        .into_iter()
        .collect();
    let free = Condition::any()
        .add(outbox::Column::LeaseUntil.is_null())
        .add(outbox::Column::LeaseUntil.lte(now.0));
    let mut due = outbox::Entity::find()
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::DueAt.lte(now.0))
        .filter(free)
        .order_by_asc(outbox::Column::MadeAt)
        .order_by_asc(outbox::Column::Id)
        .limit(LOOK);
    if desk.is_postgres() {
        due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let mut taken = busy;
    let mut tasks = Vec::new();
    for row in due.all(&desk.tx).await? {
        if tasks.len() >= most as usize {
            // More is due than fits: look again at once.
            desk.ring();
            break;
        }
        if !taken.insert(row.recipient.clone()) {
            continue;
        }
        let fence = row.fence + 1;
        outbox::Entity::update_many()
            .col_expr(outbox::Column::LeaseOwner, Expr::value(process))
            .col_expr(outbox::Column::LeaseUntil, Expr::value(now.after(LEASE).0))
            .col_expr(outbox::Column::Fence, Expr::value(fence))
            .filter(outbox::Column::Id.eq(row.id))
            .filter(outbox::Column::Fence.eq(row.fence))
            .exec(&desk.tx)
            .await?;
        tasks.push(Task {
            id: row.id,
            fence,
            lead: row.lead_id.map(LeadId),
            recipient: staff_id(&row.recipient)?,
            errand: read_doc("outbox", &row.doc)?,
            tries: u32::try_from(row.tries).unwrap_or(0),
            card_id: row.card_id,
        });
    }
    Ok(tasks)
}

async fn begin_send(
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
    outbox::Entity::update_many()
        .col_expr(outbox::Column::CardId, Expr::value(card.card_id))
        .filter(outbox::Column::Id.eq(task.id))
        .exec(&desk.tx)
        .await?;
    Ok(MaySend::Now)
}

async fn holds(desk: &Desk, task: &Task) -> Result<bool, Fault> {
    let row = outbox::Entity::find_by_id(task.id).one(&desk.tx).await?;
    Ok(row.is_some_and(|row| row.fence == task.fence && row.state == "pending"))
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

async fn end(desk: &mut Desk, task: &Task, finish: Finish) -> Result<bool, Fault> {
    let now = desk.now();
    let mut update = outbox::Entity::update_many()
        .col_expr(outbox::Column::LeaseUntil, Expr::value(None::<i64>))
        .filter(outbox::Column::Id.eq(task.id))
        .filter(outbox::Column::Fence.eq(task.fence))
        .filter(outbox::Column::State.eq("pending"));
    let state = |name: &'static str| (outbox::Column::State, Expr::value(name));
    let columns = match &finish {
        Finish::CardSent { .. } | Finish::Done { .. } => {
            vec![state("sent"), (outbox::Column::SentAt, Expr::value(now.0))]
        }
        Finish::Skipped(why) => vec![state("skipped"), (outbox::Column::Note, Expr::value(*why))],
        Finish::Dead(code) => {
            vec![
                state("dead"),
                (outbox::Column::Note, Expr::value(code.as_str())),
            ]
        }
        Finish::PutOff {
            until,
            counts,
            code,
        } => vec![
            (outbox::Column::DueAt, Expr::value(until.0)),
            (outbox::Column::Note, Expr::value(code.as_str())),
            (
                outbox::Column::Tries,
                Expr::col(outbox::Column::Tries).add(i32::from(*counts)),
            ),
        ],
    };
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    if update.exec(&desk.tx).await?.rows_affected == 0 {
        return Ok(false);
    }
    match finish {
        Finish::CardSent {
            update_code,
            message_id,
        } => {
            delivered(desk, task, update_code, message_id, now).await?;
        }
        Finish::Done {
            spent: Some((card_id, code)),
        } => spend(desk, &card_id, &code).await?,
        _ => {}
    }
    // The person is free for the next row.
    desk.ring();
    Ok(true)
}

/// The card is there: the offer's time runs from now (contract §5).
async fn delivered(
    desk: &Desk,
    task: &Task,
    update_code: Option<String>,
    message_id: Option<String>,
    now: Instant,
) -> Result<(), Fault> {
    let Some(card_id) = &task.card_id else {
        return Ok(());
    };
    card::Entity::update_many()
        .col_expr(card::Column::SendCode, Expr::value(update_code))
        .col_expr(card::Column::MessageId, Expr::value(message_id))
        .col_expr(card::Column::DeliveredAt, Expr::value(now.0))
        .filter(card::Column::CardId.eq(card_id.as_str()))
        .exec(&desk.tx)
        .await?;
    let Some(sent) = card::Entity::find_by_id(card_id.clone())
        .one(&desk.tx)
        .await?
    else {
        return Ok(());
    };
    if let Some(id) = sent.offer_id {
        offer::Entity::update_many()
            .col_expr(offer::Column::DeliveredAt, Expr::value(now.0))
            .col_expr(
                offer::Column::Deadline,
                Expr::col(offer::Column::ClaimWithin).add(now.0),
            )
            .filter(offer::Column::Id.eq(id))
            .filter(offer::Column::Live.eq(true))
            .filter(offer::Column::DeliveredAt.is_null())
            .exec(&desk.tx)
            .await?;
    }
    Ok(())
}

/// A right to change a card works once.
async fn spend(desk: &Desk, card_id: &str, code: &str) -> Result<(), Fault> {
    for column in [card::Column::SendCode, card::Column::PressCode] {
        card::Entity::update_many()
            .col_expr(column, Expr::value(None::<String>))
            .filter(card::Column::CardId.eq(card_id))
            .filter(column.eq(code))
            .exec(&desk.tx)
            .await?;
    }
    Ok(())
}

async fn answered(desk: &mut Desk, row: Uuid) -> Result<(), Fault> {
    let now = desk.now();
    let Some(waiting) = outbox::Entity::find_by_id(row).one(&desk.tx).await? else {
        return Ok(());
    };
    // Somebody may have begun to send it meanwhile; then it is theirs to finish.
    let done = outbox::Entity::update_many()
        .col_expr(outbox::Column::State, Expr::value("sent"))
        .col_expr(outbox::Column::SentAt, Expr::value(now.0))
        .col_expr(outbox::Column::Note, Expr::value("answered"))
        .filter(outbox::Column::Id.eq(row))
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::Fence.eq(waiting.fence))
        .filter(outbox::Column::LeaseUntil.is_null())
        .exec(&desk.tx)
        .await?;
    if done.rows_affected == 1
        && let Some(lead) = waiting.lead_id
    {
        card::Entity::update_many()
            .col_expr(card::Column::PressCode, Expr::value(None::<String>))
            .filter(card::Column::LeadId.eq(lead))
            .filter(card::Column::Staff.eq(waiting.recipient))
            .exec(&desk.tx)
            .await?;
    }
    Ok(())
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
