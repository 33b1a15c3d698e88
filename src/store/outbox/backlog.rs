//! The port of the backlog: what waits and why.

use std::collections::{BTreeMap, HashMap};

use async_trait::async_trait;
use paidan_domain::ids::{Audience, LeadNumber};
use paidan_domain::time::Instant;
use paidan_entity::{lead, outbox};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::app::ports::{Backlog, Parked, StoreError, Tally};
use crate::store::fault::Fault;
use crate::store::handle::Store;

/// What the oldest offer of a person waits for: the younger ones wait behind it.
async fn ahead(
    db: &DatabaseConnection,
    people: Option<Vec<String>>,
) -> Result<HashMap<String, String>, Fault> {
    let mut found = outbox::Entity::find()
        .select_only()
        .columns([outbox::Column::Recipient, outbox::Column::Note])
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::Waits.eq(true))
        .filter(outbox::Column::OfferId.is_not_null())
        .filter(outbox::Column::Note.is_not_null())
        .order_by_desc(outbox::Column::MadeAt);
    if let Some(people) = people {
        found = found.filter(outbox::Column::Recipient.is_in(people));
    }
    // The oldest comes last and stays.
    let rows: Vec<(String, String)> = found.into_tuple().all(db).await?;
    Ok(rows.into_iter().collect())
}

#[async_trait]
impl Backlog for Store {
    async fn tally(&self) -> Result<Tally, StoreError> {
        self.read(|db| async move {
            let pending = || outbox::Entity::find().filter(outbox::Column::State.eq("pending"));
            let groups: Vec<(String, Option<String>, i64)> = pending()
                .select_only()
                .columns([outbox::Column::Recipient, outbox::Column::Note])
                .column_as(outbox::Column::Id.count(), "rows")
                .group_by(outbox::Column::Recipient)
                .group_by(outbox::Column::Note)
                .into_tuple()
                .all(&db)
                .await?;
            let ahead = ahead(&db, None).await?;
            let mut why: BTreeMap<Option<String>, u64> = BTreeMap::new();
            for (recipient, note, count) in groups {
                let note = note.or_else(|| ahead.get(&recipient).cloned());
                *why.entry(note).or_default() += u64::try_from(count).unwrap_or(0);
            }
            let oldest = pending()
                .order_by_asc(outbox::Column::MadeAt)
                .one(&db)
                .await?;
            let dead = outbox::Entity::find()
                .filter(outbox::Column::State.eq("dead"))
                .count(&db)
                .await?;
            Ok(Tally {
                pending: why.values().sum(),
                oldest: oldest.map(|row| Instant(row.made_at)),
                why: why.into_iter().collect(),
                dead,
            })
        })
        .await
    }

    async fn parked(
        &self,
        given_up: bool,
        after: Option<Uuid>,
        most: u32,
    ) -> Result<Vec<Parked>, StoreError> {
        self.read(move |db| async move {
            let state = if given_up { "dead" } else { "pending" };
            let mut found = outbox::Entity::find()
                .filter(outbox::Column::State.eq(state))
                .order_by_asc(outbox::Column::Id)
                .limit(u64::from(most));
            if let Some(after) = after {
                found = found.filter(outbox::Column::Id.gt(after));
            }
            let rows = found.all(&db).await?;
            let leads = rows.iter().filter_map(|row| row.lead_id);
            let numbers: HashMap<Uuid, i64> = lead::Entity::find()
                .select_only()
                .columns([lead::Column::Id, lead::Column::Number])
                .filter(lead::Column::Id.is_in(leads))
                .into_tuple::<(Uuid, i64)>()
                .all(&db)
                .await?
                .into_iter()
                .collect();
            let people = rows.iter().map(|row| row.recipient.clone()).collect();
            let ahead = ahead(&db, Some(people)).await?;
            rows.into_iter()
                .map(|row| {
                    let behind = || ahead.get(&row.recipient).filter(|_| !given_up).cloned();
                    Ok(Parked {
                        id: row.id,
                        lead: row
                            .lead_id
                            .and_then(|id| numbers.get(&id))
                            .copied()
                            .map(LeadNumber),
                        recipient: Audience::from(row.recipient.clone()),
                        kind: row.kind,
                        made_at: Instant(row.made_at),
                        due_at: Instant(row.due_at),
                        tries: u32::try_from(row.tries).unwrap_or(0),
                        why: row.note.or_else(behind),
                    })
                })
                .collect()
        })
        .await
    }

    async fn replay(&self, row: Uuid) -> Result<bool, StoreError> {
        self.queue
            .write(move |desk| {
                Box::pin(async move {
                    let now = desk.now();
                    let again = outbox::Entity::update_many()
                        .col_expr(outbox::Column::State, Expr::value("pending"))
                        .col_expr(outbox::Column::DueAt, Expr::value(now.0))
                        .col_expr(outbox::Column::Tries, Expr::value(0))
                        .col_expr(outbox::Column::Note, Expr::value(None::<String>))
                        .col_expr(
                            outbox::Column::Fence,
                            Expr::col(outbox::Column::Fence).add(1),
                        )
                        .filter(outbox::Column::Id.eq(row))
                        .filter(outbox::Column::State.eq("dead"))
                        .exec(&desk.tx)
                        .await?;
                    desk.ring();
                    Ok(again.rows_affected == 1)
                })
            })
            .await
    }
}
