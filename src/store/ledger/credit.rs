//! 返还: a turn whose lead was bad is given back.

use paidan_domain::fairness::{Book, Credit, Posting, Share, Stretch};
use paidan_domain::ids::LeadId;
use paidan_domain::people::Role;
use paidan_entity::ledger_entry;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::names;
use super::pending::Written;
use super::post::{this_week, who};
use crate::app::ports::Posted;
use crate::store::desk::Desk;
use crate::store::fault::Fault;

/// Gives the last turn of a lead back, once. Nothing happens where the lead had none: handed out
/// by hand or from the pool.
pub(in crate::store) async fn give_back(desk: &mut Desk, lead: LeadId) -> Result<(), Fault> {
    let Some(turn) = last_turn(desk, lead).await? else {
        return Ok(());
    };
    let Some((rep, at_work)) = now_at_work(desk, &turn.staff)? else {
        return Ok(());
    };
    let credit = Credit {
        rep,
        value: turn.value,
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
    pending.entries.push(Written {
        posted: Posted::Credit,
        week: week.to_string(),
        at,
        ..turn
    });
    Ok(())
}

/// The last turn of a lead, when it was not given back. What this transaction posted is newer than
/// what is written.
async fn last_turn(desk: &Desk, lead: LeadId) -> Result<Option<Written>, Fault> {
    let mut waiting = desk.keeper.pending.entries.iter().rev();
    let last = match waiting.find(|one| one.lead == lead) {
        Some(one) => Some(one.clone()),
        None => ledger_entry::Entity::find()
            .filter(ledger_entry::Column::LeadId.eq(lead.0))
            .order_by_desc(ledger_entry::Column::Id)
            .one(&desk.tx)
            .await?
            .map(Written::of)
            .transpose()?,
    };
    Ok(last.filter(|one| one.posted == Posted::Turn))
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
