//! What happened to leads, one row a step; never changed.

use sea_orm::entity::prelude::*;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lead_event")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub lead_id: Uuid,
    /// From 1, gapless.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// Microseconds.
    pub at: i64,
    /// Kind by name.
    pub kind: String,
    /// The event as JSON.
    #[sea_orm(column_type = "Text")]
    pub doc: String,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
