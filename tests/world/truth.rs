//! What the store holds, and the promises that it must keep (`reliability.md` §2): read from
//! the tables, checked without the program.

use std::collections::{BTreeMap, HashMap, HashSet};

use paidan_domain::lead::{Event, Lead, State, fold_all, invariants};
use paidan_entity::{inbox, lead, lead_event, offer, outbox, staff};
use sea_orm::{
    ColumnTrait, Database, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

/// A copy of the tables.
pub struct Truth {
    pub leads: Vec<lead::Model>,
    pub events: BTreeMap<Uuid, Vec<lead_event::Model>>,
    pub offers: Vec<offer::Model>,
    pub outbox: Vec<outbox::Model>,
    pub staff: Vec<staff::Model>,
    /// How many acts of people were taken.
    pub inbox: u64,
}

impl Truth {
    /// Reads everything.
    pub async fn read(store: &str) -> Self {
        let db = open(store).await;
        let rows = lead_event::Entity::find().order_by_asc(lead_event::Column::Seq);
        let mut events: BTreeMap<Uuid, Vec<lead_event::Model>> = BTreeMap::new();
        for row in rows.all(&db).await.expect("events") {
            events.entry(row.lead_id).or_default().push(row);
        }
        let leads = lead::Entity::find().order_by_asc(lead::Column::Number);
        let truth = Self {
            leads: leads.all(&db).await.expect("leads"),
            events,
            offers: offer::Entity::find().all(&db).await.expect("offers"),
            outbox: outbox::Entity::find().all(&db).await.expect("outbox"),
            staff: staff::Entity::find().all(&db).await.expect("staff"),
            inbox: inbox::Entity::find().count(&db).await.expect("inbox"),
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

    /// Checks every promise.
    #[track_caller]
    pub fn holds(&self) {
        let mut numbers = HashSet::new();
        for row in &self.leads {
            assert!(numbers.insert(row.number), "number {} twice", row.number);
            self.lead_holds(row);
        }
        let with_events: HashSet<&Uuid> = self.events.keys().collect();
        let with_row: HashSet<&Uuid> = self.leads.iter().map(|row| &row.id).collect();
        assert_eq!(with_events, with_row, "events and leads");
        self.loads_hold();
        self.outbox_holds();
    }

    /// I1, I2, I3, I4, I5, I8: the row is the fold of the events, byte for byte.
    #[track_caller]
    fn lead_holds(&self, row: &lead::Model) {
        let number = row.number;
        let rows = &self.events[&row.id];
        for (at, one) in rows.iter().enumerate() {
            assert_eq!(one.seq, at as i64 + 1, "#{number}: seq without a gap");
        }
        let events: Vec<Event> = rows
            .iter()
            .map(|one| serde_json::from_str(&one.doc).expect("an event"))
            .collect();
        for (row, event) in rows.iter().zip(&events) {
            assert_eq!(
                (row.at, row.kind.as_str()),
                (event.at.0, event.body.kind().name())
            );
        }
        let folded = fold_all(&events).unwrap_or_else(|no| panic!("#{number} does not fold: {no}"));
        let again = serde_json::to_string(&folded).expect("writes");
        assert_eq!(
            again, row.doc,
            "#{number}: the row is the fold of its events"
        );
        let stored: Lead = serde_json::from_str(&row.doc).expect("a lead");
        invariants(&stored, &events, 3).unwrap_or_else(|no| panic!("#{number}: {no}"));
        let text = |id: Option<&paidan_domain::ids::StaffId>| id.map(ToString::to_string);
        assert_eq!(row.state, folded.state().name(), "#{number}");
        assert_eq!(row.owner, text(folded.owner()), "#{number}");
        assert_eq!(row.holder, text(folded.holder()), "#{number}");
        assert_eq!(row.version, i64::from(folded.seq), "#{number}");
        assert_eq!(row.updated_at, folded.updated_at.0, "#{number}");
        assert_eq!(row.created_at, folded.created_at.0, "#{number}");

        let live: Vec<Uuid> = self
            .offers
            .iter()
            .filter(|offer| offer.lead_id == row.id && offer.live)
            .map(|offer| offer.id)
            .collect();
        let wanted: Vec<Uuid> = folded.offer().map(|offer| offer.id.0).into_iter().collect();
        assert_eq!(live, wanted, "#{number}: the live offer");
        let made = rows.iter().filter(|row| row.kind == "offered").count();
        let kept = self
            .offers
            .iter()
            .filter(|offer| offer.lead_id == row.id)
            .count();
        assert_eq!(made, kept, "#{number}: an offer for each event");
    }

    /// I7: the stored load is the count over leads.
    #[track_caller]
    fn loads_hold(&self) {
        let counted = [State::Offered, State::Claimed, State::Contacted].map(State::name);
        let mut loads: HashMap<&str, i64> = HashMap::new();
        for lead in self
            .leads
            .iter()
            .filter(|lead| counted.contains(&lead.state.as_str()))
        {
            *loads
                .entry(lead.holder.as_deref().expect("a holder"))
                .or_default() += 1;
        }
        for one in &self.staff {
            let counted = loads.get(one.staff_id.as_str()).copied().unwrap_or(0);
            assert_eq!(one.load, counted, "the load of {}", one.staff_id);
        }
    }

    /// I6: one effect for each cause, recipient and kind; none without its event.
    #[track_caller]
    fn outbox_holds(&self) {
        let mut seen = HashSet::new();
        for row in &self.outbox {
            let key = (&row.cause, &row.recipient, &row.kind);
            assert!(seen.insert(key), "twice in the outbox: {key:?}");
            let Some(event) = row.cause.strip_prefix("event:") else {
                continue;
            };
            let (lead, seq) = event.split_once(':').expect("event:LEAD:SEQ");
            let events = lead
                .parse()
                .ok()
                .and_then(|lead: Uuid| self.events.get(&lead));
            let known = events.is_some_and(|all| all.iter().any(|one| one.seq.to_string() == seq));
            assert!(known, "an effect without its event: {}", row.cause);
        }
    }
}

async fn open(store: &str) -> DatabaseConnection {
    Database::connect(store)
        .await
        .expect("the store can be read beside the service")
}
