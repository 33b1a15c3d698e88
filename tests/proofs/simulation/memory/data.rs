//! The rows, in ordered maps: nothing may hang on the order of a hash.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paidan::app::ports::{CardRecord, Errand, Inbound, LeadRecord, LeadRef, OfferRecord};
use paidan_domain::catalogue::{Catalogue, Category};
use paidan_domain::fairness::Account;
use paidan_domain::ids::{Audience, LeadId, OfferId, StaffId};
use paidan_domain::lead::{AtHand, Event, Lead};
use paidan_domain::matching::{Explanation, Floor, Standing};
use paidan_domain::people::Platform;
use paidan_domain::policy::{OfferPolicy, Policy};
use paidan_domain::time::Instant;
use uuid::Uuid;

use super::accounts::Line;

/// An offer.
#[derive(Debug, Clone)]
pub struct OfferRow {
    pub lead: LeadId,
    pub live: bool,
    pub made_at: Instant,
    pub record: OfferRecord,
}

/// How a row of the outbox stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    Pending,
    Sent,
    Skipped,
    Dead,
}

/// A row of the outbox.
#[derive(Debug, Clone)]
pub struct OutboxRow {
    pub id: Uuid,
    pub cause: String,
    pub lead: Option<LeadId>,
    pub recipient: Audience,
    pub kind: &'static str,
    pub errand: Errand,
    pub state: RowState,
    pub offer: Option<OfferId>,
    pub waits: bool,
    pub due_at: Instant,
    pub made_at: Instant,
    pub tries: u32,
    pub lease_until: Option<Instant>,
    pub fence: i64,
    pub card_id: Option<String>,
    pub note: Option<String>,
}

/// A card that was or is being sent.
#[derive(Debug, Clone)]
pub struct CardRow {
    pub record: CardRecord,
    pub made_at: Instant,
    pub delivered_at: Option<Instant>,
}

/// An act of somebody.
#[derive(Debug, Clone)]
pub struct InboxRow {
    pub act: Inbound,
    pub received_at: Instant,
    pub done_at: Option<Instant>,
    /// What was answered in the platform's own call.
    pub told: Option<String>,
}

/// A request that was answered.
#[derive(Debug, Clone)]
pub struct Request {
    pub body: Vec<u8>,
    pub answer: String,
}

/// Everything that is kept.
pub struct Data {
    pub leads: BTreeMap<LeadId, Lead>,
    pub numbers: BTreeMap<i64, LeadId>,
    pub events: BTreeMap<LeadId, Vec<Event>>,
    pub offers: BTreeMap<OfferId, OfferRow>,
    /// The offers of a lead, oldest first.
    pub offers_of: BTreeMap<LeadId, Vec<OfferId>>,
    /// The rows of offers that are live.
    pub live: BTreeSet<OfferId>,
    pub decisions: BTreeMap<LeadId, (u32, Explanation)>,
    pub dossiers: BTreeMap<LeadId, String>,
    pub typed: BTreeMap<(LeadId, u32), String>,
    pub contact_keys: BTreeMap<(&'static str, String), LeadId>,
    pub requests: BTreeMap<(String, String), Request>,
    pub outbox: BTreeMap<Uuid, OutboxRow>,
    /// The rows that wait, oldest first.
    pub pending: BTreeSet<(Instant, Uuid)>,
    /// The unique index of the outbox.
    pub once: BTreeSet<(String, Audience, &'static str)>,
    pub cards: BTreeMap<String, CardRow>,
    pub sends: BTreeMap<(Platform, Audience), Vec<Instant>>,
    pub inbox: BTreeMap<String, InboxRow>,
    /// Changes of typed lines that are made once.
    pub made: BTreeSet<String>,
    /// Keys of acts that are not dealt with.
    pub open_acts: BTreeSet<String>,
    pub floor: Arc<Floor>,
    /// Every posting, oldest first.
    pub ledger: Vec<Line>,
    /// By Monday and person.
    pub weeks: BTreeMap<(String, StaffId), Account>,
    pub categories: Vec<Category>,
    pub mobiles: BTreeMap<StaffId, String>,
    pub unreachable: BTreeMap<StaffId, String>,
}

impl Data {
    pub(super) fn new(offer: OfferPolicy) -> Self {
        let nothing = Catalogue::new(Vec::new()).expect("an empty catalogue");
        let policy = Arc::new(Policy::first(offer));
        Self {
            leads: BTreeMap::new(),
            numbers: BTreeMap::new(),
            events: BTreeMap::new(),
            offers: BTreeMap::new(),
            offers_of: BTreeMap::new(),
            live: BTreeSet::new(),
            decisions: BTreeMap::new(),
            dossiers: BTreeMap::new(),
            typed: BTreeMap::new(),
            contact_keys: BTreeMap::new(),
            requests: BTreeMap::new(),
            outbox: BTreeMap::new(),
            pending: BTreeSet::new(),
            once: BTreeSet::new(),
            cards: BTreeMap::new(),
            sends: BTreeMap::new(),
            inbox: BTreeMap::new(),
            made: BTreeSet::new(),
            open_acts: BTreeSet::new(),
            floor: Arc::new(Floor::new(Vec::new(), policy, Arc::new(nothing))),
            ledger: Vec::new(),
            weeks: BTreeMap::new(),
            categories: Vec::new(),
            mobiles: BTreeMap::new(),
            unreachable: BTreeMap::new(),
        }
    }

    /// The lead that somebody names.
    pub fn named(&self, lead: LeadRef) -> Option<&Lead> {
        match lead {
            LeadRef::Id(id) => self.leads.get(&id),
            LeadRef::Number(number) => self.leads.get(self.numbers.get(&number.0)?),
        }
    }

    pub(super) fn at_hand(&self, lead: LeadRef) -> Option<AtHand> {
        let lead = self.named(lead)?.clone();
        let live = lead.offer().and_then(|offer| self.offers.get(&offer.id));
        let deadline = live.map(|row| row.record.deadline);
        Some(AtHand { lead, deadline })
    }

    /// A lead with its offers, oldest first.
    pub fn record(&self, lead: &Lead) -> LeadRecord {
        let ids = self.offers_of.get(&lead.id).into_iter().flatten();
        LeadRecord {
            lead: lead.clone(),
            offers: ids.map(|id| self.offers[id].record.clone()).collect(),
        }
    }

    /// The live offers of a lead; more than one breaks I1.
    pub fn live_offers(&self, lead: LeadId) -> impl Iterator<Item = OfferId> {
        let ids = self.offers_of.get(&lead).into_iter().flatten();
        ids.copied().filter(|id| self.offers[id].live)
    }

    pub(super) fn end_row(&mut self, id: Uuid, state: RowState) {
        if let Some(row) = self.outbox.get_mut(&id) {
            row.state = state;
            row.lease_until = None;
            self.pending.remove(&(row.made_at, id));
        }
    }

    /// Staff or catalogue changed.
    pub(super) fn refloor(&mut self, mut people: Vec<Standing>) {
        people.sort_by(|one, other| one.staff.id.cmp(&other.staff.id));
        let named = people
            .iter()
            .flat_map(|one| {
                one.staff
                    .products
                    .iter()
                    .map(|skill| skill.category.clone())
            })
            .collect::<Vec<_>>();
        let stored = Catalogue::new(self.categories.clone()).expect("checked when it was put");
        let catalogue = Arc::new(stored.with_known(named));
        let mut floor = Floor::new(people, self.floor.policy.clone(), catalogue);
        for one in self.floor.people() {
            let id = &one.staff.id;
            let (was, is) = (self.floor.place(id), floor.place(id));
            if let (Some(was), Some(is)) = (was, is) {
                let account = self.floor.ledger.floor.of(was);
                floor.ledger.floor.add(is, account);
            }
        }
        self.floor = Arc::new(floor);
    }
}
