//! Contact, address, need and typed words, sealed under the data key of the lead.

use sea_orm::entity::prelude::*;

/// One sealed text.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sealed")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub lead_id: Uuid,
    /// What (`dossier`, `answer`, `note:5`).
    #[sea_orm(primary_key, auto_increment = false)]
    pub item: String,
    /// Nonce and ciphertext.
    pub sealed: Vec<u8>,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
