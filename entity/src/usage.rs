//! What a chat platform counted of an app's traffic, month by month.

use sea_orm::entity::prelude::*;

/// One kind of traffic of one app in one month.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "usage")]
pub struct Model {
    /// Platform by name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub platform: String,
    /// The app, by the id that the platform gave it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub app: String,
    /// The platform's month (`2026-11`).
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: String,
    /// `calls` or `messages`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// How many, over all processes.
    pub used: i64,
    /// The highest share of the quota, in percent, that people were told of; 0 before that.
    pub warned: i32,
}

/// No relations: each statement names what it reads.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
