//! A new lead in one commit: key, number, twin, decision, sealed data, answer.

use paidan_domain::ids::{LeadId, LeadNumber};
use paidan_entity::{contact_key, counter, idempotency, lead, lead_key, sealed};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set};

use super::change;
use super::desk::Desk;
use super::fault::Fault;
use super::rows::lead_of;
use crate::app::ports::{Acquaintance, Aside, Incoming, Judge, TakenIn};

pub(super) async fn take_in(
    desk: &mut Desk,
    incoming: &Incoming,
    judge: &Judge,
) -> Result<TakenIn, Fault> {
    if let Some(before) = repeated(desk, incoming).await? {
        return Ok(before);
    }
    let macs: Vec<(&'static str, Vec<u8>)> = incoming
        .contact_keys
        .iter()
        .map(|(kind, value)| (*kind, desk.keeper.sealer.mac(kind, value.as_bytes())))
        .collect();
    // The counter's row is a lock: whoever comes by another process in the same instant is
    // committed, and seen, before the same customer is looked for.
    let number = next_number(desk).await?;
    let known = acquaintance(desk, &macs).await?;
    let now = desk.now();
    let judged = judge(number, &known, desk.floor()?, now);

    let mut decided = judged.decided.iter();
    if let Some(own) = decided.next() {
        change::write(desk, None, own, &Aside::default()).await?;
    }
    let twin = known.twin.as_ref();
    if let (Some(told), Some((survivor, _))) = (decided.next(), twin) {
        change::write(desk, Some(survivor), told, &Aside::default()).await?;
    }
    seal_away(desk, incoming, &judged.answer).await?;
    let holder = twin.map_or(incoming.id, |(survivor, _)| survivor.id);
    remember_keys(desk, macs, holder).await?;
    remember_request(desk, incoming, judged.status).await?;
    Ok(TakenIn::New {
        status: judged.status,
        answer: judged.answer,
    })
}

/// The first answer, when this key was used before.
async fn repeated(desk: &Desk, incoming: &Incoming) -> Result<Option<TakenIn>, Fault> {
    let Some((key, body)) = &incoming.idempotency else {
        return Ok(None);
    };
    let id = (incoming.source.clone(), key.clone());
    let Some(row) = idempotency::Entity::find_by_id(id).one(&desk.tx).await? else {
        return Ok(None);
    };
    if row.body_mac != desk.keeper.sealer.mac("body", body) {
        return Ok(Some(TakenIn::Mismatch));
    }
    let lead = LeadId(row.lead_id);
    let damaged = || Fault::Damaged("answer".to_owned());
    let wrapped = lead_key::Entity::find_by_id(row.lead_id)
        .one(&desk.tx)
        .await?;
    let wrapped = wrapped.ok_or_else(damaged)?;
    let key = desk.keeper.sealer.data_key(lead, &wrapped.wrapped)?;
    let item = (row.lead_id, "answer".to_owned());
    let answer = sealed::Entity::find_by_id(item)
        .one(&desk.tx)
        .await?
        .ok_or_else(damaged)?;
    Ok(Some(TakenIn::Repeated {
        answer: key.open(lead, "answer", &answer.sealed)?,
    }))
}

/// The leads of the same customer, with what is equal; the first kind counts most.
async fn acquaintance(
    desk: &Desk,
    macs: &[(&'static str, Vec<u8>)],
) -> Result<Acquaintance, Fault> {
    let mut alike = Vec::new();
    for (kind, mac) in macs {
        let id = ((*kind).to_owned(), mac.clone());
        let Some(row) = contact_key::Entity::find_by_id(id).one(&desk.tx).await? else {
            continue;
        };
        let Some(row) = lead::Entity::find_by_id(row.lead_id).one(&desk.tx).await? else {
            continue;
        };
        let lead = lead_of(&row)?;
        let lives = !lead.state().is_terminal();
        alike.push((lead, *kind));
        if lives {
            break;
        }
    }
    Ok(Acquaintance::from_leads(alike))
}

async fn next_number(desk: &Desk) -> Result<LeadNumber, Fault> {
    let rows = counter::Entity::update_many()
        .col_expr(
            counter::Column::Value,
            Expr::col(counter::Column::Value).add(1),
        )
        .filter(counter::Column::Name.eq("lead"))
        .exec_with_returning(&desk.tx)
        .await?;
    rows.first()
        .map(|row| LeadNumber(row.value))
        .ok_or_else(|| Fault::Damaged("counter lead".to_owned()))
}

async fn seal_away(desk: &Desk, incoming: &Incoming, answer: &str) -> Result<(), Fault> {
    let (key, wrapped) = desk.keeper.sealer.new_data_key(incoming.id)?;
    let row = lead_key::ActiveModel {
        lead_id: Set(incoming.id.0),
        wrapped: Set(wrapped),
    };
    lead_key::Entity::insert(row)
        .exec_without_returning(&desk.tx)
        .await?;
    let mut rows = Vec::with_capacity(2);
    let mut item = |name: &str, text: &str| -> Result<(), Fault> {
        rows.push(sealed::ActiveModel {
            lead_id: Set(incoming.id.0),
            item: Set(name.to_owned()),
            sealed: Set(key.seal(incoming.id, name, text)?),
        });
        Ok(())
    };
    item("dossier", &incoming.dossier)?;
    if incoming.idempotency.is_some() {
        item("answer", answer)?;
    }
    sealed::Entity::insert_many(rows)
        .exec_without_returning(&desk.tx)
        .await?;
    Ok(())
}

async fn remember_keys(
    desk: &Desk,
    macs: Vec<(&'static str, Vec<u8>)>,
    holder: LeadId,
) -> Result<(), Fault> {
    if macs.is_empty() {
        return Ok(());
    }
    let rows = macs
        .into_iter()
        .map(|(kind, mac)| contact_key::ActiveModel {
            kind: Set(kind.to_owned()),
            mac: Set(mac),
            lead_id: Set(holder.0),
        });
    let newest = OnConflict::columns([contact_key::Column::Kind, contact_key::Column::Mac])
        .update_column(contact_key::Column::LeadId)
        .to_owned();
    contact_key::Entity::insert_many(rows)
        .on_conflict(newest)
        .exec_without_returning(&desk.tx)
        .await?;
    Ok(())
}

async fn remember_request(desk: &Desk, incoming: &Incoming, status: u16) -> Result<(), Fault> {
    let Some((key, body)) = &incoming.idempotency else {
        return Ok(());
    };
    let row = idempotency::ActiveModel {
        source: Set(incoming.source.clone()),
        key: Set(key.clone()),
        body_mac: Set(desk.keeper.sealer.mac("body", body)),
        lead_id: Set(incoming.id.0),
        status: Set(i32::from(status)),
        at: Set(desk.now().0),
    };
    idempotency::Entity::insert(row)
        .exec_without_returning(&desk.tx)
        .await?;
    Ok(())
}
