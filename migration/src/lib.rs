//! Schema changes of paidan, one file each, each with its way back. The same
//! code makes the schema on SQLite and on PostgreSQL.

use sea_orm_migration::prelude::*;

pub use sea_orm_migration::MigratorTrait;

mod m20261123_000001_spine;
mod m20261125_000002_list_cards;
mod m20261125_000003_comments;
mod m20261125_000005_standing;
mod m20261125_000006_ledger;
mod m20261125_000007_usage;

/// All changes in order.
#[derive(Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_spine::Migration),
            Box::new(m20261125_000002_list_cards::Migration),
            Box::new(m20261125_000003_comments::Migration),
            Box::new(m20261125_000005_standing::Migration),
            Box::new(m20261125_000006_ledger::Migration),
            Box::new(m20261125_000007_usage::Migration),
        ]
    }
}
