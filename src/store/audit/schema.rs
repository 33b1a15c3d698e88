//! The file, the schema, and the indexes that keep a promise by themselves.

use paidan_domain::lead::Promise;
use paidan_migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use super::report::{Audit, Subject};
use crate::store::fault::Fault;

/// What the schema keeps though code could forget it.
const GUARDS: [(&str, Promise); 2] = [
    ("offer_live", Promise::OneOffer),
    ("outbox_once", Promise::OneEffect),
];

/// False when the tables are not those of this program.
pub(super) async fn check(db: &DatabaseConnection, audit: &mut Audit) -> Result<bool, Fault> {
    let pending = match Migrator::get_pending_migrations(db).await {
        Ok(pending) => pending,
        Err(error) => {
            audit.find(Subject::Schema, "seaql_migrations", error);
            return Ok(false);
        }
    };
    for one in &pending {
        audit.find(Subject::Schema, one.name(), "not applied yet");
    }
    if !pending.is_empty() {
        return Ok(false);
    }
    let sqlite = db.get_database_backend() == DbBackend::Sqlite;
    if sqlite {
        file_is_sound(db, audit).await?;
    }
    let list = if sqlite {
        "SELECT name FROM sqlite_master WHERE type = 'index' AND name = $1"
    } else {
        "SELECT indexname FROM pg_indexes WHERE indexname = $1"
    };
    for (index, promise) in GUARDS {
        let ask = Statement::from_sql_and_values(db.get_database_backend(), list, [index.into()]);
        if db.query_one_raw(ask).await?.is_none() {
            audit.broken(promise, index, "this unique index is not there");
        }
    }
    Ok(true)
}

async fn file_is_sound(db: &DatabaseConnection, audit: &mut Audit) -> Result<(), Fault> {
    let ask = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check(10)");
    for row in db.query_all_raw(ask).await? {
        let said: String = row.try_get_by_index(0)?;
        if said != "ok" {
            audit.find(Subject::Storage, "integrity_check", said);
        }
    }
    Ok(())
}
