//! The ledger of shares.

use std::sync::Arc;

use async_trait::async_trait;
use paidan::app::ports::{Accounts, Entry, Posted, StoreError};
use paidan_domain::fairness::{Account, Credit, LEAD, Posting, Turn, Week};
use paidan_domain::ids::{LeadId, StaffId};
use paidan_domain::matching::Floor;
use paidan_domain::money::Fen;
use paidan_domain::time::Instant;

use super::Memory;
use super::data::Data;
use super::write::Draft;

/// What was posted for somebody.
#[derive(Debug, Clone)]
pub struct Line {
    staff: StaffId,
    of: LeadId,
    entry: Entry,
}

/// The turn that a decision is, and the one that it gives back.
pub(super) fn post(data: &mut Data, draft: &Draft<'_>) {
    let lead = &draft.decided.lead;
    let at = lead.updated_at;
    if let Some(turn) = &draft.decided.turn {
        let rep = data.floor.at(turn.rep).expect("is on the floor");
        let staff = rep.staff.id.clone();
        let rule = turn.rule.as_ref().map(|(rule, _)| rule.clone());
        keep(data, &turn.postings(), at, |floor| floor.ledger.post(turn));
        add_line(data, staff, lead.id, at, Posted::Turn, turn, rule);
    }
    if draft.decided.gives_turn_back() {
        give_back(data, lead.id, at);
    }
}

fn give_back(data: &mut Data, lead: LeadId, at: Instant) {
    let last = data.ledger.iter().rev().find(|line| line.of == lead);
    let Some(last) = last.filter(|line| line.entry.posted == Posted::Turn) else {
        return;
    };
    let (staff, value, rule) = (
        last.staff.clone(),
        last.entry.value,
        last.entry.rule.clone(),
    );
    let rep = data.floor.place(&staff).expect("nobody is taken off");
    let credit = Credit {
        rep,
        value,
        at_work: data.floor.taking_turns(at),
        rule: rule.clone(),
    };
    let turn = Turn {
        rep,
        value,
        eligible: Vec::new(),
        rule: None,
    };
    keep(data, &credit.postings(), at, |floor| {
        floor.ledger.credit(&credit);
    });
    add_line(data, staff, lead, at, Posted::Credit, &turn, rule);
}

fn keep(data: &mut Data, postings: &[Posting], at: Instant, post: impl FnOnce(&mut Floor)) {
    let week = Week::of(at, &data.floor.policy.time_zone).to_string();
    for one in postings {
        let rep = data.floor.at(one.place).expect("is on the floor");
        let account = data
            .weeks
            .entry((week.clone(), rep.staff.id.clone()))
            .or_default();
        *account += one.more;
    }
    post(Arc::make_mut(&mut data.floor));
}

fn add_line(
    data: &mut Data,
    staff: StaffId,
    of: LeadId,
    at: Instant,
    posted: Posted,
    turn: &Turn,
    rule: Option<String>,
) {
    let sign = if posted == Posted::Turn { 1 } else { -1 };
    let entry = Entry {
        id: i64::try_from(data.ledger.len()).expect("fits") + 1,
        at,
        lead: data.leads[&of].number,
        posted,
        count_micro: sign * LEAD,
        value: Fen(sign * turn.value.0),
        rule,
    };
    data.ledger.push(Line { staff, of, entry });
}

#[async_trait]
impl Accounts for Memory {
    async fn in_all(&self, staff: &StaffId) -> Result<Account, StoreError> {
        self.look(|data| {
            let place = data.floor.place(staff);
            place.map_or_else(Account::default, |place| data.floor.ledger.floor.of(place))
        })
        .await
    }

    async fn in_week(&self, staff: &StaffId, week: Week) -> Result<Account, StoreError> {
        let key = (week.to_string(), staff.clone());
        self.look(|data| data.weeks.get(&key).copied().unwrap_or_default())
            .await
    }

    async fn entries(
        &self,
        staff: &StaffId,
        before: Option<i64>,
        most: u32,
    ) -> Result<Vec<Entry>, StoreError> {
        self.look(|data| {
            let theirs = data.ledger.iter().rev().filter(|line| line.staff == *staff);
            theirs
                .map(|line| line.entry.clone())
                .filter(|entry| before.is_none_or(|before| entry.id < before))
                .take(most as usize)
                .collect()
        })
        .await
    }
}
