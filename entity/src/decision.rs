//! Decisions with their explanation (派单理由).

use sea_orm::entity::prelude::*;

/// One comparison of reps.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decision")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub lead_id: Uuid,
    /// `seq` of the event that carried it out.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// The explanation as JSON.
    #[sea_orm(column_type = "Text")]
    pub doc: String,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
