//! Offers (派发): whose turn, until when.

use sea_orm::entity::prelude::*;

/// One rep asked once. Deadline and delivery stand here, outside of the fold.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "offer")]
pub struct Model {
    /// Id, UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which lead.
    pub lead_id: Uuid,
    /// Staff id.
    pub rep: String,
    /// The how-manieth of its round.
    pub attempt: i32,
    /// At most one live offer a lead (partial unique index).
    pub live: bool,
    /// Microseconds.
    pub made_at: i64,
    /// Microseconds of time to claim from the delivery on.
    pub claim_within: i64,
    /// Microseconds: the instant from which a claim is refused.
    pub deadline: i64,
    /// Microseconds: when the platform confirmed the card.
    pub delivered_at: Option<i64>,
    /// Microseconds.
    pub ended_at: Option<i64>,
    /// Kind of the event that ended it.
    pub ended_by: Option<String>,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
