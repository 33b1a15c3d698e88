//! Leads (线索).

use sea_orm::entity::prelude::*;

/// The fold of a lead's events, with the columns that are searched.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lead")]
pub struct Model {
    /// Id, UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Number for people, from 1.
    #[sea_orm(unique)]
    pub number: i64,
    /// State by name.
    pub state: String,
    /// Name of the source.
    pub source: String,
    /// Staff id of the owner.
    pub owner: Option<String>,
    /// Staff id of whoever has it: offered to, owned by, escalated to.
    pub holder: Option<String>,
    /// `seq` of the last event: the guard of every conditional write.
    pub version: i64,
    /// Microseconds: when somebody's time is over, where no offer row says it.
    pub wake_at: Option<i64>,
    /// The fold as JSON.
    #[sea_orm(column_type = "Text")]
    pub doc: String,
    /// Microseconds.
    pub created_at: i64,
    /// Microseconds.
    pub updated_at: i64,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
