//! Writes down what was posted, by one statement.

use paidan_entity::{counter, ledger_account, ledger_entry};
use sea_orm::sea_query::{Alias, Expr, OnConflict, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set};

use super::names;
use super::pending::{More, ReadAt, Written};
use crate::store::desk::Desk;
use crate::store::fault::Fault;

/// Rows a statement: eight values each, and SQLite binds 32,766 at most.
const ROWS: usize = 4_000;

/// Writes all that this transaction posted and has not written yet.
pub(in crate::store) async fn flush(desk: &mut Desk) -> Result<(), Fault> {
    let pending = &mut desk.keeper.pending;
    let accounts = std::mem::take(&mut pending.accounts);
    let entries = std::mem::take(&mut pending.entries);
    let began = std::mem::take(&mut pending.began);
    if accounts.is_empty() && entries.is_empty() && began.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = accounts.into_iter().map(row).collect();
    for some in rows.chunks(ROWS) {
        ledger_account::Entity::insert_many(some.to_vec())
            .on_conflict(added())
            .exec_without_returning(&desk.tx)
            .await?;
    }
    // Who has no part in the stretch that began; after the rows above, which everybody locks first.
    for rule in began {
        let account = names::stretch(&rule);
        let Some(now) = desk.keeper.pending.ledger.rule(&rule) else {
            continue;
        };
        let now = now.stretch.0.cast_signed();
        ledger_account::Entity::delete_many()
            .filter(ledger_account::Column::Account.eq(account))
            .filter(ledger_account::Column::Stretch.ne(now))
            .exec(&desk.tx)
            .await?;
    }
    if !entries.is_empty() {
        let rows = entries.into_iter().map(Written::row);
        ledger_entry::Entity::insert_many(rows)
            .exec_without_returning(&desk.tx)
            .await?;
    }
    count(desk).await
}

/// Tells every process that accounts changed. The counter's row is locked until the commit, so
/// whoever sees a number sees all that was posted up to it; when others came in between, what is
/// at hand lacks theirs and is read anew.
async fn count(desk: &mut Desk) -> Result<(), Fault> {
    let rows = counter::Entity::update_many()
        .col_expr(
            counter::Column::Value,
            Expr::col(counter::Column::Value).add(1),
        )
        .filter(counter::Column::Name.eq(names::COUNTER))
        .exec_with_returning(&desk.tx)
        .await?;
    let now = rows.first().map(|row| row.value);
    let pending = &mut desk.keeper.pending;
    pending.read_at = pending
        .read_at
        .filter(|known| now == Some(known.ledger + 1))
        .map(|known| ReadAt {
            ledger: known.ledger + 1,
            ..known
        });
    Ok(())
}

fn row(((account, staff), more): ((String, String), More)) -> ledger_account::ActiveModel {
    ledger_account::ActiveModel {
        account: Set(account),
        staff_id: Set(staff),
        due_micro: Set(more.account.due_micro),
        got_micro: Set(more.account.got_micro),
        due_fen: Set(more.account.due_fen),
        got_fen: Set(more.account.got_fen),
        stretch: Set(more.stretch.0.cast_signed()),
        largest_fen: Set(more.largest.0),
    }
}

/// A row that is there is added to, unless it counts a stretch that is over.
fn added() -> OnConflict {
    use ledger_account::Column;
    let there = |column: Column| Expr::col((ledger_account::Entity, column));
    let new = |column: Column| Expr::col((Alias::new("excluded"), column));
    let same_stretch = || there(Column::Stretch).eq(new(Column::Stretch));
    let chosen = |when: SimpleExpr, then: SimpleExpr, other: Column| -> SimpleExpr {
        Expr::case(when, then).finally(new(other)).into()
    };
    let mut update = OnConflict::columns([Column::Account, Column::StaffId]);
    for column in [
        Column::DueMicro,
        Column::GotMicro,
        Column::DueFen,
        Column::GotFen,
    ] {
        let sum = there(column).add(new(column));
        update.value(column, chosen(same_stretch(), sum, column));
    }
    let keeps = same_stretch().and(there(Column::LargestFen).gt(new(Column::LargestFen)));
    let largest = chosen(keeps, there(Column::LargestFen), Column::LargestFen);
    update.value(Column::LargestFen, largest);
    update.value(Column::Stretch, new(Column::Stretch));
    update.to_owned()
}
