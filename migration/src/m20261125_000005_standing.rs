//! What matching knows of a rep beside the load: the effort of the leads at hand, how they
//! answered so far, and under which number of the floor their row last changed.

use sea_orm_migration::prelude::*;

/// This change.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLE: &str = "staff";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite a failed change would otherwise leave half of itself behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let number = |name: &str| {
            ColumnDef::new(Alias::new(name))
                .big_integer()
                .not_null()
                .default(0)
                .to_owned()
        };
        let answers = ColumnDef::new(Alias::new("responsive"))
            .integer()
            .null()
            .to_owned();
        // SQLite adds one column a statement.
        for column in [number("effort"), number("changed"), answers] {
            let mut table = Table::alter();
            table.table(Alias::new(TABLE)).add_column(column);
            manager.alter_table(table.take()).await?;
        }
        // Until now each lead was a usual one.
        let usual = Query::update()
            .table(Alias::new(TABLE))
            .value(
                Alias::new("effort"),
                Expr::col(Alias::new("load")).mul(1000),
            )
            .to_owned();
        manager.execute(usual).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["responsive", "changed", "effort"] {
            let mut table = Table::alter();
            table.table(Alias::new(TABLE)).drop_column(Alias::new(name));
            manager.alter_table(table.take()).await?;
        }
        Ok(())
    }
}
