//! What can go wrong inside of a transaction.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

use crate::app::ports::StoreError;

/// A statement failed, or the data moved under a decision.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// The database said no.
    #[error(transparent)]
    Db(#[from] DbErr),
    /// A conditional write found other data than the decision was made on.
    #[error("the data moved under the decision")]
    Raced,
    /// Stored data does not read as it was written.
    #[error("damaged: {0}")]
    Damaged(String),
    /// Another row has this key.
    #[error("taken: {0}")]
    Taken(String),
}

impl Fault {
    /// Running it again may well succeed: a race, a deadlock, a busy file.
    pub(super) fn is_passing(&self) -> bool {
        match self {
            Self::Raced => true,
            Self::Db(error) => {
                matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
                    || sql_state(error).is_some_and(|code| {
                        // PostgreSQL: serialization failure, deadlock. SQLite: BUSY, LOCKED
                        // and their extended codes.
                        ["40001", "40P01", "5", "6", "261", "517", "262"].contains(&code.as_str())
                    })
            }
            Self::Damaged(_) | Self::Taken(_) => false,
        }
    }
}

fn sql_state(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))
    | DbErr::Conn(RuntimeErr::SqlxError(inner))) = error
    else {
        return None;
    };
    match &**inner {
        sqlx::Error::Database(database) => database.code().map(|code| code.into_owned()),
        _ => None,
    }
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Damaged(what) => Self::Damaged(what),
            Fault::Taken(what) => Self::Taken(what),
            Fault::Raced => Self::Unavailable("raced too often".to_owned()),
            // The message of a failed statement may quote values: only its code leaves.
            Fault::Db(error) => Self::Unavailable(
                sql_state(&error).map_or_else(|| kind(&error).to_owned(), |c| format!("sql {c}")),
            ),
        }
    }
}

fn kind(error: &DbErr) -> &'static str {
    match error {
        DbErr::ConnectionAcquire(_) => "no connection",
        DbErr::Conn(_) => "connection lost",
        DbErr::Exec(_) => "statement failed",
        DbErr::Query(_) => "query failed",
        _ => "database error",
    }
}

/// Text that was stored reads back as it was written, or the data is damaged.
pub(super) fn read_doc<T: serde::de::DeserializeOwned>(what: &str, doc: &str) -> Result<T, Fault> {
    // The reader's message may quote the text, so it stays here.
    serde_json::from_str(doc).map_err(|_| Fault::Damaged(what.to_owned()))
}

/// A value as the text that is stored.
pub(super) fn write_doc<T: serde::Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|_| Fault::Damaged("not writable".to_owned()))
}
