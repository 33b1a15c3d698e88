//! The blind index: which lead has this phone, contact or company.

use sea_orm::entity::prelude::*;

/// A keyed hash; says nothing without the key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact_key")]
pub struct Model {
    /// What is equal (`phone`, `contact_id`, `external_id`, `company`).
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// HMAC-SHA256 of the normalised value.
    #[sea_orm(primary_key, auto_increment = false)]
    pub mac: Vec<u8>,
    /// The last lead that had it.
    pub lead_id: Uuid,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
