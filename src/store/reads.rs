//! Look-ups, on connections of their own.

use std::collections::HashMap;

use async_trait::async_trait;
use paidan_domain::ids::{Audience, LeadId, StaffId};
use paidan_domain::lead::{Event, State};
use paidan_domain::matching::Explanation;
use paidan_domain::time::Instant;
use paidan_entity::{card, decision, lead, lead_event, lead_key, offer, sealed};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::fault::{Fault, read_doc};
use super::handle::Store;
use super::lists;
use super::rows::{LIST, LOOK, card_of, lead_of, offer_of};
use crate::app::ports::{
    CardRecord, Day, LeadFilter, LeadRecord, LeadRef, Member, Reads, StoreError,
};

#[async_trait]
impl Reads for Store {
    async fn lead(&self, lead: LeadRef) -> Result<Option<LeadRecord>, StoreError> {
        self.read(move |db| async move {
            let found = match lead {
                LeadRef::Id(id) => lead::Entity::find_by_id(id.0),
                LeadRef::Number(number) => {
                    lead::Entity::find().filter(lead::Column::Number.eq(number.0))
                }
            };
            let Some(row) = found.one(&db).await? else {
                return Ok(None);
            };
            Ok(with_offers(&db, vec![row]).await?.pop())
        })
        .await
    }

    async fn leads(&self, filter: LeadFilter) -> Result<Vec<LeadRecord>, StoreError> {
        self.read(move |db| async move {
            let mut found = lead::Entity::find().order_by_desc(lead::Column::Number);
            if !filter.states.is_empty() {
                let names = filter.states.iter().map(|state| state.name());
                found = found.filter(lead::Column::State.is_in(names));
            }
            if let Some(owner) = &filter.owner {
                found = found.filter(lead::Column::Owner.eq(owner.as_str()));
            }
            if let Some(holder) = &filter.holder {
                found = found.filter(lead::Column::Holder.eq(holder.as_str()));
            }
            if let Some(before) = filter.before {
                found = found.filter(lead::Column::Number.lt(before.0));
            }
            if let Some(scope) = &filter.scope {
                let names: Vec<&str> = scope.iter().map(StaffId::as_str).collect();
                let open = Condition::any()
                    .add(lead::Column::Holder.is_null())
                    .add(lead::Column::Holder.is_in(names));
                found = found.filter(open);
            }
            let rows = found.limit(u64::from(filter.limit)).all(&db).await?;
            with_offers(&db, rows).await
        })
        .await
    }

    async fn events(&self, lead: LeadId) -> Result<Vec<Event>, StoreError> {
        self.read(move |db| async move {
            let rows = lead_event::Entity::find()
                .filter(lead_event::Column::LeadId.eq(lead.0))
                .order_by_asc(lead_event::Column::Seq)
                .all(&db)
                .await?;
            rows.iter()
                .map(|row| read_doc("lead_event", &row.doc))
                .collect()
        })
        .await
    }

    async fn typed(&self, lead: LeadId) -> Result<HashMap<u32, String>, StoreError> {
        let items = self.open_items(lead, "note:").await?;
        Ok(items
            .into_iter()
            .filter_map(|(item, text)| {
                let seq = item.strip_prefix("note:")?.parse().ok()?;
                Some((seq, text))
            })
            .collect())
    }

    async fn explanation(&self, lead: LeadId) -> Result<Option<(u32, Explanation)>, StoreError> {
        self.read(move |db| async move {
            let row = decision::Entity::find()
                .filter(decision::Column::LeadId.eq(lead.0))
                .order_by_desc(decision::Column::Seq)
                .one(&db)
                .await?;
            let Some(row) = row else { return Ok(None) };
            let seq = u32::try_from(row.seq).unwrap_or(0);
            Ok(Some((seq, read_doc("decision", &row.doc)?)))
        })
        .await
    }

    async fn dossier(&self, lead: LeadId) -> Result<Option<String>, StoreError> {
        let mut items = self.open_items(lead, "dossier").await?;
        Ok(items.remove("dossier"))
    }

    async fn card(&self, card_id: &str) -> Result<Option<CardRecord>, StoreError> {
        let card_id = card_id.to_owned();
        self.read(move |db| async move {
            let row = card::Entity::find_by_id(card_id).one(&db).await?;
            row.map(card_of).transpose()
        })
        .await
    }

    async fn cards_of(
        &self,
        lead: LeadId,
        audience: &Audience,
    ) -> Result<Vec<CardRecord>, StoreError> {
        let staff = audience.to_string();
        self.read(move |db| async move {
            let rows = card::Entity::find()
                .filter(card::Column::LeadId.eq(lead.0))
                .filter(card::Column::Staff.eq(staff))
                .filter(card::Column::Role.is_not_in([LIST, LOOK]))
                .order_by_desc(card::Column::MadeAt)
                .order_by_desc(card::Column::CardId)
                .all(&db)
                .await?;
            rows.into_iter().map(card_of).collect()
        })
        .await
    }

    async fn lists_of(&self, lead: LeadId, staff: &StaffId) -> Result<Vec<CardRecord>, StoreError> {
        let staff = staff.clone();
        self.read(move |db| async move { lists::of(&db, lead, &staff).await })
            .await
    }

    async fn members(&self, card_id: &str) -> Result<Vec<Member>, StoreError> {
        let card_id = card_id.to_owned();
        self.read(move |db| async move { lists::members(&db, &card_id).await })
            .await
    }

    async fn day(&self, since: Instant) -> Result<Day, StoreError> {
        self.read(move |db| async move {
            let received = lead::Entity::find()
                .filter(lead::Column::CreatedAt.gte(since.0))
                .count(&db)
                .await?;
            let open = lead::Entity::find()
                .filter(lead::Column::State.is_in(["offered", "escalated", "pooled"]))
                .count(&db)
                .await?;
            let claims: Vec<(uuid::Uuid, i64)> = lead_event::Entity::find()
                .select_only()
                .columns([lead_event::Column::LeadId, lead_event::Column::At])
                .filter(lead_event::Column::Kind.eq("claimed"))
                .filter(lead_event::Column::At.gte(since.0))
                .into_tuple()
                .all(&db)
                .await?;
            let came: HashMap<uuid::Uuid, i64> = lead::Entity::find()
                .select_only()
                .columns([lead::Column::Id, lead::Column::CreatedAt])
                .filter(lead::Column::UpdatedAt.gte(since.0))
                .into_tuple::<(uuid::Uuid, i64)>()
                .all(&db)
                .await?
                .into_iter()
                .collect();
            let claims = claims
                .into_iter()
                .filter_map(|(id, at)| Some(Instant(at).since(Instant(*came.get(&id)?))))
                .collect();
            Ok(Day {
                received,
                claims,
                open,
            })
        })
        .await
    }

    async fn open_leads(&self) -> Result<Vec<(State, u64)>, StoreError> {
        self.read(|db| async move {
            let open = State::ALL.into_iter().filter(|state| !state.is_terminal());
            let counted: Vec<(String, i64)> = lead::Entity::find()
                .select_only()
                .column(lead::Column::State)
                .column_as(lead::Column::Number.count(), "leads")
                .filter(lead::Column::State.is_in(open.clone().map(State::name)))
                .group_by(lead::Column::State)
                .into_tuple()
                .all(&db)
                .await?;
            let count = |state: State| {
                let found = counted.iter().find(|(name, _)| name == state.name());
                found.map_or(0, |(_, count)| u64::try_from(*count).unwrap_or(0))
            };
            Ok(open.map(|state| (state, count(state))).collect())
        })
        .await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.beats().await
    }
}

impl Store {
    /// Opens the sealed items of a lead whose name begins so.
    async fn open_items(
        &self,
        lead: LeadId,
        prefix: &'static str,
    ) -> Result<HashMap<String, String>, StoreError> {
        let sealer = self.sealer.clone();
        self.read(move |db| async move {
            let Some(row) = lead_key::Entity::find_by_id(lead.0).one(&db).await? else {
                return Ok(HashMap::new());
            };
            let key = sealer.data_key(lead, &row.wrapped)?;
            let rows = sealed::Entity::find()
                .filter(sealed::Column::LeadId.eq(lead.0))
                .filter(sealed::Column::Item.starts_with(prefix))
                .all(&db)
                .await?;
            rows.into_iter()
                .map(|row| {
                    let text = key.open(lead, &row.item, &row.sealed)?;
                    Ok((row.item, text))
                })
                .collect()
        })
        .await
    }
}

pub(super) async fn with_offers(
    db: &DatabaseConnection,
    rows: Vec<lead::Model>,
) -> Result<Vec<LeadRecord>, Fault> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let offers = offer::Entity::find()
        .filter(offer::Column::LeadId.is_in(ids))
        .order_by_asc(offer::Column::MadeAt)
        .order_by_asc(offer::Column::Id)
        .all(db)
        .await?;
    let mut by_lead: HashMap<_, Vec<_>> = HashMap::new();
    for row in offers {
        by_lead.entry(row.lead_id).or_default().push(offer_of(row)?);
    }
    rows.iter()
        .map(|row| {
            let offers = by_lead.remove(&row.id).unwrap_or_default();
            Ok(LeadRecord {
                lead: lead_of(row)?,
                offers,
            })
        })
        .collect()
}
