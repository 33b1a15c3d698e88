//! 返还: a turn whose lead was bad is given back.

use paidan_domain::fairness::{Book, Credit, LEAD, Posting, Share, Stretch};
use paidan_domain::ids::LeadId;
use paidan_domain::money::Fen;
use paidan_domain::people::Role;
use paidan_entity::ledger_entry;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use super::names;
use super::post::{this_week, who};
use crate::app::ports::Posted;
use crate::store::desk::Desk;
use crate::store::fault::Fault;

/// Gives the last turn of a lead back, once. Nothing happens where the lead had none: handed out
/// by hand or from the pool.
pub(in crate::store) async fn give_back(desk: &mut Desk, lead: LeadId) -> Result<(), Fault> {
    // A turn of this same transaction is among what is not written yet.
    super::flush(desk).await?;
    let last = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::LeadId.eq(lead.0))
        .order_by_desc(ledger_entry::Column::Id)
        .one(&desk.tx)
        .await?;
    let Some(turn) = last.filter(|entry| entry.kind == Posted::Turn.name()) else {
        return Ok(());
    };
    let Some((rep, at_work)) = now_at_work(desk, &turn.staff_id)? else {
        return Ok(());
    };
    let credit = Credit {
        rep,
        value: Fen(turn.value_fen),
        at_work,
        rule: turn.rule.clone(),
    };
    let week = this_week(desk)?;
    let floor = credit.postings();
    add(desk, names::FLOOR.to_owned(), Stretch::default(), &floor)?;
    add(desk, names::week(week), Stretch::default(), &floor)?;
    let books = credit.rule.as_deref().and_then(|rule| {
        let books = desk.keeper.pending.ledger.rule(rule)?;
        Some((rule.to_owned(), books.clone()))
    });
    if let Some((rule, books)) = books {
        let (whole, now) = (among(&credit, &books.whole), among(&credit, &books.now));
        add(desk, names::rule(&rule), Stretch::default(), &whole)?;
        add(desk, names::stretch(&rule), books.stretch, &now)?;
    }
    let at = desk.now();
    let pending = &mut desk.keeper.pending;
    pending.ledger.credit(&credit);
    pending.entries.push(ledger_entry::ActiveModel {
        at: Set(at.0),
        staff_id: Set(turn.staff_id),
        lead_id: Set(lead.0),
        kind: Set(Posted::Credit.name().to_owned()),
        count_micro: Set(-LEAD),
        value_fen: Set(-turn.value_fen),
        week: Set(week.to_string()),
        rule: Set(turn.rule),
        ..Default::default()
    });
    Ok(())
}

/// As the ledger does it: only an account that the rep has, among those who have one.
fn among(credit: &Credit, book: &Book) -> Vec<Posting> {
    if book.of(credit.rep).is_empty() {
        return Vec::new();
    }
    credit.postings_among(|place| !book.of(place).is_empty())
}

fn add(
    desk: &mut Desk,
    account: String,
    stretch: Stretch,
    postings: &[Posting],
) -> Result<(), Fault> {
    for one in postings {
        let staff = who(desk, one.place)?;
        let row = desk
            .keeper
            .pending
            .add(account.clone(), staff.as_str(), one.more);
        row.stretch = stretch;
    }
    Ok(())
}

/// The place of the rep, and everybody who works now with their share.
fn now_at_work(desk: &Desk, rep: &str) -> Result<Option<(u32, Vec<Share>)>, Fault> {
    let (floor, now) = (desk.floor()?, desk.now());
    let mut place = None;
    let mut at_work = Vec::new();
    for (at, one) in (0_u32..).zip(floor.people()) {
        let staff = &one.staff;
        if staff.id.as_str() == rep {
            place = Some(at);
        }
        let takes_turns = staff.role == Role::Rep && staff.target_share_permille > 0;
        if takes_turns && staff.is_at_work(now) {
            at_work.push((at, staff.target_share_permille));
        }
    }
    Ok(place.map(|place| (place, at_work)))
}
