//! Cards that people have in their chats.

use sea_orm::entity::prelude::*;

/// One card; its id is never reused.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "card")]
pub struct Model {
    /// `task_id` / `outTrackId`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub card_id: String,
    /// Of which lead; of a list card the first one, the others are rows of the outbox.
    pub lead_id: Uuid,
    /// Whose phone.
    pub staff: String,
    /// Which platform.
    pub platform: String,
    /// What it asked (`offer`, `escalation`, `pool`, `owner`, `list`).
    pub role: String,
    /// The offer it carries.
    pub offer_id: Option<Uuid>,
    /// The level of the escalation.
    pub level: Option<i32>,
    /// The right to change it once, from sending.
    pub send_code: Option<String>,
    /// The right to change it once, from the last press.
    pub press_code: Option<String>,
    /// The platform id of the message.
    pub message_id: Option<String>,
    /// Microseconds.
    pub made_at: i64,
    /// Microseconds: when the platform confirmed it.
    pub delivered_at: Option<i64>,
    /// Microseconds: what the card printed as its deadline.
    pub printed_deadline: Option<i64>,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
