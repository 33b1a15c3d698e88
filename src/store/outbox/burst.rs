//! Bursts: whoever has a handful of young offers gets the next ones in one list card
//! (`experience.md` §3.1).

use std::time::Duration;

use paidan_domain::ids::{LeadId, OfferId};
use paidan_domain::time::Instant;
use paidan_entity::{card, offer, outbox};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::lease::{free, hold};
use crate::app::deliver::thrift;
use crate::app::ports::{Burst, Companion, Task};
use crate::store::desk::Desk;
use crate::store::fault::Fault;
use crate::store::rows::LIST;

/// So many unanswered offers are enough to look at,
const ENOUGH: u64 = 5;
/// while their cards are younger than this.
const YOUNG: Duration = Duration::from_secs(60);
/// How long an offer waits for others to come with it.
const WAIT: Duration = Duration::from_secs(3);
/// How far two list cards of one person are apart.
const APART: Duration = Duration::from_secs(10);
/// The word of a card of the pool.
const POOL_CARD: &str = "pool_card";
/// How many offers one list card makes at most.
const MOST: u64 = 100;

/// What a look says, before anything is taken.
pub(super) enum Look {
    Single,
    NotBefore(Instant),
    Together,
}

/// Looks without taking anything. One row a person is leased at a time, so nothing
/// but answers of the person moves meanwhile.
pub(super) async fn look(
    db: &impl ConnectionTrait,
    task: &Task,
    now: Instant,
) -> Result<Look, Fault> {
    if let Some(begun) = &task.card_id {
        let sent = card::Entity::find_by_id(begun.as_str()).one(db).await?;
        if sent.is_none_or(|card| card.role != LIST) {
            return Ok(Look::Single);
        }
    } else {
        if young(db, task, now).await? < ENOUGH {
            return Ok(Look::Single);
        }
        let own = waiting(task).filter(outbox::Column::Id.eq(task.id));
        let Some(own) = own.one(db).await? else {
            return Ok(Look::Single);
        };
        let until = Instant(own.made_at).after(WAIT);
        if now < until {
            return Ok(Look::NotBefore(until));
        }
        if others(task, now).count(db).await? == 0 {
            return Ok(Look::Single);
        }
    }
    let last = last_list(db, task).await?;
    Ok(match last.map(|at| at.after(APART)) {
        Some(free) if now < free => Look::NotBefore(free),
        _ => Look::Together,
    })
}

/// Takes what goes out with the task under its lease.
pub(super) async fn gather(desk: &mut Desk, task: &Task, process: &str) -> Result<Burst, Fault> {
    let found = match &task.card_id {
        Some(begun) => outbox::Entity::find()
            .filter(outbox::Column::State.eq("pending"))
            .filter(outbox::Column::CardId.eq(begun.as_str()))
            .filter(outbox::Column::Id.ne(task.id)),
        None => others(task, desk.now()).limit(MOST - 1),
    };
    let rows = found
        .order_by_asc(outbox::Column::MadeAt)
        .order_by_asc(outbox::Column::Id)
        .all(&desk.tx)
        .await?;
    let mut with = Vec::with_capacity(rows.len());
    for row in rows {
        let (Some(lead), Some(offer)) = (row.lead_id, row.offer_id) else {
            return Err(Fault::Damaged("outbox".to_owned()));
        };
        with.push(Companion {
            id: row.id,
            fence: hold(desk, &row, process).await?,
            lead: LeadId(lead),
            offer: Some(OfferId(offer)),
        });
    }
    Ok(if with.is_empty() {
        Burst::Single
    } else {
        Burst::List(with)
    })
}

/// The unanswered offers whose cards came a short while ago.
async fn young(db: &impl ConnectionTrait, task: &Task, now: Instant) -> Result<u64, Fault> {
    let count = offer::Entity::find()
        .filter(offer::Column::Rep.eq(task.recipient.as_str()))
        .filter(offer::Column::Live.eq(true))
        .filter(offer::Column::DeliveredAt.gt(now.before(YOUNG).0))
        .count(db)
        .await?;
    Ok(count)
}

/// Cards of live offers to the person that nobody has begun to send.
fn waiting(task: &Task) -> Select<outbox::Entity> {
    let live = Query::select()
        .column(offer::Column::Id)
        .from(offer::Entity)
        .and_where(offer::Column::Rep.eq(task.recipient.as_str()))
        .and_where(offer::Column::Live.eq(true))
        .to_owned();
    outbox::Entity::find()
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::Recipient.eq(task.recipient.as_str()))
        .filter(outbox::Column::CardId.is_null())
        .filter(outbox::Column::LeadId.is_not_null())
        .filter(outbox::Column::OfferId.in_subquery(live))
}

fn others(task: &Task, now: Instant) -> Select<outbox::Entity> {
    waiting(task)
        .filter(outbox::Column::Id.ne(task.id))
        .filter(free(now))
}

/// When the person's last other list card came, or was to come.
async fn last_list(db: &impl ConnectionTrait, task: &Task) -> Result<Option<Instant>, Fault> {
    let mut lists = card::Entity::find()
        .filter(card::Column::Staff.eq(task.recipient.as_str()))
        .filter(card::Column::Role.eq(LIST))
        .order_by_desc(card::Column::MadeAt);
    if let Some(own) = &task.card_id {
        lists = lists.filter(card::Column::CardId.ne(own.as_str()));
    }
    let last = lists.one(db).await?;
    Ok(last.map(|card| Instant(card.delivered_at.unwrap_or(card.made_at))))
}

/// Cards of the pool for one group, while its platform's month runs low: taken together once
/// enough of them wait, or the oldest has waited long enough.
pub(super) async fn gather_pool(desk: &Desk, task: &Task, process: &str) -> Result<Burst, Fault> {
    let waiting: Vec<outbox::Model> = outbox::Entity::find()
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::Recipient.eq(task.recipient.as_str()))
        .filter(outbox::Column::Kind.eq(POOL_CARD))
        .filter(outbox::Column::CardId.is_null())
        .order_by_asc(outbox::Column::MadeAt)
        .order_by_asc(outbox::Column::Id)
        .limit(thrift::MOST as u64)
        .all(&desk.tx)
        .await?;
    let made: Vec<Instant> = waiting.iter().map(|row| Instant(row.made_at)).collect();
    if let Some(at) = thrift::pool_text_at(&made)
        && desk.now() < at
    {
        return Ok(Burst::NotBefore(at));
    }
    let mut with = Vec::new();
    for row in waiting.iter().filter(|row| row.id != task.id) {
        let is_free = row.lease_until.is_none_or(|until| until <= desk.now().0);
        if let (Some(lead), true) = (row.lead_id, is_free) {
            with.push(Companion {
                id: row.id,
                fence: hold(desk, row, process).await?,
                lead: LeadId(lead),
                offer: None,
            });
        }
    }
    Ok(if with.is_empty() {
        Burst::Single
    } else {
        Burst::List(with)
    })
}
