//! The first schema: leads and their events, offers, decisions, sealed data,
//! staff, inbox and outbox.

use sea_orm_migration::prelude::*;

/// This change.
#[derive(Debug, DeriveMigrationName)]
pub struct Migration;

const TABLES: [&str; 15] = [
    "lead",
    "lead_event",
    "decision",
    "offer",
    "lead_key",
    "sealed",
    "contact_key",
    "idempotency",
    "staff",
    "document",
    "outbox",
    "card",
    "send",
    "inbox",
    "counter",
];

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).take()
}

fn col(name: &'static str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
}

fn key(columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    for column in columns {
        index.col(Alias::new(*column));
    }
    index.primary().take()
}

fn index(table: &'static str, name: &str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(Alias::new(table));
    for column in columns {
        index.col(Alias::new(*column));
    }
    index.take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    /// On SQLite a failed change would otherwise leave half of itself behind.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in life_of_a_lead()
            .into_iter()
            .chain(personal_data())
            .chain(chat())
        {
            manager.create_table(statement).await?;
        }
        for statement in indexes() {
            manager.create_index(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in TABLES.iter().rev() {
            manager
                .drop_table(Table::drop().table(Alias::new(*name)).take())
                .await?;
        }
        Ok(())
    }
}

fn life_of_a_lead() -> Vec<TableCreateStatement> {
    vec![
        table("lead")
            .col(col("id").uuid().not_null().primary_key())
            .col(col("number").big_integer().not_null().unique_key())
            .col(col("state").string().not_null())
            .col(col("source").string().not_null())
            .col(col("owner").string())
            .col(col("holder").string())
            .col(col("version").big_integer().not_null())
            .col(col("wake_at").big_integer())
            .col(col("doc").text().not_null())
            .col(col("created_at").big_integer().not_null())
            .col(col("updated_at").big_integer().not_null())
            .take(),
        table("lead_event")
            .col(col("lead_id").uuid().not_null())
            .col(col("seq").big_integer().not_null())
            .col(col("at").big_integer().not_null())
            .col(col("kind").string().not_null())
            .col(col("doc").text().not_null())
            .primary_key(&mut key(&["lead_id", "seq"]))
            .take(),
        table("decision")
            .col(col("lead_id").uuid().not_null())
            .col(col("seq").big_integer().not_null())
            .col(col("doc").text().not_null())
            .primary_key(&mut key(&["lead_id", "seq"]))
            .take(),
        table("offer")
            .col(col("id").uuid().not_null().primary_key())
            .col(col("lead_id").uuid().not_null())
            .col(col("rep").string().not_null())
            .col(col("attempt").integer().not_null())
            .col(col("live").boolean().not_null())
            .col(col("made_at").big_integer().not_null())
            .col(col("claim_within").big_integer().not_null())
            .col(col("deadline").big_integer().not_null())
            .col(col("delivered_at").big_integer())
            .col(col("ended_at").big_integer())
            .col(col("ended_by").string())
            .take(),
        table("staff")
            .col(col("staff_id").string().not_null().primary_key())
            .col(col("doc").text().not_null())
            .col(col("wecom_key").string().unique_key())
            .col(col("dingtalk_key").string().unique_key())
            .col(col("mobile").blob())
            .col(col("capacity").big_integer().not_null())
            .col(col("load").big_integer().not_null())
            .col(col("last_offered").big_integer())
            .col(col("unreachable").string())
            .take(),
        table("document")
            .col(col("name").string().not_null())
            .col(col("version").big_integer().not_null())
            .col(col("doc").text().not_null())
            .col(col("at").big_integer().not_null())
            .col(col("by").string().not_null())
            .primary_key(&mut key(&["name", "version"]))
            .take(),
        table("counter")
            .col(col("name").string().not_null().primary_key())
            .col(col("value").big_integer().not_null())
            .take(),
    ]
}

fn personal_data() -> Vec<TableCreateStatement> {
    vec![
        table("lead_key")
            .col(col("lead_id").uuid().not_null().primary_key())
            .col(col("wrapped").blob().not_null())
            .take(),
        table("sealed")
            .col(col("lead_id").uuid().not_null())
            .col(col("item").string().not_null())
            .col(col("sealed").blob().not_null())
            .primary_key(&mut key(&["lead_id", "item"]))
            .take(),
        table("contact_key")
            .col(col("kind").string().not_null())
            .col(col("mac").blob().not_null())
            .col(col("lead_id").uuid().not_null())
            .primary_key(&mut key(&["kind", "mac"]))
            .take(),
        table("idempotency")
            .col(col("source").string().not_null())
            .col(col("key").string().not_null())
            .col(col("body_mac").blob().not_null())
            .col(col("lead_id").uuid().not_null())
            .col(col("status").integer().not_null())
            .col(col("at").big_integer().not_null())
            .primary_key(&mut key(&["source", "key"]))
            .take(),
    ]
}

fn chat() -> Vec<TableCreateStatement> {
    vec![
        table("outbox")
            .col(col("id").uuid().not_null().primary_key())
            .col(col("cause").string().not_null())
            .col(col("lead_id").uuid())
            .col(col("recipient").string().not_null())
            .col(col("kind").string().not_null())
            .col(col("doc").text().not_null())
            .col(col("state").string().not_null())
            .col(col("offer_id").uuid())
            .col(col("waits").boolean().not_null())
            .col(col("due_at").big_integer().not_null())
            .col(col("made_at").big_integer().not_null())
            .col(col("tries").integer().not_null())
            .col(col("lease_owner").string())
            .col(col("lease_until").big_integer())
            .col(col("fence").big_integer().not_null())
            .col(col("card_id").string())
            .col(col("sent_at").big_integer())
            .col(col("note").string())
            .take(),
        table("card")
            .col(col("card_id").string().not_null().primary_key())
            .col(col("lead_id").uuid().not_null())
            .col(col("staff").string().not_null())
            .col(col("platform").string().not_null())
            .col(col("role").string().not_null())
            .col(col("offer_id").uuid())
            .col(col("level").integer())
            .col(col("send_code").string())
            .col(col("press_code").string())
            .col(col("message_id").string())
            .col(col("made_at").big_integer().not_null())
            .col(col("delivered_at").big_integer())
            .col(col("printed_deadline").big_integer())
            .take(),
        table("send")
            .col(
                col("id")
                    .big_integer()
                    .not_null()
                    .auto_increment()
                    .primary_key(),
            )
            .col(col("platform").string().not_null())
            .col(col("recipient").string().not_null())
            .col(col("at").big_integer().not_null())
            .take(),
        table("inbox")
            .col(col("key").string().not_null().primary_key())
            .col(col("received_at").big_integer().not_null())
            .col(col("sealed").blob().not_null())
            .col(col("done_at").big_integer())
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("lead", "lead_by_state", &["state", "number"]),
        index("lead", "lead_by_owner", &["owner", "number"]),
        // I1: at most one live offer a lead, kept by the schema and not by code alone.
        index("offer", "offer_live", &["lead_id"])
            .unique()
            .cond_where(Expr::col(Alias::new("live")).eq(true))
            .take(),
        index("offer", "offer_by_deadline", &["live", "deadline"]),
        // I6: at most one effect for each cause, recipient and kind.
        index("outbox", "outbox_once", &["cause", "recipient", "kind"])
            .unique()
            .take(),
        index("outbox", "outbox_due", &["state", "due_at"]),
        index("lead", "lead_by_wake", &["wake_at"]),
        index("card", "card_by_lead", &["lead_id", "staff"]),
        index("send", "send_by_person", &["platform", "recipient", "at"]),
        index("inbox", "inbox_open", &["done_at", "received_at"]),
    ]
}
