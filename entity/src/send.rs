//! Sends by person and minute: the platform limits are kept over restarts.

use sea_orm::entity::prelude::*;

/// One attempt to send.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "send")]
pub struct Model {
    /// Counts up.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Which platform.
    pub platform: String,
    /// Staff id.
    pub recipient: String,
    /// Microseconds.
    pub at: i64,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
