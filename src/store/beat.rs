//! Whether a lead could be stored now: found out by storing something. A full disk and a
//! database that only reads answer every question and take nothing.

use std::time::Duration;

use paidan_entity::counter;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};

use super::handle::Store;
use super::writer::Queue;
use crate::app::ports::StoreError;

/// The counter that is moved.
pub(super) const COUNTER: &str = "beat";
/// However many ask, it costs one small write in this time.
const FRESH: Duration = Duration::from_secs(1);
/// A writer that takes longer takes no leads either.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the last try came to, and when.
#[derive(Default)]
pub(super) struct Beat(Mutex<Option<(Instant, Result<(), StoreError>)>>);

impl Store {
    /// Stores something, or tells what the last try of this second came to.
    pub(super) async fn beats(&self) -> Result<(), StoreError> {
        let mut last = self.beat.0.lock().await;
        if let Some((at, end)) = &*last
            && at.elapsed() < FRESH
        {
            return end.clone();
        }
        let end = timeout(PATIENCE, write(&self.queue)).await;
        let end = end.unwrap_or_else(|_| Err(StoreError::Unavailable("slow".to_owned())));
        *last = Some((Instant::now(), end.clone()));
        end
    }
}

async fn write(queue: &Queue) -> Result<(), StoreError> {
    queue
        .write(|desk| {
            Box::pin(async move {
                counter::Entity::update_many()
                    .col_expr(
                        counter::Column::Value,
                        Expr::col(counter::Column::Value).add(1),
                    )
                    .filter(counter::Column::Name.eq(COUNTER))
                    .exec(&desk.tx)
                    .await?;
                Ok(())
            })
        })
        .await
}
