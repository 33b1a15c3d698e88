//! What can be looked up.

use std::collections::HashMap;

use async_trait::async_trait;
use paidan_domain::ids::{Audience, LeadId, LeadNumber, OfferId, StaffId};
use paidan_domain::lead::{Event, Lead, State};
use paidan_domain::matching::Explanation;
use paidan_domain::time::Instant;

use super::{CardRecord, LeadRef, StoreError};

/// Look-ups. None of them changes anything.
#[async_trait]
pub trait Reads: Send + Sync {
    /// One lead with its offers.
    async fn lead(&self, lead: LeadRef) -> Result<Option<LeadRecord>, StoreError>;

    /// Leads, newest first.
    async fn leads(&self, filter: LeadFilter) -> Result<Vec<LeadRecord>, StoreError>;

    /// Everything that happened to a lead.
    async fn events(&self, lead: LeadId) -> Result<Vec<Event>, StoreError>;

    /// The typed words that belong to events, by `seq`.
    async fn typed(&self, lead: LeadId) -> Result<HashMap<u32, String>, StoreError>;

    /// The last decision about a lead, with the `seq` of its event.
    async fn explanation(&self, lead: LeadId) -> Result<Option<(u32, Explanation)>, StoreError>;

    /// What the customer said, as it was sealed. None when it was erased.
    async fn dossier(&self, lead: LeadId) -> Result<Option<String>, StoreError>;

    /// A card by its id.
    async fn card(&self, card_id: &str) -> Result<Option<CardRecord>, StoreError>;

    /// The cards that somebody has of a lead alone, the newest first.
    async fn cards_of(
        &self,
        lead: LeadId,
        audience: &Audience,
    ) -> Result<Vec<CardRecord>, StoreError>;

    /// The list cards that showed a lead to somebody, the newest first.
    async fn lists_of(&self, lead: LeadId, staff: &StaffId) -> Result<Vec<CardRecord>, StoreError>;

    /// What a list card offered, oldest first.
    async fn members(&self, card_id: &str) -> Result<Vec<Member>, StoreError>;

    /// What happened since then, and what waits now.
    async fn day(&self, since: Instant) -> Result<Day, StoreError>;

    /// How many leads are in each state that is not the end.
    async fn open_leads(&self) -> Result<Vec<(State, u64)>, StoreError>;

    /// Whether the store takes anything now.
    async fn ping(&self) -> Result<(), StoreError>;
}

/// Figures of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Day {
    /// Leads that came.
    pub received: u64,
    /// How long each claim took, from the arrival of its lead.
    pub claims: Vec<std::time::Duration>,
    /// Leads that wait for somebody now: offered, escalated, pooled.
    pub open: u64,
}

/// A lead with what stands outside of its fold.
#[derive(Debug, Clone, PartialEq)]
pub struct LeadRecord {
    /// The fold.
    pub lead: Lead,
    /// Its offers, oldest first.
    pub offers: Vec<OfferRecord>,
}

/// One lead of a list card.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// As it is now.
    pub record: LeadRecord,
    /// The offer that the list made.
    pub offer: OfferId,
}

impl Member {
    /// The row of its offer.
    #[must_use]
    pub fn offered(&self) -> Option<&OfferRecord> {
        self.record.offer(self.offer)
    }

    /// Nobody has answered the offer, and its time is not up.
    #[must_use]
    pub fn stands(&self, now: Instant) -> bool {
        self.offered()
            .is_some_and(|offer| offer.ended.is_none() && now < offer.deadline)
    }
}

impl LeadRecord {
    /// The row of the live offer.
    #[must_use]
    pub fn live_offer(&self) -> Option<&OfferRecord> {
        let live = self.lead.offer()?;
        self.offers.iter().find(|offer| offer.id == live.id)
    }

    /// The row of an offer.
    #[must_use]
    pub fn offer(&self, id: OfferId) -> Option<&OfferRecord> {
        self.offers.iter().find(|offer| offer.id == id)
    }
}

/// An offer as the store has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRecord {
    /// Its id.
    pub id: OfferId,
    /// Who was asked.
    pub rep: StaffId,
    /// The how-manieth of its round.
    pub attempt: u32,
    /// How long from delivery on.
    pub claim_within: std::time::Duration,
    /// The instant from which a claim is refused.
    pub deadline: Instant,
    /// When the platform confirmed the card.
    pub delivered_at: Option<Instant>,
    /// When it ended, and by which kind of event.
    pub ended: Option<(Instant, String)>,
}

/// Which leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeadFilter {
    /// In these states; empty = in any.
    pub states: Vec<State>,
    /// Owned by.
    pub owner: Option<StaffId>,
    /// Offered to, owned by or escalated to this one.
    pub holder: Option<StaffId>,
    /// Held by one of these (offered, owned or escalated to them) or by nobody;
    /// none = anybody's.
    pub scope: Option<Vec<StaffId>>,
    /// Numbers below.
    pub before: Option<LeadNumber>,
    /// At most so many.
    pub limit: u32,
}
