//! Why a version of the rules was published: a comment beside it.

use sea_orm_migration::prelude::*;

/// This change.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite a failed change would otherwise leave half of itself behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Older rows have none, as have those that the settings make.
        let mut change = Table::alter();
        change
            .table(Alias::new("document"))
            .add_column(ColumnDef::new(Alias::new("comment")).text().null());
        manager.alter_table(change.take()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut change = Table::alter();
        change
            .table(Alias::new("document"))
            .drop_column(Alias::new("comment"));
        manager.alter_table(change.take()).await
    }
}
