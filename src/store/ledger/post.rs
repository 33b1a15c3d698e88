//! A turn: an automatic offer, with who could have had it.

use paidan_domain::fairness::{Stretch, Turn, Week};
use paidan_domain::ids::{LeadId, StaffId};
use paidan_domain::money::Fen;

use super::names;
use super::pending::Written;
use crate::app::ports::Posted;
use crate::store::desk::Desk;
use crate::store::fault::Fault;

/// Posts the turn in which a lead was offered. Its places are those of the floor at hand.
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "decisions hand in their turns with the rules of matching"
    )
)]
pub(in crate::store) async fn post(
    desk: &mut Desk,
    lead: LeadId,
    turn: &Turn,
) -> Result<(), Fault> {
    if let Some((rule, stretch)) = &turn.rule {
        begin(desk, rule, *stretch).await?;
    }
    let week = this_week(desk)?;
    let rep = who(desk, turn.rep)?;
    let postings: Vec<_> = turn
        .postings()
        .into_iter()
        .map(|one| Ok((who(desk, one.place)?, one.more)))
        .collect::<Result<_, Fault>>()?;
    let at = desk.now();
    let pending = &mut desk.keeper.pending;
    pending.ledger.post(turn);
    for (staff, more) in &postings {
        pending.add(names::FLOOR.to_owned(), staff.as_str(), *more);
        pending.add(names::week(week), staff.as_str(), *more);
        if let Some((rule, stretch)) = &turn.rule {
            pending.add(names::rule(rule), staff.as_str(), *more);
            let row = pending.add(names::stretch(rule), staff.as_str(), *more);
            row.stretch = *stretch;
            row.largest = row.largest.max(turn.value);
        }
    }
    pending.entries.push(Written {
        staff: rep.to_string(),
        lead,
        posted: Posted::Turn,
        value: turn.value.max(Fen(0)),
        week: week.to_string(),
        rule: turn.rule.as_ref().map(|(rule, _)| rule.clone()),
        at,
    });
    Ok(())
}

/// Where other people work than at the last turn, the rule's account begins anew.
async fn begin(desk: &mut Desk, rule: &str, stretch: Stretch) -> Result<(), Fault> {
    let known = desk.keeper.pending.ledger.rule(rule);
    if known.map(|books| books.stretch) != Some(stretch) {
        // What this transaction posted to the stretch before is told from what comes by its
        // number in the row.
        let over = names::stretch(rule);
        let mut waiting = desk.keeper.pending.accounts.keys();
        if waiting.any(|(account, _)| *account == over) {
            super::flush(desk).await?;
        }
        desk.keeper.pending.began.insert(rule.to_owned());
    }
    Ok(())
}

/// The week that is written to now.
pub(super) fn this_week(desk: &Desk) -> Result<Week, Fault> {
    Ok(Week::of(desk.now(), &desk.floor()?.policy.time_zone))
}

/// Who stands at a place of the floor.
pub(super) fn who(desk: &Desk, place: u32) -> Result<StaffId, Fault> {
    let one = desk.floor()?.people().get(place as usize);
    one.map(|one| one.staff.id.clone()).ok_or(Fault::Raced)
}
