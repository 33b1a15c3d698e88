//! What a race must know of the store beside the program: which cards arrived, until when an
//! offer held, and what happened to a lead.

use std::time::Duration;

use paidan_entity::{card, lead_event, offer};
use sea_orm::{ColumnTrait, Database, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::world::{Lead, World};

const PAUSE: Duration = Duration::from_millis(10);
const PATIENCE: Duration = Duration::from_secs(180);

/// A reader beside the program.
pub struct Watch(DatabaseConnection);

impl Watch {
    pub async fn of(world: &World) -> Self {
        let db = Database::connect(&world.places.store).await;
        Self(db.expect("the store can be read beside the service"))
    }

    /// The cards of a lead that arrived.
    pub async fn cards(&self, lead: &Lead) -> Vec<card::Model> {
        card::Entity::find()
            .filter(card::Column::LeadId.eq(id(lead)))
            .filter(card::Column::DeliveredAt.is_not_null())
            .all(&self.0)
            .await
            .expect("cards")
    }

    /// The pool cards of a lead, when so many have arrived.
    pub async fn pool_cards(&self, lead: &Lead, wanted: usize) -> Vec<card::Model> {
        let begun = std::time::Instant::now();
        loop {
            let mut cards = self.cards(lead).await;
            cards.retain(|card| card.role == "pool");
            if cards.len() >= wanted {
                return cards;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "only {} cards of #{}",
                cards.len(),
                lead.number
            );
            tokio::time::sleep(PAUSE * 10).await;
        }
    }

    /// The offer card of a lead, once it arrived, and the offer.
    pub async fn offered(&self, lead: &Lead) -> (card::Model, offer::Model) {
        let begun = std::time::Instant::now();
        loop {
            if let Some(card) = self.cards(lead).await.pop() {
                return (card, self.first_offer(lead).await);
            }
            assert!(begun.elapsed() < PATIENCE, "no card of #{}", lead.number);
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The card of a lead that somebody got, once it arrived.
    pub async fn card_of(&self, lead: &Lead, staff: &str) -> card::Model {
        let begun = std::time::Instant::now();
        loop {
            let cards = self.cards(lead).await;
            if let Some(card) = cards.into_iter().find(|card| card.staff == staff) {
                return card;
            }
            assert!(begun.elapsed() < PATIENCE, "no card of #{}", lead.number);
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// The first offer of a lead.
    pub async fn first_offer(&self, lead: &Lead) -> offer::Model {
        let offers = offer::Entity::find()
            .filter(offer::Column::LeadId.eq(id(lead)))
            .order_by_asc(offer::Column::MadeAt);
        let first = offers.one(&self.0).await.expect("offers");
        first.expect("it was offered")
    }

    /// The kinds of what happened to a lead, in order.
    pub async fn story(&self, lead: &Lead) -> Vec<String> {
        let events = lead_event::Entity::find()
            .filter(lead_event::Column::LeadId.eq(id(lead)))
            .order_by_asc(lead_event::Column::Seq);
        let events = events.all(&self.0).await.expect("events");
        events.into_iter().map(|event| event.kind).collect()
    }
}

fn id(lead: &Lead) -> Uuid {
    lead.id.parse().expect("a UUID")
}
