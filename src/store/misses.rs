//! Tries that may miss: one counter for each, which holds when it was taken. A conditional
//! update takes it, so that several processes never have more than there are.

use std::time::Duration;

use async_trait::async_trait;
use paidan_domain::people::Platform;
use paidan_entity::counter;
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use super::desk::Desk;
use super::fault::Fault;
use super::handle::Store;
use crate::app::ports::{Misses, StoreError, Try};

/// A try that was never taken.
const FREE: i64 = 0;

#[async_trait]
impl Misses for Store {
    async fn take(
        &self,
        platform: Platform,
        most: u32,
        window: Duration,
    ) -> Result<Option<Try>, StoreError> {
        self.queue
            .write(move |desk| Box::pin(take(desk, platform, most, window)))
            .await
    }

    async fn give_back(&self, platform: Platform, used: Try) -> Result<(), StoreError> {
        self.queue
            .write(move |desk| {
                Box::pin(async move {
                    let row = name(platform, used.number);
                    move_on(desk, row, counter::Column::Value.eq(used.at.0), FREE).await?;
                    Ok(())
                })
            })
            .await
    }
}

async fn take(
    desk: &mut Desk,
    platform: Platform,
    most: u32,
    window: Duration,
) -> Result<Option<Try>, Fault> {
    let counters = (0..most).map(|number| counter::ActiveModel {
        name: Set(name(platform, number)),
        value: Set(FREE),
    });
    counter::Entity::insert_many(counters)
        .on_conflict_do_nothing_on([counter::Column::Name])
        .exec_without_returning(&desk.tx)
        .await?;
    let now = desk.now();
    let free = i64::try_from(window.as_micros()).map_or(FREE, |window| now.0 - window);
    for number in 0..most {
        let row = name(platform, number);
        if move_on(desk, row, counter::Column::Value.lte(free), now.0).await? {
            return Ok(Some(Try { number, at: now }));
        }
    }
    Ok(None)
}

/// Sets a counter that stands so; false when it stands otherwise.
async fn move_on(desk: &Desk, name: String, stands: SimpleExpr, value: i64) -> Result<bool, Fault> {
    let moved = counter::Entity::update_many()
        .col_expr(counter::Column::Value, Expr::value(value))
        .filter(counter::Column::Name.eq(name))
        .filter(stands)
        .exec(&desk.tx)
        .await?;
    Ok(moved.rows_affected == 1)
}

fn name(platform: Platform, number: u32) -> String {
    format!("{} miss {number}", platform.name())
}
