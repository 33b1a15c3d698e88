//! The port of the outbox.

use async_trait::async_trait;
use paidan_domain::people::Platform;
use paidan_entity::outbox;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::burst::{Look, gather, gather_pool, look};
use super::finish::{answered, end, list_answered};
use super::lease::lease;
use super::send::begin_send;
use crate::app::ports::{Burst, CardRecord, Finish, MaySend, Outbox, RateLimit, StoreError, Task};
use crate::store::handle::Store;

#[async_trait]
impl Outbox for Store {
    async fn lease(&self, most: u32) -> Result<Vec<Task>, StoreError> {
        let process = self.process.clone();
        self.queue
            .write(move |desk| {
                let process = process.clone();
                Box::pin(async move { lease(desk, most, &process).await })
            })
            .await
    }

    async fn burst(&self, task: &Task) -> Result<Burst, StoreError> {
        let (asked, now) = (task.clone(), self.clock.now());
        // Most offers go out by themselves: that is found without the writer.
        let seen = self
            .read(move |db| async move { look(&db, &asked, now).await })
            .await?;
        match seen {
            Look::Single => Ok(Burst::Single),
            Look::NotBefore(at) => Ok(Burst::NotBefore(at)),
            Look::Together => {
                let (task, process) = (task.clone(), self.process.clone());
                self.queue
                    .write(move |desk| {
                        let (task, process) = (task.clone(), process.clone());
                        Box::pin(async move { gather(desk, &task, &process).await })
                    })
                    .await
            }
        }
    }

    async fn pool_burst(&self, task: &Task) -> Result<Burst, StoreError> {
        let (task, process) = (task.clone(), self.process.clone());
        self.queue
            .write(move |desk| {
                let (task, process) = (task.clone(), process.clone());
                Box::pin(async move { gather_pool(desk, &task, &process).await })
            })
            .await
    }

    async fn begin_send(
        &self,
        task: &Task,
        platform: Platform,
        card: Option<CardRecord>,
        limits: &[RateLimit],
    ) -> Result<MaySend, StoreError> {
        let (task, limits) = (task.clone(), limits.to_vec());
        self.queue
            .write(move |desk| {
                let (task, card, limits) = (task.clone(), card.clone(), limits.clone());
                Box::pin(async move { begin_send(desk, &task, platform, card, &limits).await })
            })
            .await
    }

    async fn finish(&self, task: &Task, finish: Finish) -> Result<bool, StoreError> {
        let task = task.clone();
        self.queue
            .write(move |desk| {
                let (task, finish) = (task.clone(), finish.clone());
                Box::pin(async move { end(desk, &task, finish).await })
            })
            .await
    }

    async fn answered(&self, row: Uuid) -> Result<(), StoreError> {
        self.queue
            .write(move |desk| Box::pin(async move { answered(desk, row).await }))
            .await
    }

    async fn list_answered(&self, card_id: &str, held: &[Uuid]) -> Result<(), StoreError> {
        let (card_id, held) = (card_id.to_owned(), held.to_vec());
        self.queue
            .write(move |desk| {
                let (card_id, held) = (card_id.clone(), held.clone());
                Box::pin(async move { list_answered(desk, &card_id, &held).await })
            })
            .await
    }

    async fn wake_waiting(&self) -> Result<(), StoreError> {
        self.queue
            .write(move |desk| {
                Box::pin(async move {
                    let now = desk.now();
                    outbox::Entity::update_many()
                        .col_expr(outbox::Column::DueAt, Expr::value(now.0))
                        .filter(outbox::Column::State.eq("pending"))
                        .filter(outbox::Column::DueAt.gt(now.0))
                        .filter(outbox::Column::Note.is_not_null())
                        .exec(&desk.tx)
                        .await?;
                    desk.ring();
                    Ok(())
                })
            })
            .await
    }

    async fn rung(&self) {
        self.bell.notified().await;
    }

    fn ring(&self) {
        self.bell.notify_one();
    }
}
