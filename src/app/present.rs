//! What one person's card of a lead shows at this moment.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use paidan_domain::ids::{Audience, LeadId, StaffId};
use paidan_domain::lead::Lead;
use paidan_domain::matching::suggest;
use paidan_domain::region::Gazetteer;
use paidan_domain::time::Instant;

use super::dossier::Dossier;
use super::phone_link::PhoneLinks;
use super::ports::{CardAsks, Clock, LeadRef, Own, Reads, Shelf, StoreError};
use super::view::View;
use crate::words::{self, Card, Subject};

/// How many reps a manager chooses from.
const CHOICES: usize = 10;

/// Gathers what a card shows.
pub struct Presenter {
    /// Where leads are.
    pub reads: Arc<dyn Reads>,
    /// For names.
    pub shelf: Arc<dyn Shelf>,
    /// Makes links to the phone page.
    pub links: Arc<PhoneLinks>,
    /// Knows places.
    pub gazetteer: Arc<Gazetteer>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Of the company.
    pub zone: TimeZone,
    /// The owner sees the whole phone on the card.
    pub phone_on_card: bool,
}

impl Presenter {
    /// Gathers a lead; none when it is not there.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn view(&self, lead: LeadId) -> Result<Option<View>, StoreError> {
        let Some(record) = self.reads.lead(LeadRef::Id(lead)).await? else {
            return Ok(None);
        };
        let dossier = Dossier::read(self.reads.dossier(lead).await?.as_deref())?;
        let explanation = self.reads.explanation(lead).await?.map(|(_, why)| why);
        let events = self.reads.events(lead).await?;
        let typed = if events.iter().any(|event| event.body.has_typed_words()) {
            self.reads.typed(lead).await?
        } else {
            HashMap::new()
        };
        let floor = self.shelf.floor();
        Ok(Some(View {
            record,
            dossier,
            events,
            typed,
            explanation,
            floor,
        }))
    }

    /// The card that `audience` has of it, by what it asked when it was sent.
    /// `printed` is the deadline that an offer card shows.
    #[must_use]
    pub fn card(
        &self,
        view: &View,
        asks: CardAsks,
        audience: &Audience,
        printed: Option<Instant>,
    ) -> Card {
        self.show(view, asks, audience.person(), printed, false)
    }

    /// A lead in few words, without any contact: `金华 · 保温杯 3000 个`.
    #[must_use]
    pub fn brief(&self, lead: &Lead) -> String {
        let place = lead.facts.region;
        let place = place.and_then(|code| self.gazetteer.short_name(code));
        words::masked_need(&words::brief(&lead.facts, place))
    }

    /// What a card that many see shows to one of them alone.
    #[must_use]
    pub fn own(&self, view: &View, viewer: &StaffId) -> Own {
        let lead = &view.record.lead;
        if lead.owner() != Some(viewer) {
            return Own::default();
        }
        let phone = view.dossier.parsed.phone.as_ref();
        Own {
            mine: true,
            hint: words::yours_now(phone.filter(|_| self.phone_on_card)),
            url: Some(self.links.link(lead.id, viewer, self.clock.now())),
        }
    }

    /// The same for the phone page, where an owner always sees the whole phone.
    #[must_use]
    pub fn page(&self, view: &View, asks: CardAsks, viewer: &StaffId) -> Card {
        self.show(view, asks, Some(viewer), None, true)
    }

    fn show(
        &self,
        view: &View,
        asks: CardAsks,
        viewer: Option<&StaffId>,
        printed: Option<Instant>,
        in_full: bool,
    ) -> Card {
        let now = self.clock.now();
        let lead = &view.record.lead;
        let link = viewer.map(|viewer| self.links.link(lead.id, viewer, now));
        let subject = Subject {
            lead,
            said: &view.dossier.said,
            parsed: &view.dossier.parsed,
            place: lead
                .facts
                .region
                .and_then(|code| self.gazetteer.short_name(code)),
            explanation: view.explanation.as_ref(),
            link: link.as_deref(),
            phone_on_card: self.phone_on_card || in_full,
            in_full,
            now,
            zone: &self.zone,
        };
        if let (CardAsks::Escalation(level), Some(live)) = (asks, lead.escalation())
            && live.level == level
            && Some(&live.manager) == viewer
        {
            let asked: Vec<String> = view.asked();
            let best = suggest(&lead.facts, &lead.round, &view.floor, now, CHOICES);
            return words::manager_card(&subject, live, &asked, &best);
        }
        let shown = match viewer {
            Some(viewer) => view.shown(asks, viewer, printed, now),
            None => view.shown_to_group(),
        };
        let mut card = words::rep_card(&subject, &shown);
        let owner = lead.owner().filter(|_| card.state.names_owner());
        card.owner = owner.map(|owner| view.name(owner));
        card
    }
}
