//! What has to be in a store before anything else: counters, and the rules that the settings ask
//! for.

use paidan_domain::policy::{OfferPolicy, Policy};
use paidan_entity::{counter, document};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, Set};

use super::beat;
use super::fault::{Fault, read_doc, write_doc};
use super::floor;
use super::ledger;
use super::policies::POLICY;
use crate::app::ports::Clock;

/// Who made a version that the settings asked for; such a version has no comment, not even an
/// empty one, which tells it from one that a token of this name published.
const SETTINGS: &str = "settings";

/// Counters and the first version of the rules, when they are not there yet; a further version
/// when `[offer]` of the settings changed since they were last carried out.
pub(super) async fn first_rows(
    db: &DatabaseConnection,
    clock: &dyn Clock,
    offer: &OfferPolicy,
) -> Result<(), Fault> {
    let counters =
        ["lead", "floor", beat::COUNTER, ledger::COUNTER].map(|name| counter::ActiveModel {
            name: Set(name.to_owned()),
            value: Set(0),
        });
    counter::Entity::insert_many(counters)
        .on_conflict_do_nothing_on([counter::Column::Name])
        .exec_without_returning(db)
        .await?;
    let Some(next) = next(db, offer).await? else {
        return Ok(());
    };
    let row = document::ActiveModel {
        name: Set(POLICY.to_owned()),
        version: Set(i64::from(next.version)),
        doc: Set(write_doc(&next)?),
        at: Set(clock.now().0),
        by: Set(SETTINGS.to_owned()),
        comment: Set(None),
    };
    document::Entity::insert(row)
        .on_conflict_do_nothing_on([document::Column::Name, document::Column::Version])
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Whoever reads a decision later must find the rules it was made under: settings that changed
/// are a new version. Settings that did not change leave alone what was published since.
async fn next(db: &DatabaseConnection, offer: &OfferPolicy) -> Result<Option<Policy>, Fault> {
    let Some(force) = floor::latest(db, POLICY).await? else {
        return Ok(Some(Policy::first(offer.clone())));
    };
    let force: Policy = read_doc(POLICY, &force.doc)?;
    let carried_out = document::Entity::find()
        .filter(document::Column::Name.eq(POLICY))
        .filter(document::Column::By.eq(SETTINGS))
        .filter(document::Column::Comment.is_null())
        .order_by_desc(document::Column::Version)
        .one(db)
        .await?;
    let carried_out: Option<Policy> = carried_out
        .map(|row| read_doc(POLICY, &row.doc))
        .transpose()?;
    let is_new = carried_out.is_none_or(|policy| policy.offer != *offer);
    Ok(is_new.then(|| Policy {
        version: force.version + 1,
        offer: offer.clone(),
        ..force
    }))
}
