//! The sales floor from the store: read whole when it changed, else only the
//! loads, and those only when somebody else may have written.

use std::sync::Arc;

use paidan_domain::catalogue::{Catalogue, Category};
use paidan_domain::ids::StaffId;
use paidan_domain::matching::{Floor, Standing};
use paidan_domain::people::Staff;
use paidan_domain::policy::{OfferPolicy, Policy};
use paidan_domain::time::Instant;
use paidan_entity::{counter, document, staff};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};

use super::fault::{Fault, read_doc};

/// Under which numbers a floor was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cast {
    /// Grows with every change of staff, rules or catalogue.
    version: i64,
    /// SQLite's own count of commits by others (`PRAGMA data_version`).
    foreign: i64,
}

/// The stored floor: `known` when nothing else can have changed it. True when it
/// was read anew.
pub(super) async fn freshen(
    db: &impl ConnectionTrait,
    known: Option<(Cast, Floor)>,
) -> Result<((Cast, Floor), bool), Fault> {
    let now = Cast {
        version: version(db).await?,
        foreign: foreign(db).await?,
    };
    match known {
        Some((cast, floor)) if cast == now => Ok(((cast, floor), false)),
        Some((cast, floor)) if cast.version == now.version => {
            Ok(((now, reload_loads(db, floor).await?), true))
        }
        _ => Ok(((now, read(db).await?), true)),
    }
}

/// Tells every process that the floor must be read anew.
pub(super) async fn bump(db: &impl ConnectionTrait) -> Result<(), Fault> {
    counter::Entity::update_many()
        .col_expr(
            counter::Column::Value,
            Expr::col(counter::Column::Value).add(1),
        )
        .filter(counter::Column::Name.eq("floor"))
        .exec(db)
        .await?;
    Ok(())
}

async fn version(db: &impl ConnectionTrait) -> Result<i64, Fault> {
    let row = counter::Entity::find_by_id("floor".to_owned())
        .one(db)
        .await?;
    row.map(|row| row.value)
        .ok_or_else(|| Fault::Damaged("counter floor".to_owned()))
}

/// A number that changes when another connection wrote. PostgreSQL has none that
/// is cheap, so there every transaction counts as changed.
async fn foreign(db: &impl ConnectionTrait) -> Result<i64, Fault> {
    if db.get_database_backend() != DbBackend::Sqlite {
        return Ok(rand::random());
    }
    let ask = Statement::from_string(DbBackend::Sqlite, "PRAGMA data_version");
    let row = db.query_one_raw(ask).await?;
    Ok(row
        .map(|row| row.try_get_by_index::<i64>(0))
        .transpose()?
        .unwrap_or(0))
}

/// Reads everything.
pub(super) async fn read(db: &impl ConnectionTrait) -> Result<Floor, Fault> {
    let rows = staff::Entity::find()
        .order_by_asc(staff::Column::StaffId)
        .all(db)
        .await?;
    let mut people = Vec::with_capacity(rows.len());
    for row in rows {
        let staff: Staff = read_doc("staff", &row.doc)?;
        people.push(Standing {
            last_offered: row.last_offered.map(Instant),
            ..Standing::new(Arc::new(staff), load(row.load))
        });
    }
    let catalogue = catalogue(db, &people).await?;
    let policy = policy(db).await?;
    Ok(Floor::new(people, Arc::new(policy), Arc::new(catalogue)))
}

/// Only what differs is touched, so that copies of the floor go on sharing the rest.
async fn reload_loads(db: &impl ConnectionTrait, mut floor: Floor) -> Result<Floor, Fault> {
    let rows: Vec<(String, i64, Option<i64>)> = staff::Entity::find()
        .select_only()
        .columns([
            staff::Column::StaffId,
            staff::Column::Load,
            staff::Column::LastOffered,
        ])
        .order_by_asc(staff::Column::StaffId)
        .into_tuple()
        .all(db)
        .await?;
    for (id, at_hand, last_offered) in rows {
        let id = StaffId::parse(&id).map_err(|_| Fault::Damaged("staff".to_owned()))?;
        let Some(known) = floor.find(&id) else {
            return Err(Fault::Raced);
        };
        let (load, last_offered) = (load(at_hand), last_offered.map(Instant));
        if known.load != load || known.last_offered != last_offered {
            floor.change(&id, |one| {
                one.load = load;
                one.effort_permille = u64::from(load) * 1000;
                one.last_offered = last_offered;
            });
        }
    }
    Ok(floor)
}

/// The catalogue with every product that a rep names.
async fn catalogue(db: &impl ConnectionTrait, people: &[Standing]) -> Result<Catalogue, Fault> {
    let categories: Vec<Category> = match latest(db, "catalogue").await? {
        Some(row) => read_doc("catalogue", &row.doc)?,
        None => Vec::new(),
    };
    let stored = Catalogue::new(categories).map_err(|_| Fault::Damaged("catalogue".to_owned()))?;
    let named = people.iter().flat_map(|one| {
        one.staff
            .products
            .iter()
            .map(|skill| skill.category.clone())
    });
    Ok(stored.with_known(named))
}

/// The newest version of the rules; the store makes the first one when it opens.
async fn policy(db: &impl ConnectionTrait) -> Result<Policy, Fault> {
    match latest(db, "policy").await? {
        Some(row) => read_doc("policy", &row.doc),
        None => Ok(Policy::first(OfferPolicy::default())),
    }
}

/// The newest version of a document.
pub(super) async fn latest(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<document::Model>, Fault> {
    Ok(document::Entity::find()
        .filter(document::Column::Name.eq(name))
        .order_by_desc(document::Column::Version)
        .one(db)
        .await?)
}

fn load(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}
