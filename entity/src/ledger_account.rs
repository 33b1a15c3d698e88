//! Accounts of shares (额度账): what each person was due and got.

use sea_orm::entity::prelude::*;

/// One account of one person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_account")]
pub struct Model {
    /// `floor`, `week:` with its Monday, `rule:` or `stretch:` with the id of a rule.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account: String,
    /// Staff id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub staff_id: String,
    /// Millionths of a lead.
    pub due_micro: i64,
    /// Millionths of a lead.
    pub got_micro: i64,
    /// Fen.
    pub due_fen: i64,
    /// Fen.
    pub got_fen: i64,
    /// Which stretch of the rule it counts; 0 in accounts of anything else.
    pub stretch: i64,
    /// The largest lead of the stretch, in fen.
    pub largest_fen: i64,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
