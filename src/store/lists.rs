//! List cards: which leads one shows, and which ones show a lead. A row of the outbox
//! names the card that it went out in.

use std::collections::HashMap;

use paidan_domain::ids::{LeadId, OfferId, StaffId};
use paidan_entity::{card, lead, outbox};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::fault::Fault;
use super::reads::with_offers;
use super::rows::{LIST, card_of};
use crate::app::ports::{CardRecord, Member};

/// The list cards that showed a lead to somebody, the newest first.
pub(super) async fn of(
    db: &DatabaseConnection,
    lead: LeadId,
    staff: &StaffId,
) -> Result<Vec<CardRecord>, Fault> {
    let went_out_in: Vec<Option<String>> = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::CardId)
        .filter(outbox::Column::LeadId.eq(lead.0))
        .filter(outbox::Column::Recipient.eq(staff.as_str()))
        .filter(outbox::Column::OfferId.is_not_null())
        .filter(outbox::Column::CardId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    if went_out_in.is_empty() {
        return Ok(Vec::new());
    }
    let cards = card::Entity::find()
        .filter(card::Column::CardId.is_in(went_out_in.into_iter().flatten()))
        .filter(card::Column::Role.eq(LIST))
        .order_by_desc(card::Column::MadeAt)
        .all(db)
        .await?;
    cards.into_iter().map(card_of).collect()
}

/// The leads of a list card with the offers that it made, oldest first.
pub(super) async fn members(db: &DatabaseConnection, card_id: &str) -> Result<Vec<Member>, Fault> {
    let rows: Vec<(Uuid, Uuid)> = outbox::Entity::find()
        .select_only()
        .columns([outbox::Column::LeadId, outbox::Column::OfferId])
        .filter(outbox::Column::CardId.eq(card_id))
        .filter(outbox::Column::LeadId.is_not_null())
        .filter(outbox::Column::OfferId.is_not_null())
        .order_by_asc(outbox::Column::MadeAt)
        .order_by_asc(outbox::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let leads = lead::Entity::find()
        .filter(lead::Column::Id.is_in(rows.iter().map(|(lead, _)| *lead)))
        .all(db)
        .await?;
    let mut records: HashMap<LeadId, _> = with_offers(db, leads)
        .await?
        .into_iter()
        .map(|record| (record.lead.id, record))
        .collect();
    let members = rows.into_iter().filter_map(|(lead, offer)| {
        Some(Member {
            record: records.remove(&LeadId(lead))?,
            offer: OfferId(offer),
        })
    });
    Ok(members.collect())
}
