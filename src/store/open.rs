//! Opening a store: connections, schema, key.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use paidan_domain::people::Platform;
use paidan_domain::policy::OfferPolicy;
use paidan_entity::outbox;
use paidan_migration::{Migrator, MigratorTrait};
use sea_orm::sea_query::Expr;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ColumnTrait, ConnectOptions, Database, DatabaseConnection, DbErr, EntityTrait, QueryFilter,
};
use tokio::sync::Notify;

use super::beat::Beat;
use super::desk::Keeper;
use super::first_rows::first_rows;
use super::floor;
use super::handle::Store;
use super::ledger::Pending;
use super::seal::{KeyError, Sealer};
use super::writer;
use crate::app::ports::{Clock, Ids};

/// Where the store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `sqlite://FILE` or `postgres://USER@HOST/DB`.
    pub url: String,
    /// The file of the master key.
    pub key_file: PathBuf,
    /// On which platform the reps of the pool have a group chat (公海群), if on one.
    pub pool_group: Option<Platform>,
}

/// The store cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No database there, or it refuses.
    #[error("the store does not open: {0}")]
    Db(String),
    /// The key file.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The folder of the database cannot be made.
    #[error("{0}: {1}")]
    Folder(String, std::io::Error),
}

impl From<DbErr> for OpenError {
    fn from(error: DbErr) -> Self {
        Self::Db(error.to_string())
    }
}

/// Opens the store, brings its schema up to date and starts its writer on the
/// current runtime.
///
/// # Errors
/// [`OpenError`] when the database, its folder or the key file cannot be used.
pub async fn open(
    settings: &Settings,
    offer: OfferPolicy,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
) -> Result<Store, OpenError> {
    make_folder(&settings.url)?;
    let sealer = Arc::new(Sealer::from_file(&settings.key_file)?);
    let writing = connect(&settings.url, 1).await?;
    with_schema_lock(&writing, &settings.url, async || {
        Migrator::up(&writing, None).await
    })
    .await?;
    first_rows(&writing, clock.as_ref(), &offer)
        .await
        .map_err(|e| OpenError::Db(e.to_string()))?;
    take_back_leases(&writing, &settings.url).await?;
    let readers = connect(&settings.url, 4).await?;
    let mut first = floor::read(&readers)
        .await
        .map_err(|e| OpenError::Db(e.to_string()))?;
    first.pool_group = settings.pool_group;
    let shelf = Arc::new(ArcSwap::from_pointee(first));
    let bell = Arc::new(Notify::new());
    // Whatever was left over from before is looked at first.
    bell.notify_one();
    let keeper = Keeper {
        sealer: sealer.clone(),
        clock: clock.clone(),
        ids: ids.clone(),
        bell: bell.clone(),
        floor: None,
        pool_group: settings.pool_group,
        pending: Pending::default(),
        rang: false,
        shelf: shelf.clone(),
        moved: false,
    };
    Ok(Store {
        queue: writer::start(writing, keeper),
        readers,
        runtime: tokio::runtime::Handle::current(),
        sealer,
        clock,
        bell,
        shelf,
        process: ids.fresh().to_string().into(),
        beat: Arc::new(Beat::default()),
    })
}

/// What to do with the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Migration {
    /// Brings it up to date.
    Up,
    /// Takes the last change back.
    Down,
    /// Only looks.
    Status,
}

/// What `paidan migrate` does; answers with each change and whether it is done.
///
/// # Errors
/// [`OpenError`] when the database cannot be used or a change fails.
pub async fn migrate(url: &str, step: Migration) -> Result<Vec<(String, bool)>, OpenError> {
    make_folder(url)?;
    let db = connect(url, 1).await?;
    match step {
        Migration::Up => with_schema_lock(&db, url, async || Migrator::up(&db, None).await).await?,
        Migration::Down => {
            with_schema_lock(&db, url, async || Migrator::down(&db, Some(1)).await).await?
        }
        Migration::Status => Migrator::install(&db).await?,
    }
    let pending: Vec<String> = Migrator::get_pending_migrations(&db)
        .await?
        .iter()
        .map(|one| one.name().to_owned())
        .collect();
    Ok(Migrator::migrations()
        .iter()
        .map(|one| one.name().to_owned())
        .map(|name| {
            let done = !pending.contains(&name);
            (name, done)
        })
        .collect())
}

/// Connections to a store; a SQLite file is made when it is not there.
pub(super) async fn connect(url: &str, connections: u32) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(with_create(url));
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(5))
        .connect_timeout(Duration::from_secs(5))
        // Statements carry values: none of them belongs into a log.
        .sqlx_logging(false)
        // A process that stands still in the middle of a transaction gives its locks back.
        .map_sqlx_postgres_opts(|postgres: PgConnectOptions| {
            postgres.options([("idle_in_transaction_session_timeout", "10s")])
        })
        .map_sqlx_sqlite_opts(|sqlite: SqliteConnectOptions| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                // NORMAL can lose the last commits when the power goes; a 201 was given for them.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                // What is deleted is overwritten: erased people stay erased.
                .pragma("secure_delete", "ON")
        });
    Database::connect(options).await
}

fn with_create(url: &str) -> String {
    match url.strip_prefix("sqlite:") {
        Some(_) if url.contains('?') || url.contains(":memory:") => url.to_owned(),
        Some(_) => format!("{url}?mode=rwc"),
        None => url.to_owned(),
    }
}

fn sqlite_file(url: &str) -> Option<&Path> {
    let rest = url
        .strip_prefix("sqlite://")
        .or_else(|| url.strip_prefix("sqlite:"))?;
    let file = rest.split('?').next().unwrap_or(rest);
    (!file.contains(":memory:")).then(|| Path::new(file))
}

/// Whether there can be a store: a SQLite file that is not there is none.
pub(super) fn exists(url: &str) -> bool {
    sqlite_file(url).is_none_or(Path::exists)
}

/// The folder of a SQLite file, and the file itself for its owner's eyes only; its WAL
/// takes the same rights.
fn make_folder(url: &str) -> Result<(), OpenError> {
    let Some(file) = sqlite_file(url) else {
        return Ok(());
    };
    let failed = |path: &Path| {
        let shown = path.display().to_string();
        move |error| OpenError::Folder(shown, error)
    };
    if let Some(folder) = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).map_err(failed(folder))?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop).map_err(failed(file))
}

/// Several processes may start at once: one changes the schema, the others wait.
/// The lock goes with the connection or the file handle when a process dies.
async fn with_schema_lock(
    db: &DatabaseConnection,
    url: &str,
    work: impl AsyncFnOnce() -> Result<(), DbErr>,
) -> Result<(), OpenError> {
    use sea_orm::ConnectionTrait;
    let file = sqlite_file(url).map(|file| file.with_extension("lock"));
    if let Some(path) = file {
        let shown = path.display().to_string();
        let lock = tokio::task::spawn_blocking(move || {
            let file = std::fs::OpenOptions::new()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)?;
            file.lock()?;
            Ok::<_, std::io::Error>(file)
        });
        let gone = |error| OpenError::Folder(shown.clone(), error);
        let _held = lock
            .await
            .map_err(|e| gone(std::io::Error::other(e)))?
            .map_err(gone)?;
        return Ok(work().await?);
    }
    // The one connection of this pool holds the lock until it is given back. The
    // number is arbitrary and ours: "paidan" in ASCII.
    const LOCK: i64 = 0x0000_7061_6964_616e;
    db.execute_unprepared(&format!("SELECT pg_advisory_lock({LOCK})"))
        .await?;
    let end = work().await;
    db.execute_unprepared(&format!("SELECT pg_advisory_unlock({LOCK})"))
        .await?;
    Ok(end?)
}

/// One process serves a SQLite store, so whoever held a lease before is gone and
/// its rows need not wait for the lease to run out. A fence stops it if it is not.
async fn take_back_leases(db: &DatabaseConnection, url: &str) -> Result<(), OpenError> {
    if sqlite_file(url).is_some() {
        outbox::Entity::update_many()
            .col_expr(outbox::Column::LeaseUntil, Expr::value(None::<i64>))
            .filter(outbox::Column::State.eq("pending"))
            .exec(db)
            .await?;
    }
    Ok(())
}
