//! 额度: what somebody was due and got, and what was posted.

use std::sync::Arc;

use jiff::tz::TimeZone;
use paidan_domain::fairness::{Account, LEAD, Week};
use paidan_domain::ids::StaffId;
use serde_json::{Value, json};

use super::answer::rfc3339;
use super::caller::Caller;
use super::failure::Failure;
use super::ports::{Accounts, Clock, Entry, Shelf, StoreError};

/// The verb of the ledger.
pub struct Ledger {
    /// Where accounts are kept.
    pub accounts: Arc<dyn Accounts>,
    /// Everybody, and the zone in which weeks begin.
    pub shelf: Arc<dyn Shelf>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Of the company.
    pub zone: TimeZone,
}

impl Ledger {
    /// What was due to somebody this week, and what came.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn week_of(&self, staff: &StaffId) -> Result<Account, StoreError> {
        self.accounts.in_week(staff, self.this_week()).await
    }

    /// Somebody's accounts and a page of what was posted, the newest first.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where there is no such person, or not of the caller's teams.
    pub async fn of(
        &self,
        caller: &Caller,
        staff: &StaffId,
        before: Option<i64>,
        most: u32,
    ) -> Result<Value, Failure> {
        let floor = self.shelf.floor();
        if floor.find(staff).is_none() || !caller.may_see_ledger(staff, &floor) {
            return Err(Failure::NotFound);
        }
        let week = self.this_week();
        let in_week = self.accounts.in_week(staff, week).await?;
        let in_all = self.accounts.in_all(staff).await?;
        let mut entries = self.accounts.entries(staff, before, most + 1).await?;
        let more = entries.len() > most as usize;
        entries.truncate(most as usize);
        let next = entries.last().filter(|_| more);
        let mut this_week = account(in_week);
        if let Some(fields) = this_week.as_object_mut() {
            fields.insert("begins".to_owned(), week.to_string().into());
        }
        Ok(json!({
            "staff_id": staff,
            "week": this_week,
            "total": account(in_all),
            "items": entries.iter().map(|one| self.entry(one)).collect::<Vec<_>>(),
            "next_cursor": next.map(|last| last.id.to_string()),
        }))
    }

    fn this_week(&self) -> Week {
        Week::of(self.clock.now(), &self.shelf.floor().policy.time_zone)
    }

    fn entry(&self, entry: &Entry) -> Value {
        json!({
            "at": rfc3339(entry.at, &self.zone),
            "lead": entry.lead,
            "kind": entry.posted.name(),
            "leads": thousandths(entry.count_micro),
            "value_fen": entry.value,
            "rule": entry.rule,
        })
    }
}

fn account(account: Account) -> Value {
    json!({
        "due_leads": thousandths(account.due_micro),
        "got_leads": thousandths(account.got_micro),
        "owed_leads": thousandths(account.owed_micro()),
        "due_value_fen": account.due_fen,
        "got_value_fen": account.got_fen,
        "owed_value_fen": account.owed_fen(),
    })
}

/// Leads with three decimals, for whoever reads; decisions are made on millionths.
fn thousandths(micro: i64) -> f64 {
    let step = LEAD / 1000;
    let half = if micro < 0 { -step / 2 } else { step / 2 };
    (micro.saturating_add(half) / step) as f64 / 1000.0
}
