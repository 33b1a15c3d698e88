//! 额度: in each account what was due in all is what came, and what was posted to a rep adds up
//! to what they got, in all and in each week.

use std::collections::BTreeMap;

use paidan_domain::lead::Promise;
use paidan_entity::{ledger_account, ledger_entry};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::examine::Bench;
use super::report::Audit;
use crate::store::fault::Fault;
use crate::store::ledger::FLOOR;

/// How many postings are in hand at once.
const PAGE: u64 = 5000;

/// Leads in millionths, money in fen.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    leads: i128,
    money: i128,
}

impl Sum {
    fn add(&mut self, leads: i64, money: i64) {
        self.leads += i128::from(leads);
        self.money += i128::from(money);
    }
}

pub(super) async fn check(bench: &Bench<'_>, audit: &mut Audit) -> Result<(), Fault> {
    let rows = ledger_account::Entity::find()
        .order_by_asc(ledger_account::Column::Account)
        .order_by_asc(ledger_account::Column::StaffId)
        .all(bench.tx)
        .await?;
    let mut owed: BTreeMap<&str, Sum> = BTreeMap::new();
    for row in &rows {
        let sum = owed.entry(&row.account).or_default();
        sum.add(row.due_micro, row.due_fen);
        sum.leads -= i128::from(row.got_micro);
        sum.money -= i128::from(row.got_fen);
    }
    for (account, sum) in owed {
        // What is divided is divided without a rest, so nothing may be left over.
        if sum != Sum::default() {
            let seen = format!("{} owed in all and {} fen", sum.leads, sum.money);
            audit.broken(Promise::Shares, account, seen);
        }
    }
    let posted = posted(bench).await?;
    let mut got: BTreeMap<(String, String), Sum> = BTreeMap::new();
    for row in rows.iter().filter(|row| counts_everything(&row.account)) {
        let key = (row.account.clone(), row.staff_id.clone());
        got.entry(key).or_default().add(row.got_micro, row.got_fen);
    }
    for key in got
        .keys()
        .chain(posted.keys().filter(|key| !got.contains_key(*key)))
    {
        let (stored, counted) = (got.get(key), posted.get(key));
        let (stored, counted) = (
            stored.copied().unwrap_or_default(),
            counted.copied().unwrap_or_default(),
        );
        if stored != counted {
            let (account, staff) = key;
            let seen = format!(
                "{account}: {} leads got, {} posted",
                stored.leads, counted.leads
            );
            audit.broken(Promise::Shares, staff, seen);
        }
    }
    Ok(())
}

/// Every turn counts in these, whatever the rule.
fn counts_everything(account: &str) -> bool {
    account == FLOOR || account.starts_with("week:")
}

/// By account and person.
async fn posted(bench: &Bench<'_>) -> Result<BTreeMap<(String, String), Sum>, Fault> {
    let mut sums: BTreeMap<(String, String), Sum> = BTreeMap::new();
    let mut after = 0;
    loop {
        let page = ledger_entry::Entity::find()
            .filter(ledger_entry::Column::Id.gt(after))
            .order_by_asc(ledger_entry::Column::Id)
            .limit(PAGE)
            .all(bench.tx)
            .await?;
        let Some(last) = page.last() else {
            return Ok(sums);
        };
        after = last.id;
        for row in page {
            for account in [FLOOR.to_owned(), format!("week:{}", row.week)] {
                let sum = sums.entry((account, row.staff_id.clone())).or_default();
                sum.add(row.count_micro, row.value_fen);
            }
        }
    }
}
