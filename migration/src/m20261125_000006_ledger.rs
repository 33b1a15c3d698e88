//! 额度: what each rep was due and got, and what was posted.

use sea_orm_migration::prelude::*;

/// This change.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).take()
}

fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).string().not_null().take()
}

fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
        .big_integer()
        .not_null()
        .take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite a failed change would otherwise leave half of itself behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut accounts = table("ledger_account");
        accounts.col(text("account")).col(text("staff_id"));
        for name in ["due_micro", "got_micro", "due_fen", "got_fen"] {
            accounts.col(number(name));
        }
        accounts
            .col(number("stretch").default(0))
            .col(number("largest_fen").default(0))
            .primary_key(
                Index::create()
                    .col(Alias::new("account"))
                    .col(Alias::new("staff_id"))
                    .primary(),
            );
        manager.create_table(accounts).await?;
        let mut entries = table("ledger_entry");
        entries
            .col(number("id").auto_increment().primary_key())
            .col(number("at"))
            .col(text("staff_id"))
            .col(ColumnDef::new(Alias::new("lead_id")).uuid().not_null())
            .col(text("kind"))
            .col(number("count_micro"))
            .col(number("value_fen"))
            .col(text("week"))
            .col(ColumnDef::new(Alias::new("rule")).string());
        manager.create_table(entries).await?;
        for (name, by) in [
            ("ledger_entry_by_staff", "staff_id"),
            ("ledger_entry_by_lead", "lead_id"),
        ] {
            let mut index = Index::create();
            index
                .name(name)
                .table(Alias::new("ledger_entry"))
                .col(Alias::new(by))
                .col(Alias::new("id"));
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["ledger_entry", "ledger_account"] {
            manager
                .drop_table(Table::drop().table(Alias::new(name)).take())
                .await?;
        }
        Ok(())
    }
}
