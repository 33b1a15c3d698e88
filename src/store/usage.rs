//! 用量: counters of what a platform allows by the month.

use async_trait::async_trait;
use paidan_domain::ids::StaffId;
use paidan_entity::{outbox, usage};
use sea_orm::sea_query::{Alias, Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, Set};

use super::change::{OutboxRow, outbox_row};
use super::desk::Desk;
use super::fault::Fault;
use super::handle::Store;
use crate::app::ports::{Errand, Metered, MeteredApp, Month, StoreError, Traffic, Usage};

#[async_trait]
impl Usage for Store {
    async fn add(
        &self,
        app: &MeteredApp,
        month: Month,
        more: Traffic,
    ) -> Result<Traffic, StoreError> {
        let app = app.clone();
        if more == Traffic::default() {
            return self
                .read(move |db| async move { used(&db, &app, month).await })
                .await;
        }
        self.queue
            .write(move |desk| {
                let app = app.clone();
                Box::pin(async move { add(desk, &app, month, more).await })
            })
            .await
    }

    async fn warn(
        &self,
        app: &MeteredApp,
        month: Month,
        kind: Metered,
        percent: u8,
        tell: Option<(StaffId, Errand)>,
    ) -> Result<bool, StoreError> {
        let app = app.clone();
        self.queue
            .write(move |desk| {
                let (app, tell) = (app.clone(), tell.clone());
                Box::pin(async move { warn(desk, &app, month, kind, percent, tell).await })
            })
            .await
    }
}

async fn add(desk: &Desk, app: &MeteredApp, month: Month, more: Traffic) -> Result<Traffic, Fault> {
    let sum = Expr::col((usage::Entity, usage::Column::Used))
        .add(Expr::col((Alias::new("excluded"), usage::Column::Used)));
    let rows = Metered::ALL.map(|kind| row(app, month, kind, more.of(kind)));
    usage::Entity::insert_many(rows)
        .on_conflict(key().value(usage::Column::Used, sum).to_owned())
        .exec_without_returning(&desk.tx)
        .await?;
    used(&desk.tx, app, month).await
}

pub(super) async fn used(
    db: &impl ConnectionTrait,
    app: &MeteredApp,
    month: Month,
) -> Result<Traffic, Fault> {
    let rows = usage::Entity::find()
        .filter(usage::Column::Platform.eq(app.platform.name()))
        .filter(usage::Column::App.eq(app.id.as_str()))
        .filter(usage::Column::Month.eq(month.to_string()))
        .all(db)
        .await?;
    let of = |kind: Metered| {
        let row = rows.iter().find(|row| row.kind == kind.name());
        row.map_or(0, |row| u64::try_from(row.used).unwrap_or(0))
    };
    Ok(Traffic {
        calls: of(Metered::Calls),
        messages: of(Metered::Messages),
    })
}

/// The guarded update is what only one process gets done; the message goes with it.
async fn warn(
    desk: &mut Desk,
    app: &MeteredApp,
    month: Month,
    kind: Metered,
    percent: u8,
    tell: Option<(StaffId, Errand)>,
) -> Result<bool, Fault> {
    usage::Entity::insert(row(app, month, kind, 0))
        .on_conflict(key().do_nothing().to_owned())
        .exec_without_returning(&desk.tx)
        .await?;
    let first = usage::Entity::update_many()
        .col_expr(usage::Column::Warned, Expr::value(i32::from(percent)))
        .filter(usage::Column::Platform.eq(app.platform.name()))
        .filter(usage::Column::App.eq(app.id.as_str()))
        .filter(usage::Column::Month.eq(month.to_string()))
        .filter(usage::Column::Kind.eq(kind.name()))
        .filter(usage::Column::Warned.lt(i32::from(percent)))
        .exec(&desk.tx)
        .await?;
    if first.rows_affected == 0 {
        return Ok(false);
    }
    if let Some((recipient, errand)) = tell {
        let (platform, kind) = (app.platform.name(), kind.name());
        let now = desk.now();
        let row = outbox_row(OutboxRow {
            id: desk.keeper.ids.fresh(),
            cause: format!("quota:{platform}:{}:{month}:{kind}:{percent}", app.id),
            lead: None,
            recipient: &recipient.into(),
            kind: "say",
            errand: &errand,
            due_at: now,
            made_at: now,
        })?;
        outbox::Entity::insert(row)
            .exec_without_returning(&desk.tx)
            .await?;
        desk.ring();
    }
    Ok(true)
}

fn key() -> OnConflict {
    OnConflict::columns([
        usage::Column::Platform,
        usage::Column::App,
        usage::Column::Month,
        usage::Column::Kind,
    ])
}

fn row(app: &MeteredApp, month: Month, kind: Metered, used: u64) -> usage::ActiveModel {
    usage::ActiveModel {
        platform: Set(app.platform.name().to_owned()),
        app: Set(app.id.clone()),
        month: Set(month.to_string()),
        kind: Set(kind.name().to_owned()),
        used: Set(i64::try_from(used).unwrap_or(i64::MAX)),
        warned: Set(0),
    }
}
