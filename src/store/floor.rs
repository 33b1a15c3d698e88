//! The sales floor from the store: read whole at first and when rules or catalogue changed, else
//! only who changed; loads and accounts only when somebody else may have written.

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
use super::ledger;

/// Counts the changes of staff, rules and catalogue.
const COUNTER: &str = "floor";

/// Under which numbers a floor was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cast {
    /// Grows with every change of staff, rules or catalogue.
    version: i64,
    /// Grows with every posting to the ledger.
    pub ledger: i64,
    /// SQLite's own count of commits by others (`PRAGMA data_version`).
    foreign: i64,
    documents: Documents,
}

/// Versions of the documents that a floor is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Documents {
    policy: Option<i64>,
    catalogue: Option<i64>,
}

/// The stored floor: of `known`, only what changed is read anew. True when anything was.
pub(super) async fn freshen(
    db: &impl ConnectionTrait,
    known: Option<(Cast, Floor)>,
) -> Result<((Cast, Floor), bool), Fault> {
    let (version, ledger) = numbers(db).await?;
    let foreign = foreign(db).await?;
    let whole = |documents| Cast {
        version,
        ledger,
        foreign,
        documents,
    };
    let Some((cast, mut floor)) = known else {
        let documents = documents(db).await?;
        return Ok(((whole(documents), read(db).await?), true));
    };
    let now = whole(cast.documents);
    if cast == now {
        return Ok(((cast, floor), false));
    }
    if cast.version != now.version {
        let documents = documents(db).await?;
        if documents != cast.documents || !put_changed(db, &mut floor, cast.version).await? {
            return Ok(((whole(documents), read(db).await?), true));
        }
    }
    if cast.foreign != now.foreign {
        reload_standings(db, &mut floor).await?;
    }
    if cast.ledger != now.ledger {
        floor.ledger = ledger::load(db, &floor).await?;
    }
    Ok(((now, floor), true))
}

/// Gives the number under which a change of staff, rules or catalogue is written; every process
/// then looks at what has a higher number than it knows.
pub(super) async fn bump(db: &impl ConnectionTrait) -> Result<i64, Fault> {
    let rows = counter::Entity::update_many()
        .col_expr(
            counter::Column::Value,
            Expr::col(counter::Column::Value).add(1),
        )
        .filter(counter::Column::Name.eq(COUNTER))
        .exec_with_returning(db)
        .await?;
    rows.first()
        .map(|row| row.value)
        .ok_or_else(|| Fault::Damaged("counter floor".to_owned()))
}

/// How often the floor changed, and the ledger.
async fn numbers(db: &impl ConnectionTrait) -> Result<(i64, i64), Fault> {
    let rows = counter::Entity::find()
        .filter(counter::Column::Name.is_in([COUNTER, ledger::COUNTER]))
        .all(db)
        .await?;
    let value = |name: &str| {
        let row = rows.iter().find(|row| row.name == name);
        row.map(|row| row.value)
            .ok_or_else(|| Fault::Damaged(format!("counter {name}")))
    };
    Ok((value(COUNTER)?, value(ledger::COUNTER)?))
}

async fn documents(db: &impl ConnectionTrait) -> Result<Documents, Fault> {
    let version = |row: Option<document::Model>| row.map(|row| row.version);
    Ok(Documents {
        policy: version(latest(db, "policy").await?),
        catalogue: version(latest(db, "catalogue").await?),
    })
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
    let people: Vec<Standing> = rows.iter().map(standing).collect::<Result<_, _>>()?;
    let catalogue = catalogue(db, &people).await?;
    let policy = policy(db).await?;
    let mut floor = Floor::new(people, Arc::new(policy), Arc::new(catalogue));
    floor.ledger = ledger::load(db, &floor).await?;
    Ok(floor)
}

/// Puts those on the floor who changed since a number. False when one of them names a product
/// that the floor's catalogue has not learned: then everything is read.
async fn put_changed(
    db: &impl ConnectionTrait,
    floor: &mut Floor,
    since: i64,
) -> Result<bool, Fault> {
    let rows = staff::Entity::find()
        .filter(staff::Column::Changed.gt(since))
        .order_by_asc(staff::Column::StaffId)
        .all(db)
        .await?;
    for row in &rows {
        let one = standing(row)?;
        let mut products = one.staff.products.iter();
        if !products.all(|skill| floor.catalogue.get(&skill.category).is_some()) {
            return Ok(false);
        }
        floor.put(one);
    }
    Ok(true)
}

fn standing(row: &staff::Model) -> Result<Standing, Fault> {
    let staff: Staff = read_doc("staff", &row.doc)?;
    let mut one = Standing::new(Arc::new(staff), count(row.load));
    one.effort_permille = u64::try_from(row.effort).unwrap_or(0);
    one.last_offered = row.last_offered.map(Instant);
    one.responsive_permille = row.responsive.and_then(|one| u32::try_from(one).ok());
    Ok(one)
}

/// Id, load, effort, last offered, responsive.
type ByTheMinute = (String, i64, i64, Option<i64>, Option<i32>);

/// Reads what changes by the minute. Only what differs is touched, so that copies of the floor go on
/// sharing the rest.
async fn reload_standings(db: &impl ConnectionTrait, floor: &mut Floor) -> Result<(), Fault> {
    let rows: Vec<ByTheMinute> = staff::Entity::find()
        .select_only()
        .columns([
            staff::Column::StaffId,
            staff::Column::Load,
            staff::Column::Effort,
            staff::Column::LastOffered,
            staff::Column::Responsive,
        ])
        .order_by_asc(staff::Column::StaffId)
        .into_tuple()
        .all(db)
        .await?;
    for (id, load, effort, last_offered, responsive) in rows {
        let id = StaffId::parse(&id).map_err(|_| Fault::Damaged("staff".to_owned()))?;
        let mut now = floor.find(&id).ok_or(Fault::Raced)?.clone();
        now.load = count(load);
        now.effort_permille = u64::try_from(effort).unwrap_or(0);
        now.last_offered = last_offered.map(Instant);
        now.responsive_permille = responsive.and_then(|one| u32::try_from(one).ok());
        if floor.find(&id) != Some(&now) {
            floor.change(&id, |one| *one = now);
        }
    }
    Ok(())
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

fn count(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}
