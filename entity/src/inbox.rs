//! 收件箱: what people did, safe before it is answered.

use sea_orm::entity::prelude::*;

/// One act, once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inbox")]
pub struct Model {
    /// Platform and key of the act; every delivery of it has the same.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Microseconds.
    pub received_at: i64,
    /// The act, sealed under the master key.
    pub sealed: Vec<u8>,
    /// Microseconds: when it was dealt with.
    pub done_at: Option<i64>,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
