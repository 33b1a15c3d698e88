//! Versions of the rules and their draft, as rows of `document`.

use async_trait::async_trait;
use paidan_domain::policy::Policy;
use paidan_domain::time::Instant;
use paidan_entity::document;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::desk::Desk;
use super::fault::{Fault, read_doc, write_doc};
use super::floor;
use super::handle::Store;
use crate::app::ports::{DraftRecord, Overtaken, Policies, PolicyRecord, Seen, StoreError};

/// The rules in force.
pub(super) const POLICY: &str = "policy";
/// What is being worked on.
const DRAFT: &str = "policy_draft";
/// Older writings of the draft are let go: only the last is read.
const KEPT: i64 = 50;

#[async_trait]
impl Policies for Store {
    async fn draft(&self) -> Result<Option<DraftRecord>, StoreError> {
        self.read(|db| async move {
            let row = floor::latest(&db, DRAFT).await?;
            row.map(|row| draft(&row)).transpose()
        })
        .await
    }

    async fn put_draft(
        &self,
        policy: Policy,
        seen: Seen,
        by: &str,
    ) -> Result<Result<DraftRecord, Overtaken>, StoreError> {
        let by = by.to_owned();
        self.queue
            .write(move |desk| {
                let (policy, by) = (policy.clone(), by.clone());
                Box::pin(async move { put_draft(desk, policy, seen, &by).await })
            })
            .await
    }

    async fn publish(
        &self,
        revision: u32,
        by: &str,
        comment: &str,
    ) -> Result<Option<Result<PolicyRecord, Overtaken>>, StoreError> {
        let (by, comment) = (by.to_owned(), comment.to_owned());
        self.queue
            .write(move |desk| {
                let (by, comment) = (by.clone(), comment.clone());
                Box::pin(async move { publish(desk, revision, &by, &comment).await })
            })
            .await
    }

    async fn versions(
        &self,
        before: Option<u32>,
        most: u32,
    ) -> Result<Vec<PolicyRecord>, StoreError> {
        self.read(move |db| async move {
            let mut rows = document::Entity::find().filter(document::Column::Name.eq(POLICY));
            if let Some(before) = before {
                rows = rows.filter(document::Column::Version.lt(i64::from(before)));
            }
            let rows = rows
                .order_by_desc(document::Column::Version)
                .limit(u64::from(most))
                .all(&db)
                .await?;
            rows.iter().map(record).collect()
        })
        .await
    }

    async fn version(&self, version: u32) -> Result<Option<PolicyRecord>, StoreError> {
        self.read(move |db| async move { self::version(&db, version).await })
            .await
    }
}

async fn version(db: &impl ConnectionTrait, number: u32) -> Result<Option<PolicyRecord>, Fault> {
    let key = (POLICY.to_owned(), i64::from(number));
    let row = document::Entity::find_by_id(key).one(db).await?;
    row.map(|row| record(&row)).transpose()
}

async fn put_draft(
    desk: &mut Desk,
    policy: Policy,
    seen: Seen,
    by: &str,
) -> Result<Result<DraftRecord, Overtaken>, Fault> {
    let force = in_force(desk).await?;
    let last = last_draft(desk).await?;
    if seen.base.is_some_and(|base| base != force.policy.version) {
        return Ok(Err(newer_rules(&force)));
    }
    if let Some(last) = &last {
        let known = match seen.revision {
            Some(revision) => revision == last.revision,
            // Whoever saw no draft may begin one, and end nobody's work.
            None => !is_in_work(desk, last).await?,
        };
        if !known {
            return Ok(Err(newer_draft(last)));
        }
    } else if seen.revision.is_some_and(|revision| revision != 0) {
        // A draft that never was: of another store, or a number made up.
        return Ok(Err(Overtaken::Draft {
            revision: 0,
            at: force.at,
            by: force.by,
        }));
    }
    let draft = DraftRecord {
        revision: last.map_or(0, |last| last.revision) + 1,
        base: force.policy.version,
        policy: Policy {
            version: force.policy.version,
            ..policy
        },
        at: desk.now(),
        by: by.to_owned(),
    };
    write_draft(desk, &draft).await?;
    Ok(Ok(draft))
}

async fn publish(
    desk: &mut Desk,
    revision: u32,
    by: &str,
    comment: &str,
) -> Result<Option<Result<PolicyRecord, Overtaken>>, Fault> {
    let Some(draft) = last_draft(desk).await? else {
        return Ok(None);
    };
    if draft.revision != revision {
        return Ok(Some(Err(newer_draft(&draft))));
    }
    let force = in_force(desk).await?;
    if draft.base != force.policy.version {
        return Ok(Some(Err(newer_rules(&force))));
    }
    let record = PolicyRecord {
        policy: Policy {
            version: force.policy.version + 1,
            ..draft.policy
        },
        at: desk.now(),
        by: by.to_owned(),
        comment: comment.to_owned(),
    };
    let row = document::ActiveModel {
        name: Set(POLICY.to_owned()),
        version: Set(i64::from(record.policy.version)),
        doc: Set(write_doc(&record.policy)?),
        at: Set(record.at.0),
        by: Set(record.by.clone()),
        comment: Set(Some(record.comment.clone())),
    };
    insert(desk, row).await?;
    // The draft goes on from what is in force now, so whoever still has the old one is told.
    let next = DraftRecord {
        revision: draft.revision + 1,
        base: record.policy.version,
        policy: record.policy.clone(),
        at: record.at,
        by: record.by.clone(),
    };
    write_draft(desk, &next).await?;
    desk.floor_changed().await?;
    Ok(Some(Ok(record)))
}

/// Whether somebody's work would be lost with this draft: it says something else than the version
/// that it was made from.
async fn is_in_work(desk: &Desk, draft: &DraftRecord) -> Result<bool, Fault> {
    let base = version(&desk.tx, draft.base).await?;
    Ok(base.is_none_or(|base| base.policy != draft.policy))
}

fn newer_draft(last: &DraftRecord) -> Overtaken {
    Overtaken::Draft {
        revision: last.revision,
        at: last.at,
        by: last.by.clone(),
    }
}

fn newer_rules(force: &PolicyRecord) -> Overtaken {
    Overtaken::Rules {
        version: force.policy.version,
        at: force.at,
        by: force.by.clone(),
    }
}

async fn in_force(desk: &Desk) -> Result<PolicyRecord, Fault> {
    let row = floor::latest(&desk.tx, POLICY).await?;
    // The store makes the first one when it opens.
    let row = row.ok_or_else(|| Fault::Damaged(POLICY.to_owned()))?;
    record(&row)
}

async fn last_draft(desk: &Desk) -> Result<Option<DraftRecord>, Fault> {
    let row = floor::latest(&desk.tx, DRAFT).await?;
    row.map(|row| draft(&row)).transpose()
}

async fn write_draft(desk: &Desk, draft: &DraftRecord) -> Result<(), Fault> {
    let row = document::ActiveModel {
        name: Set(DRAFT.to_owned()),
        version: Set(i64::from(draft.revision)),
        doc: Set(write_doc(&draft.policy)?),
        at: Set(draft.at.0),
        by: Set(draft.by.clone()),
        comment: Set(None),
    };
    insert(desk, row).await?;
    document::Entity::delete_many()
        .filter(document::Column::Name.eq(DRAFT))
        .filter(document::Column::Version.lte(i64::from(draft.revision) - KEPT))
        .exec(&desk.tx)
        .await?;
    Ok(())
}

async fn insert(desk: &Desk, row: document::ActiveModel) -> Result<(), Fault> {
    document::Entity::insert(row)
        .exec_without_returning(&desk.tx)
        .await?;
    Ok(())
}

fn record(row: &document::Model) -> Result<PolicyRecord, Fault> {
    Ok(PolicyRecord {
        policy: read_doc(POLICY, &row.doc)?,
        at: Instant(row.at),
        by: row.by.clone(),
        comment: row.comment.clone().unwrap_or_default(),
    })
}

fn draft(row: &document::Model) -> Result<DraftRecord, Fault> {
    let policy: Policy = read_doc(DRAFT, &row.doc)?;
    Ok(DraftRecord {
        revision: u32::try_from(row.version).map_err(|_| Fault::Damaged(DRAFT.to_owned()))?,
        base: policy.version,
        policy,
        at: Instant(row.at),
        by: row.by.clone(),
    })
}
