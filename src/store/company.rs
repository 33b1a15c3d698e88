//! Who works here and what an app used of its month, read beside the service for
//! `paidan doctor`. Invariant: it only reads.

use paidan_entity::staff;
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder};

use super::fault::{Fault, read_doc};
use super::open::{OpenError, Settings, connect, exists};
use super::usage::used;
use crate::app::ports::{Company, MeteredApp, Month};

/// Reads them from a store that is there; it is neither made nor migrated.
///
/// # Errors
/// [`OpenError`] when there is no store or it does not answer.
pub async fn company(
    settings: &Settings,
    app: &MeteredApp,
    month: Month,
) -> Result<Company, OpenError> {
    if !exists(&settings.url) {
        return Err(OpenError::Db("there is no store at this address".into()));
    }
    let db = connect(&settings.url, 1).await?;
    let company = look(&db, app, month).await;
    db.close().await?;
    company.map_err(|fault| OpenError::Db(fault.to_string()))
}

async fn look(db: &DatabaseConnection, app: &MeteredApp, month: Month) -> Result<Company, Fault> {
    let rows = staff::Entity::find().order_by_asc(staff::Column::StaffId);
    let rows = rows.all(db).await?;
    let staff = rows.iter().map(|row| read_doc("staff", &row.doc));
    Ok(Company {
        staff: staff.collect::<Result<_, _>>()?,
        used: used(db, app, month).await?,
    })
}
