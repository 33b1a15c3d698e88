//! From an address to a report.

use std::collections::HashMap;

use paidan_domain::policy::Policy;
use paidan_domain::time::Instant;
use paidan_entity::document;
use sea_orm::{
    AccessMode, ColumnTrait, DatabaseConnection, DatabaseTransaction, DbBackend, EntityTrait,
    IsolationLevel, QueryFilter, TransactionOptions, TransactionTrait,
};

use super::report::Audit;
use super::{lead, schema, whole};
use crate::store::fault::{Fault, read_doc};
use crate::store::open::{OpenError, Settings, connect, exists};
use crate::store::seal::Sealer;

/// What the checks share.
pub(super) struct Bench<'a> {
    pub tx: &'a DatabaseTransaction,
    pub sealer: &'a Sealer,
    /// How many offers each version of the rules allows in a round.
    pub max_offers: &'a HashMap<u32, u32>,
    pub now: Instant,
}

/// Looks at everything in a store. It is neither created nor migrated.
///
/// # Errors
/// [`OpenError`] when there is no store or it does not answer.
pub async fn audit(settings: &Settings, now: Instant) -> Result<Audit, OpenError> {
    if !exists(&settings.url) {
        return Err(OpenError::Db("there is no store at this address".into()));
    }
    let sealer = Sealer::from_existing_file(&settings.key_file)?;
    let db = connect(&settings.url, 1).await?;
    let mut audit = Audit::default();
    let end = look(&db, &sealer, now, &mut audit).await;
    db.close().await?;
    end.map_err(|fault| OpenError::Db(fault.to_string()))?;
    Ok(audit)
}

async fn look(
    db: &DatabaseConnection,
    sealer: &Sealer,
    now: Instant,
    audit: &mut Audit,
) -> Result<(), Fault> {
    // Without its schema nothing else can be asked.
    if !schema::check(db, audit).await? {
        return Ok(());
    }
    let tx = db.begin_with_options(one_snapshot(db)).await?;
    let max_offers = max_offers(&tx).await?;
    let bench = Bench {
        tx: &tx,
        sealer,
        max_offers: &max_offers,
        now,
    };
    let loads = lead::each(&bench, audit).await?;
    whole::check(&bench, &loads, audit).await?;
    tx.rollback().await?;
    Ok(())
}

/// SQLite in WAL mode reads one snapshot by itself.
fn one_snapshot(db: &DatabaseConnection) -> TransactionOptions {
    let postgres = db.get_database_backend() == DbBackend::Postgres;
    TransactionOptions {
        isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
        access_mode: postgres.then_some(AccessMode::ReadOnly),
        ..TransactionOptions::default()
    }
}

async fn max_offers(tx: &DatabaseTransaction) -> Result<HashMap<u32, u32>, Fault> {
    let rows = document::Entity::find()
        .filter(document::Column::Name.eq("policy"))
        .all(tx)
        .await?;
    rows.iter()
        .map(|row| {
            let policy: Policy = read_doc("policy", &row.doc)?;
            Ok((policy.version, policy.most_offers()))
        })
        .collect()
}
