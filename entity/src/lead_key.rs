//! Data keys of leads, wrapped by the master key.

use sea_orm::entity::prelude::*;

/// Destroying this row erases the person (PIPL art. 47).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lead_key")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub lead_id: Uuid,
    /// Key id, nonce and the wrapped key.
    pub wrapped: Vec<u8>,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
