//! What was posted to whom, and why: one row for each turn and each turn that was given back.

use sea_orm::entity::prelude::*;

/// One posting of what somebody got.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entry")]
pub struct Model {
    /// Counts up.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Microseconds.
    pub at: i64,
    /// Staff id.
    pub staff_id: String,
    /// Which lead.
    pub lead_id: Uuid,
    /// `turn` or `credit`.
    pub kind: String,
    /// Millionths of a lead; below zero when given back.
    pub count_micro: i64,
    /// Fen; below zero when given back.
    pub value_fen: i64,
    /// The Monday of the week that it counts in.
    pub week: String,
    /// The rule that decided by shares.
    pub rule: Option<String>,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
