//! The ledger from the store: whole for decisions, in parts for whoever looks.

use std::collections::HashMap;

use async_trait::async_trait;
use paidan_domain::fairness::{Account, Ledger, Stretch, Week};
use paidan_domain::ids::{LeadNumber, StaffId};
use paidan_domain::matching::Floor;
use paidan_domain::money::Fen;
use paidan_domain::time::Instant;
use paidan_entity::{counter, lead, ledger_account, ledger_entry};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::names::{self, COUNTER, Kind, kind};
use super::pending::{Pending, ReadAt};
use crate::app::ports::{Accounts, Entry, Posted, StoreError};
use crate::store::fault::Fault;
use crate::store::handle::Store;

/// The stored ledger: `known` where neither the floor's places nor an account changed since.
pub(in crate::store) async fn freshen(
    db: &impl ConnectionTrait,
    floor: &Floor,
    known: Pending,
) -> Result<Pending, Fault> {
    let now = read_at(db).await?;
    if known.read_at == Some(now) {
        return Ok(known);
    }
    Ok(Pending {
        ledger: load(db, floor).await?,
        read_at: Some(now),
        ..Pending::default()
    })
}

async fn read_at(db: &impl ConnectionTrait) -> Result<ReadAt, Fault> {
    let rows = counter::Entity::find()
        .filter(counter::Column::Name.is_in(["floor", COUNTER]))
        .all(db)
        .await?;
    let value = |name: &str| {
        let row = rows.iter().find(|row| row.name == name);
        row.map(|row| row.value)
            .ok_or_else(|| Fault::Damaged(format!("counter {name}")))
    };
    Ok(ReadAt {
        floor: value("floor")?,
        ledger: value(COUNTER)?,
    })
}

/// All accounts that decisions look at, by the places of this floor; weeks are not among them.
async fn load(db: &impl ConnectionTrait, floor: &Floor) -> Result<Ledger, Fault> {
    let places: HashMap<&str, u32> = floor
        .people()
        .iter()
        .zip(0_u32..)
        .map(|(one, place)| (one.staff.id.as_str(), place))
        .collect();
    let rows = ledger_account::Entity::find()
        .filter(ledger_account::Column::Account.not_like("week:%"))
        .all(db)
        .await?;
    let mut ledger = Ledger::default();
    for row in &rows {
        let Some(place) = places.get(row.staff_id.as_str()).copied() else {
            continue;
        };
        let account = account_of(row);
        match kind(&row.account) {
            Kind::Floor => ledger.floor.add(place, account),
            Kind::Rule(rule) => ledger.rule_mut(rule).whole.add(place, account),
            Kind::Stretch(rule) => {
                let books = ledger.rule_mut(rule);
                books.stretch = Stretch(row.stretch.cast_unsigned());
                books.largest = books.largest.max(Fen(row.largest_fen));
                books.now.add(place, account);
            }
            Kind::Other => {}
        }
    }
    Ok(ledger)
}

fn account_of(row: &ledger_account::Model) -> Account {
    Account {
        due_micro: row.due_micro,
        got_micro: row.got_micro,
        due_fen: row.due_fen,
        got_fen: row.got_fen,
    }
}

#[async_trait]
impl Accounts for Store {
    async fn in_all(&self, staff: &StaffId) -> Result<Account, StoreError> {
        self.account(names::FLOOR.to_owned(), staff).await
    }

    async fn in_week(&self, staff: &StaffId, week: Week) -> Result<Account, StoreError> {
        self.account(names::week(week), staff).await
    }

    async fn entries(
        &self,
        staff: &StaffId,
        before: Option<i64>,
        most: u32,
    ) -> Result<Vec<Entry>, StoreError> {
        let staff = staff.to_string();
        self.read(move |db| async move { entries(&db, staff, before, most).await })
            .await
    }
}

impl Store {
    async fn account(&self, account: String, staff: &StaffId) -> Result<Account, StoreError> {
        let key = (account, staff.to_string());
        self.read(move |db| async move {
            let row = ledger_account::Entity::find_by_id(key).one(&db).await?;
            Ok(row.as_ref().map(account_of).unwrap_or_default())
        })
        .await
    }
}

async fn entries(
    db: &DatabaseConnection,
    staff: String,
    before: Option<i64>,
    most: u32,
) -> Result<Vec<Entry>, Fault> {
    let mut found = ledger_entry::Entity::find()
        .filter(ledger_entry::Column::StaffId.eq(staff))
        .order_by_desc(ledger_entry::Column::Id)
        .limit(u64::from(most));
    if let Some(before) = before {
        found = found.filter(ledger_entry::Column::Id.lt(before));
    }
    let rows = found.all(db).await?;
    let numbers: HashMap<Uuid, i64> = lead::Entity::find()
        .select_only()
        .columns([lead::Column::Id, lead::Column::Number])
        .filter(lead::Column::Id.is_in(rows.iter().map(|row| row.lead_id)))
        .into_tuple::<(Uuid, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let damaged = || Fault::Damaged("ledger entry".to_owned());
    rows.into_iter()
        .map(|row| {
            Ok(Entry {
                id: row.id,
                at: Instant(row.at),
                lead: LeadNumber(*numbers.get(&row.lead_id).ok_or_else(damaged)?),
                posted: Posted::from_name(&row.kind).ok_or_else(damaged)?,
                count_micro: row.count_micro,
                value: Fen(row.value_fen),
                rule: row.rule,
            })
        })
        .collect()
}
