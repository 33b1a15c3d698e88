//! List cards: what they ask of offers, cards and outbox is found by index.

use sea_orm_migration::prelude::*;

/// This change.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

/// Name, table, columns.
const INDEXES: [(&str, &str, &[&str]); 4] = [
    // How many young offers somebody has.
    ("offer_by_rep", "offer", &["rep", "live", "delivered_at"]),
    // Which rows a list card holds.
    ("outbox_by_card", "outbox", &["card_id"]),
    // Which list card shows a lead.
    ("outbox_by_lead", "outbox", &["lead_id", "recipient"]),
    // When somebody's last list card went out.
    ("card_by_staff", "card", &["staff", "role", "made_at"]),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite a failed change would otherwise leave half of itself behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, columns) in INDEXES {
            let mut index = Index::create();
            index.name(name).table(Alias::new(table));
            for column in columns {
                index.col(Alias::new(*column));
            }
            manager.create_index(index.take()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, _) in INDEXES {
            let mut index = Index::drop();
            index.name(name).table(Alias::new(table));
            manager.drop_index(index).await?;
        }
        Ok(())
    }
}
