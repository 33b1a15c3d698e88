//! What the passing of time makes due.

use async_trait::async_trait;
use paidan_domain::ids::{LeadId, OfferId, StaffId};
use paidan_entity::{lead, offer, outbox};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::fault::Fault;
use super::handle::Store;
use super::rows::lead_of;
use crate::app::ports::{Clockwork, Due, StoreError};

#[async_trait]
impl Clockwork for Store {
    async fn hold_waiting_offers(&self) -> Result<u64, StoreError> {
        let people = self
            .read(|db| async move { whose_cards_wait(&db).await })
            .await?;
        if people.is_empty() {
            return Ok(0);
        }
        self.queue
            .write(move |desk| {
                let people = people.clone();
                Box::pin(async move {
                    let now = desk.now();
                    // Whose oldest card waits has the younger ones wait behind it.
                    let waiting = Query::select()
                        .column(outbox::Column::OfferId)
                        .from(outbox::Entity)
                        .and_where(outbox::Column::State.eq("pending"))
                        .and_where(outbox::Column::OfferId.is_not_null())
                        .and_where(outbox::Column::Recipient.is_in(people))
                        .to_owned();
                    let held = offer::Entity::update_many()
                        .col_expr(
                            offer::Column::Deadline,
                            Expr::col(offer::Column::ClaimWithin).mul(2).add(now.0),
                        )
                        .filter(offer::Column::Live.eq(true))
                        .filter(offer::Column::DeliveredAt.is_null())
                        .filter(offer::Column::Id.in_subquery(waiting))
                        .exec(&desk.tx)
                        .await?;
                    Ok(held.rows_affected)
                })
            })
            .await
    }

    async fn due(&self, most: u32) -> Result<Vec<Due>, StoreError> {
        let now = self.clock.now();
        self.read(move |db| async move {
            let offers = offer::Entity::find()
                .filter(offer::Column::Live.eq(true))
                .filter(offer::Column::Deadline.lte(now.0))
                .order_by_asc(offer::Column::Deadline)
                .limit(u64::from(most))
                .all(&db)
                .await?;
            let mut due: Vec<Due> = offers
                .iter()
                .map(|row| Due::Offer {
                    lead: LeadId(row.lead_id),
                    offer: OfferId(row.id),
                })
                .collect();
            let leads = lead::Entity::find()
                .filter(lead::Column::WakeAt.lte(now.0))
                .order_by_asc(lead::Column::WakeAt)
                .limit(u64::from(most))
                .all(&db)
                .await?;
            for row in &leads {
                let lead = lead_of(row)?;
                if let Some(escalation) = lead.escalation() {
                    due.push(Due::Escalation {
                        lead: lead.id,
                        level: escalation.level,
                    });
                }
            }
            Ok(due)
        })
        .await
    }

    async fn offers_of(&self, rep: &StaffId) -> Result<Vec<(LeadId, OfferId)>, StoreError> {
        let rep = rep.to_string();
        self.read(move |db| async move {
            let rows = offer::Entity::find()
                .filter(offer::Column::Live.eq(true))
                .filter(offer::Column::Rep.eq(rep))
                .order_by_asc(offer::Column::MadeAt)
                .all(&db)
                .await?;
            Ok(rows
                .iter()
                .map(|row| (LeadId(row.lead_id), OfferId(row.id)))
                .collect())
        })
        .await
    }
}

/// Who has a card that waits for the platform or for their limit. Asked by itself: joined
/// into the update, PostgreSQL looks through the outbox once for each pair of rows.
async fn whose_cards_wait(db: &DatabaseConnection) -> Result<Vec<String>, Fault> {
    let people = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Recipient)
        .distinct()
        .filter(outbox::Column::State.eq("pending"))
        .filter(outbox::Column::Waits.eq(true))
        .filter(outbox::Column::OfferId.is_not_null());
    Ok(people.into_tuple().all(db).await?)
}
