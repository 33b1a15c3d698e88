//! Takes due rows under a lease.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use paidan_domain::ids::{Audience, LeadId};
use paidan_domain::time::Instant;
use paidan_entity::outbox;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::app::ports::Task;
use crate::store::change::exactly_one;
use crate::store::desk::Desk;
use crate::store::fault::{Fault, read_doc};

/// Longer than any call to a platform takes (10 s), so that a lease only runs out
/// when its holder is gone or frozen.
const LEASE: Duration = Duration::from_secs(60);
/// How far one look goes; more waits for the next.
const LOOK: u64 = 256;

/// Oldest first, one row a person at a time, so that a person's cards keep their order.
pub(super) async fn lease(desk: &mut Desk, most: u32, process: &str) -> Result<Vec<Task>, Fault> {
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
    let mut due = outbox::Entity::find()
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::DueAt.lte(now.0))
        .filter(free(now))
        .order_by_asc(outbox::Column::MadeAt)
        .order_by_asc(outbox::Column::Id)
        .limit(LOOK);
    if desk.is_postgres() {
        due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let first = waiting_offers(desk, now).await?;
    let mut taken = busy;
    let mut tasks = Vec::new();
    for row in due.all(&desk.tx).await? {
        if tasks.len() >= most as usize {
            // More is due than fits: look again at once.
            desk.ring();
            break;
        }
        let older = first.get(&row.recipient);
        if row.offer_id.is_some() && older.is_some_and(|made_at| *made_at < row.made_at) {
            continue;
        }
        if !taken.insert(row.recipient.clone()) {
            continue;
        }
        tasks.push(Task {
            id: row.id,
            fence: hold(desk, &row, process).await?,
            lead: row.lead_id.map(LeadId),
            recipient: Audience::from(row.recipient.clone()),
            errand: read_doc("outbox", &row.doc)?,
            tries: u32::try_from(row.tries).unwrap_or(0),
            card_id: row.card_id,
            with: Vec::new(),
        });
    }
    Ok(tasks)
}

/// When the oldest offer was made that waits for the platform or for the person's limit, by
/// person: no younger one goes before it.
async fn waiting_offers(desk: &Desk, now: Instant) -> Result<HashMap<String, i64>, Fault> {
    let oldest = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Recipient)
        .column_as(outbox::Column::MadeAt.min(), "made_at")
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::Waits.eq(true))
        .filter(outbox::Column::OfferId.is_not_null())
        .filter(outbox::Column::DueAt.gt(now.0))
        .group_by(outbox::Column::Recipient)
        .into_tuple::<(String, i64)>();
    Ok(oldest.all(&desk.tx).await?.into_iter().collect())
}

/// Takes a free row under a new lease; its fence.
pub(super) async fn hold(desk: &Desk, row: &outbox::Model, process: &str) -> Result<i64, Fault> {
    let fence = row.fence + 1;
    let until = desk.now().after(LEASE);
    let held = outbox::Entity::update_many()
        .col_expr(outbox::Column::LeaseOwner, Expr::value(process))
        .col_expr(outbox::Column::LeaseUntil, Expr::value(until.0))
        .col_expr(outbox::Column::Fence, Expr::value(fence))
        .filter(outbox::Column::Id.eq(row.id))
        .filter(outbox::Column::Fence.eq(row.fence))
        .exec(&desk.tx)
        .await?;
    exactly_one(held.rows_affected)?;
    Ok(fence)
}

/// Whether every row of the task is still ours.
pub(super) async fn holds(desk: &Desk, task: &Task) -> Result<bool, Fault> {
    let rows = task.rows();
    let ids = rows.iter().map(|(id, _)| *id);
    let pending: HashSet<(Uuid, i64)> = outbox::Entity::find()
        .select_only()
        .columns([outbox::Column::Id, outbox::Column::Fence])
        .filter(outbox::Column::Id.is_in(ids))
        .filter(outbox::Column::State.eq("pending"))
        .into_tuple()
        .all(&desk.tx)
        .await?
        .into_iter()
        .collect();
    Ok(rows.iter().all(|row| pending.contains(row)))
}

/// Rows that nobody works on.
pub(super) fn free(now: Instant) -> Condition {
    Condition::any()
        .add(outbox::Column::LeaseUntil.is_null())
        .add(outbox::Column::LeaseUntil.lte(now.0))
}
