//! Between rows and the domain's values.

use std::time::Duration;

use paidan_domain::ids::{Audience, LeadId, OfferId, StaffId};
use paidan_domain::lead::{Event, Lead};
use paidan_domain::people::Platform;
use paidan_domain::time::Instant;
use paidan_entity::{card, lead, lead_event, offer};
use sea_orm::Set;

use super::fault::{Fault, read_doc, write_doc};
use crate::app::ports::{CardAsks, CardRecord, OfferRecord};

pub(super) fn lead_row(lead: &Lead) -> Result<lead::ActiveModel, Fault> {
    Ok(lead::ActiveModel {
        id: Set(lead.id.0),
        number: Set(lead.number.0),
        state: Set(lead.state().name().to_owned()),
        source: Set(lead.source.clone()),
        owner: Set(lead.owner().map(ToString::to_string)),
        holder: Set(lead.holder().map(ToString::to_string)),
        version: Set(i64::from(lead.seq)),
        wake_at: Set(lead.escalation().map(|escalation| escalation.deadline.0)),
        doc: Set(write_doc(lead)?),
        created_at: Set(lead.created_at.0),
        updated_at: Set(lead.updated_at.0),
    })
}

pub(super) fn lead_of(row: &lead::Model) -> Result<Lead, Fault> {
    read_doc("lead", &row.doc)
}

pub(super) fn event_row(lead: LeadId, event: &Event) -> Result<lead_event::ActiveModel, Fault> {
    Ok(lead_event::ActiveModel {
        lead_id: Set(lead.0),
        seq: Set(i64::from(event.seq)),
        at: Set(event.at.0),
        kind: Set(event.body.kind().name().to_owned()),
        doc: Set(write_doc(event)?),
    })
}

pub(super) fn offer_of(row: offer::Model) -> Result<OfferRecord, Fault> {
    Ok(OfferRecord {
        id: OfferId(row.id),
        rep: staff_id(&row.rep)?,
        attempt: u32::try_from(row.attempt).unwrap_or(0),
        claim_within: Duration::from_micros(u64::try_from(row.claim_within).unwrap_or(0)),
        deadline: Instant(row.deadline),
        delivered_at: row.delivered_at.map(Instant),
        ended: row.ended_at.map(Instant).zip(row.ended_by),
    })
}

/// The role of a list card: the only card of more than one lead.
pub(super) const LIST: &str = "list";
/// The role of a card that only shows how a lead stands.
pub(super) const LOOK: &str = "look";

pub(super) fn card_row(card: &CardRecord, made_at: Instant) -> card::ActiveModel {
    let (role, offer_id, level) = match card.asks {
        CardAsks::Offer(offer) => ("offer", Some(offer.0), None),
        CardAsks::Escalation(level) => ("escalation", None, i32::try_from(level).ok()),
        CardAsks::Pool => ("pool", None, None),
        CardAsks::Owner => ("owner", None, None),
        CardAsks::Look => (LOOK, None, None),
        CardAsks::List => (LIST, None, None),
    };
    card::ActiveModel {
        card_id: Set(card.card_id.clone()),
        lead_id: Set(card.lead.0),
        staff: Set(card.audience.to_string()),
        platform: Set(card.platform.name().to_owned()),
        role: Set(role.to_owned()),
        offer_id: Set(offer_id),
        level: Set(level),
        send_code: Set(card.send_code.clone()),
        press_code: Set(card.press_code.clone()),
        message_id: Set(None),
        made_at: Set(made_at.0),
        delivered_at: Set(None),
        printed_deadline: Set(card.printed_deadline.map(|at| at.0)),
    }
}

pub(super) fn card_of(row: card::Model) -> Result<CardRecord, Fault> {
    let asks = match (row.role.as_str(), row.offer_id, row.level) {
        ("offer", Some(offer), _) => CardAsks::Offer(OfferId(offer)),
        ("escalation", _, Some(level)) => CardAsks::Escalation(u32::try_from(level).unwrap_or(1)),
        ("pool", ..) => CardAsks::Pool,
        ("owner", ..) => CardAsks::Owner,
        (LOOK, ..) => CardAsks::Look,
        (LIST, ..) => CardAsks::List,
        _ => return Err(Fault::Damaged("card".to_owned())),
    };
    Ok(CardRecord {
        card_id: row.card_id,
        lead: LeadId(row.lead_id),
        audience: Audience::from(row.staff),
        platform: platform(&row.platform)?,
        asks,
        send_code: row.send_code,
        press_code: row.press_code,
        printed_deadline: row.printed_deadline.map(Instant),
    })
}

pub(super) fn staff_id(text: &str) -> Result<StaffId, Fault> {
    StaffId::parse(text).map_err(|_| Fault::Damaged("staff id".to_owned()))
}

fn platform(name: &str) -> Result<Platform, Fault> {
    match name {
        "wecom" => Ok(Platform::Wecom),
        "dingtalk" => Ok(Platform::Dingtalk),
        _ => Err(Fault::Damaged("platform".to_owned())),
    }
}
