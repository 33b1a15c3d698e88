//! A quick look into the store by a connection of our own, for what no answer of the service
//! says: what is committed and not told yet, when an offer ended, what the outbox did.

use std::collections::BTreeMap;

use paidan_entity::{lead, lead_event, offer, outbox};
use sea_orm::{Database, EntityTrait, QueryOrder};
use uuid::Uuid;

use super::scene::World;

/// A copy of some tables.
pub struct Tables {
    pub leads: Vec<lead::Model>,
    /// The events of each lead, in order.
    pub events: BTreeMap<Uuid, Vec<lead_event::Model>>,
    /// Oldest first.
    pub offers: Vec<offer::Model>,
    pub outbox: Vec<outbox::Model>,
}

impl Tables {
    /// Reads them.
    pub async fn read(store: &str) -> Self {
        let db = Database::connect(store)
            .await
            .expect("the store can be read");
        let rows = lead_event::Entity::find().order_by_asc(lead_event::Column::Seq);
        let mut events: BTreeMap<Uuid, Vec<lead_event::Model>> = BTreeMap::new();
        for row in rows.all(&db).await.expect("events") {
            events.entry(row.lead_id).or_default().push(row);
        }
        let leads = lead::Entity::find().order_by_asc(lead::Column::Number);
        let offers = offer::Entity::find().order_by_asc(offer::Column::MadeAt);
        let tables = Self {
            leads: leads.all(&db).await.expect("leads"),
            events,
            offers: offers.all(&db).await.expect("offers"),
            outbox: outbox::Entity::find().all(&db).await.expect("outbox"),
        };
        db.close().await.expect("closes");
        tables
    }

    /// How many rows of the outbox wait.
    pub fn waiting(&self) -> usize {
        let pending = self.outbox.iter().filter(|row| row.state == "pending");
        pending.count()
    }
}

impl World {
    /// The tables as they are.
    pub fn tables(&self) -> Tables {
        self.block_on(Tables::read(&self.places.store))
    }
}
