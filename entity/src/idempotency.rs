//! Keys under which leads came in.

use sea_orm::entity::prelude::*;

/// The same key and body again is the same lead; the answer lies sealed with it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    /// Name of the source.
    #[sea_orm(primary_key, auto_increment = false)]
    pub source: String,
    /// As the sender gave it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// HMAC-SHA256 of the body.
    pub body_mac: Vec<u8>,
    /// The lead it made.
    pub lead_id: Uuid,
    /// HTTP status of the first answer.
    pub status: i32,
    /// Microseconds.
    pub at: i64,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
