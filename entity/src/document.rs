//! Versioned documents: policy (规则) and its draft, catalogue (产品目录).

use sea_orm::entity::prelude::*;

/// One version of a document.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    /// Which (`policy`, `policy_draft`, `catalogue`).
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// From 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    /// JSON.
    #[sea_orm(column_type = "Text")]
    pub doc: String,
    /// Microseconds.
    pub at: i64,
    /// Who.
    pub by: String,
    /// Why; none of what the settings made.
    #[sea_orm(column_type = "Text", nullable)]
    pub comment: Option<String>,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
