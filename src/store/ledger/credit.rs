//! 返还: a turn whose lead was bad is given back.

use paidan_domain::fairness::{Book, Credit, Posting, Stretch};
use paidan_domain::ids::{LeadId, StaffId};
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
    let id = StaffId::parse(&turn.staff).map_err(|_| Fault::Damaged("ledger entry".to_owned()))?;
    let floor = desk.floor()?;
    let Some(rep) = floor.place(&id) else {
        return Ok(());
    };
    let at_work = floor.taking_turns(desk.now());
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
    let ledger = &desk.floor()?.ledger;
    let books = credit
        .rule
        .as_deref()
        .and_then(|rule| Some((rule.to_owned(), ledger.rule(rule)?.clone())));
    if let Some((rule, books)) = books {
        let (whole, now) = (among(&credit, &books.whole), among(&credit, &books.now));
        add(desk, names::rule(&rule), Stretch::default(), &whole)?;
        add(desk, names::stretch(&rule), books.stretch, &now)?;
    }
    let at = desk.now();
    desk.floor_mut()?.ledger.credit(&credit);
    let pending = &mut desk.keeper.pending;
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
