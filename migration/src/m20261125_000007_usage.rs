//! 用量: what a chat platform counted in its month, and which warnings were given.

use sea_orm_migration::prelude::*;

/// This change.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "usage";
const KEY: [&str; 4] = ["platform", "app", "month", "kind"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite a failed change would otherwise leave half of itself behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut usage = Table::create().table(Alias::new(TABLE)).take();
        let mut key = Index::create().primary().take();
        for name in KEY {
            usage.col(ColumnDef::new(Alias::new(name)).string().not_null());
            key.col(Alias::new(name));
        }
        let used = ColumnDef::new(Alias::new("used"))
            .big_integer()
            .not_null()
            .take();
        let warned = ColumnDef::new(Alias::new("warned"))
            .integer()
            .not_null()
            .default(0)
            .take();
        usage.col(used).col(warned).primary_key(&mut key);
        manager.create_table(usage).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table(Alias::new(TABLE)).take())
            .await
    }
}
