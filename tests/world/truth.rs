//! What the store holds, read from the tables beside the service, and whether it keeps its
//! promises (`reliability.md` §2), as `paidan doctor store` says.

use std::path::Path;

use paidan_entity::{inbox, lead, lead_event, offer, outbox};
use sea_orm::{
    ColumnTrait, Database, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

use super::program::paidan;

/// A copy of the tables, and what the doctor says of them.
pub struct Truth {
    pub leads: Vec<lead::Model>,
    /// How many events there are.
    pub events: u64,
    pub offers: Vec<offer::Model>,
    pub outbox: Vec<outbox::Model>,
    /// How many acts of people were taken.
    pub inbox: u64,
    /// What `paidan doctor store` printed.
    pub report: String,
    sound: bool,
}

impl Truth {
    /// Reads everything; `folder` is where the settings of the service lie.
    pub async fn read(store: &str, folder: &Path) -> Self {
        let arguments = ["doctor", "store", "--config", "paidan.toml"];
        let doctor = paidan(folder, &arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let db = open(store).await;
        let leads = lead::Entity::find().order_by_asc(lead::Column::Number);
        let truth = Self {
            leads: leads.all(&db).await.expect("leads"),
            events: lead_event::Entity::find().count(&db).await.expect("events"),
            offers: offer::Entity::find().all(&db).await.expect("offers"),
            outbox: outbox::Entity::find().all(&db).await.expect("outbox"),
            inbox: inbox::Entity::find().count(&db).await.expect("inbox"),
            report: text(&doctor.stdout) + &text(&doctor.stderr),
            sound: doctor.status.success(),
        };
        db.close().await.expect("closes");
        truth
    }

    /// How many rows of the outbox wait.
    pub async fn waiting(store: &str) -> u64 {
        let db = open(store).await;
        let pending = outbox::Entity::find().filter(outbox::Column::State.eq("pending"));
        let count = pending.count(&db).await.expect("outbox");
        db.close().await.expect("closes");
        count
    }

    /// Every promise holds, by the command that an operator has for it.
    #[track_caller]
    pub fn holds(&self) {
        assert!(self.sound, "the store is not sound:\n{}", self.report);
    }
}

async fn open(store: &str) -> DatabaseConnection {
    Database::connect(store)
        .await
        .expect("the store can be read beside the service")
}
