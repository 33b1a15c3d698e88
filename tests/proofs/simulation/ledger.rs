//! What happened, written down by nobody who takes part: the hash of it, what was counted,
//! and every promise that was broken.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use paidan::app::ports::{CardAsks, CardRecord, Finish, MaySend, Task};
use paidan_domain::ids::{LeadId, OfferId};
use paidan_domain::lead::{Body, Decided, ExpiredBecause, invariants};
use paidan_domain::people::ActorKind;
use paidan_domain::time::Instant;
use tokio::time;

use super::memory::{Data, Witness};

/// The book of a world.
#[derive(Default)]
pub struct Ledger {
    book: Mutex<Book>,
}

/// What stands in it.
#[derive(Debug, Default)]
pub struct Book {
    /// Of everything that was committed, sent and answered, in order.
    pub hash: u64,
    /// Faults and deeds by kind.
    pub counts: BTreeMap<&'static str, u64>,
    /// Promises that were broken.
    pub broken: Vec<String>,
    /// When somebody other than paidan last changed anything.
    pub last_act: Option<time::Instant>,
    /// Which lead was made under a source's key.
    pub made: BTreeMap<(String, String), Vec<LeadId>>,
    /// Which answer was given to a source's key.
    pub acknowledged: BTreeMap<String, String>,
    /// Acts that were acknowledged to the platform.
    pub taken_acts: Vec<String>,
    /// The time that a card on a phone prints for an offer.
    printed: BTreeMap<OfferId, Instant>,
    /// Which row sends which card.
    card_of: BTreeMap<uuid::Uuid, String>,
    row_of: BTreeMap<String, uuid::Uuid>,
}

impl Ledger {
    /// The book.
    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A fault or a deed.
    pub fn fault(&self, kind: &'static str) {
        self.note(kind, "");
    }

    /// A fault or a deed with what tells it from others of its kind.
    pub fn note(&self, kind: &'static str, what: &str) {
        let mut book = self.book();
        *book.counts.entry(kind).or_default() += 1;
        book.mix(kind);
        book.mix(what);
    }

    /// A promise that was broken.
    pub fn breaks(&self, what: String) {
        self.book().breaks(what);
    }

    /// An offer's card is on a phone.
    pub fn prints(&self, offer: OfferId, until: Instant) {
        let mut book = self.book();
        let printed = book.printed.entry(offer).or_insert(until);
        *printed = until.max(*printed);
    }

    /// A source was answered.
    pub fn acknowledges(&self, key: &str, answer: &str) {
        self.note("acknowledged", key);
        let mut book = self.book();
        let first = book.acknowledged.entry(key.to_owned());
        if *first.or_insert_with(|| answer.to_owned()) != answer {
            book.breaks(format!("P5: {key} was answered in two ways"));
        }
    }
}

impl Book {
    /// FNV-1a: the same on every machine and in every version.
    fn mix(&mut self, text: &str) {
        for byte in text.bytes().chain([0xff]) {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn breaks(&mut self, what: String) {
        if self.broken.len() < 50 && !self.broken.contains(&what) {
            self.broken.push(what);
        }
    }
}

impl Witness for Ledger {
    fn decided(&self, data: &Data, decided: &Decided) {
        let lead = &decided.lead;
        let mut book = self.book();
        for event in &decided.events {
            let (kind, at) = (event.body.kind().name(), event.at.0);
            *book.counts.entry("events").or_default() += 1;
            book.mix(&format!("{} {} {kind} {at}", lead.number, event.seq));
        }
        if decided
            .events
            .iter()
            .any(|one| one.actor.kind != ActorKind::System)
        {
            book.last_act = Some(time::Instant::now());
        }
        let most = data.floor.policy.offer.max_offers;
        if let Err(broken) = invariants(lead, &data.events[&lead.id], most) {
            book.breaks(format!("{broken} (lead {})", lead.number));
        }
        if data.live_offers(lead.id).count() > 1 {
            book.breaks(format!("I1: lead {} has two live offers", lead.number));
        }
        if let Some(one) = lead.counts_for().and_then(|rep| data.floor.find(rep))
            && decided.lead.offer().is_some()
            && one.load > one.staff.capacity
            && !decided.by_hand
            && decided
                .events
                .iter()
                .any(|event| matches!(event.body, Body::Offered { .. }))
        {
            book.breaks(format!(
                "I7: {} was offered more than they may have",
                one.staff.id
            ));
        }
    }

    fn offer_ended(&self, offer: OfferId, decided: &Decided, deadline: Instant) {
        let Some(first) = decided.events.first() else {
            return;
        };
        let number = decided.lead.number;
        let mut book = self.book();
        let printed = book.printed.get(&offer).copied();
        match &first.body {
            Body::Claimed { .. } if first.at >= deadline => {
                book.breaks(format!("P2: lead {number} was claimed after its deadline"));
            }
            Body::Expired {
                because: ExpiredBecause::Deadline,
                ..
            } => {
                if first.at < deadline {
                    book.breaks(format!("offer of lead {number} ended before its deadline"));
                }
                if printed.is_some_and(|printed| first.at < printed) {
                    book.breaks(format!(
                        "offer of lead {number} ended before the printed time"
                    ));
                }
            }
            _ => {}
        }
    }

    fn taken_in(&self, source: &str, key: &str, lead: LeadId) {
        let mut book = self.book();
        let named = (source.to_owned(), key.to_owned());
        book.made.entry(named).or_default().push(lead);
        *book.counts.entry("lives").or_default() += 1;
    }

    fn send_begun(&self, data: &Data, task: &Task, card: Option<&CardRecord>, answer: MaySend) {
        if answer != MaySend::Now {
            if answer == MaySend::Lost {
                self.fault("late send fenced");
            }
            return;
        }
        let mut book = self.book();
        let newest = data.outbox.get(&task.id).map_or(0, |row| row.fence);
        if newest != task.fence {
            book.breaks("F12: an older holder of a row sent it".to_owned());
        }
        let Some(card) = card else {
            return;
        };
        if let CardAsks::Offer(offer) = card.asks
            && !data.offers.get(&offer).is_some_and(|row| row.live)
        {
            let number = data.leads.get(&card.lead).map_or(0, |lead| lead.number.0);
            book.breaks(format!(
                "the card of a dead offer of lead {number} was sent"
            ));
        }
        let before = book.card_of.insert(task.id, card.card_id.clone());
        if before.is_some_and(|before| before != card.card_id) {
            book.breaks(format!("row {} was sent under two card ids", task.id));
        }
        let row = book.row_of.insert(card.card_id.clone(), task.id);
        if row.is_some_and(|row| row != task.id) {
            book.breaks(format!("two rows sent card {}", card.card_id));
        }
    }

    fn finished(&self, task: &Task, _finish: &Finish, took: bool, newest: i64) {
        if took && newest != task.fence {
            self.breaks("F12: an older holder of a row ended it".to_owned());
        }
        if !took {
            self.fault("late end fenced");
        }
    }
}
