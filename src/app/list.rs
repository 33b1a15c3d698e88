//! What a list card shows at this moment.

use paidan_domain::ids::{LeadId, StaffId};
use paidan_domain::lead::{Lead, Life};
use paidan_domain::matching::Floor;

use super::ports::{CardAsks, CardRecord, Member};
use super::present::Presenter;
use crate::words::{Card, Fate, Listed, Listing, Went, list_card};

/// Names the one lead that is meant by a press on a card of several.
pub const MEANT: &str = "lead";

impl CardRecord {
    /// A list card as the card of one of its leads, as if that offer had come by itself.
    #[must_use]
    pub fn meaning(&self, lead: LeadId, members: &[Member]) -> Option<Self> {
        let meant = members.iter().find(|one| one.record.lead.id == lead)?;
        Some(Self {
            lead,
            asks: CardAsks::Offer(meant.offer),
            ..self.clone()
        })
    }
}

impl Presenter {
    /// The list card of these leads as its person has it now.
    #[must_use]
    pub fn list(&self, card: &CardRecord, members: &[Member]) -> Card {
        let now = self.clock.now();
        let Some(viewer) = card.audience.person() else {
            // Lists are of one person's offers.
            return Card::default();
        };
        let leads = members.iter().map(|one| self.listed(one, viewer));
        list_card(&Listing {
            leads: leads.collect(),
            until: card.printed_deadline,
            link: self.links.list_link(&card.card_id, viewer, now),
            now,
            zone: &self.zone,
        })
    }

    /// One lead of a list as `viewer` has it now.
    #[must_use]
    pub fn listed<'a>(&'a self, member: &'a Member, viewer: &StaffId) -> Listed<'a> {
        let now = self.clock.now();
        let lead = &member.record.lead;
        let place = lead
            .facts
            .region
            .and_then(|code| self.gazetteer.short_name(code));
        let fate = if member.stands(now) {
            Fate::Open
        } else {
            fate(member, viewer, &self.shelf.floor())
        };
        let theirs = matches!(fate, Fate::Open | Fate::Mine);
        Listed {
            number: lead.number,
            facts: &lead.facts,
            place,
            link: theirs.then(|| self.links.link(lead.id, viewer, now)),
            fate,
        }
    }
}

/// What became of a lead whose offer is over.
fn fate(member: &Member, viewer: &StaffId, floor: &Floor) -> Fate {
    let lead = &member.record.lead;
    if lead.owner() == Some(viewer) {
        return Fate::Mine;
    }
    let went = went(lead, viewer, floor);
    let ended = member.offered().and_then(|offer| offer.ended.as_ref());
    match ended.map(|(_, how)| how.as_str()) {
        Some("declined") => Fate::Declined(went),
        // Its time is up, and the clock has not come by yet.
        Some("expired") | None => Fate::Expired(went),
        Some(_) => Fate::Left(went),
    }
}

fn went(lead: &Lead, viewer: &StaffId, floor: &Floor) -> Went {
    if lead.life == Life::Pooled {
        return Went::ToPool;
    }
    match lead.holder().filter(|holder| *holder != viewer) {
        Some(holder) => Went::To(
            floor
                .find(holder)
                .map_or_else(|| holder.to_string(), |one| one.staff.name.clone()),
        ),
        None => Went::Onward,
    }
}
