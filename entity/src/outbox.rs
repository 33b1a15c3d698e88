//! 发件箱: what people are to be shown, committed with its cause.

use sea_orm::entity::prelude::*;

/// One card, change or text for one person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Id, UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `event:<lead>:<seq>` or `inbox:<key>`: at most one effect for each cause, recipient and kind.
    pub cause: String,
    /// Which lead.
    pub lead_id: Option<Uuid>,
    /// Staff id.
    pub recipient: String,
    /// Kind by name.
    pub kind: String,
    /// What, as JSON; ids only.
    #[sea_orm(column_type = "Text")]
    pub doc: String,
    /// `pending`, `sent`, `skipped`, `dead`.
    pub state: String,
    /// The offer that this card makes.
    pub offer_id: Option<Uuid>,
    /// It waits for the platform as a whole or for the person's limit; the offer's
    /// time does not run meanwhile.
    pub waits: bool,
    /// Microseconds: not before.
    pub due_at: i64,
    /// Microseconds.
    pub made_at: i64,
    /// Attempts that counted.
    pub tries: i32,
    /// Who works on it.
    pub lease_owner: Option<String>,
    /// Microseconds: until when.
    pub lease_until: Option<i64>,
    /// Grows with each lease; only the newest may finish the row.
    pub fence: i64,
    /// The card that is sent or changed; all rows of a list card name the same.
    pub card_id: Option<String>,
    /// Microseconds.
    pub sent_at: Option<i64>,
    /// Why it waits or was given up, as a code.
    pub note: Option<String>,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
