//! What one person's card of a lead shows at this moment.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use paidan_domain::ids::{Audience, LeadId, OfferId, StaffId};
use paidan_domain::lead::{About, Body, Event, Life, OfferedBecause, Reason, ReasonCode};
use paidan_domain::matching::{Explanation, Floor, suggest};
use paidan_domain::people::{ActorKind, Role};
use paidan_domain::region::Gazetteer;
use paidan_domain::time::Instant;

use super::dossier::Dossier;
use super::phone_link::PhoneLinks;
use super::ports::{CardAsks, Clock, LeadRecord, LeadRef, Own, Reads, Shelf, StoreError};
use crate::words::{self, Card, Ended, Shown, Subject};

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

/// A lead with everything that any card of it may show.
pub struct View {
    /// The lead and its offers.
    pub record: LeadRecord,
    /// What the customer said.
    pub dossier: Dossier,
    /// What happened.
    pub events: Vec<Event>,
    /// Typed words by `seq`.
    pub typed: HashMap<u32, String>,
    /// The last decision.
    pub explanation: Option<Explanation>,
    /// Everybody.
    pub floor: Arc<Floor>,
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
        words::rep_card(&subject, &shown)
    }
}

impl View {
    /// Somebody's name.
    #[must_use]
    pub fn name(&self, staff: &StaffId) -> String {
        self.floor
            .find(staff)
            .map_or_else(|| staff.to_string(), |one| one.staff.name.clone())
    }

    /// Whether somebody looks after it for an owner on leave.
    #[must_use]
    pub fn stands_in(&self, who: &StaffId, now: Instant) -> bool {
        let lead = &self.record.lead;
        let followed = matches!(lead.life, Life::Claimed { .. } | Life::Contacted { .. });
        let stands_in = |owner| self.floor.stands_in(who, owner, now);
        followed && lead.owner().is_some_and(stands_in)
    }

    /// Whether somebody may look at it who does not have it: the deputy, or a manager of
    /// whoever has it or had it last.
    #[must_use]
    pub fn may_look(&self, who: &StaffId, now: Instant) -> bool {
        let lead = &self.record.lead;
        let of = lead.holder().or(lead.last_rep.as_ref());
        let is_manager = self
            .floor
            .find(who)
            .is_some_and(|one| one.staff.role == Role::Manager);
        let leads_it = of.is_none_or(|of| self.floor.leads(who, of));
        self.stands_in(who, now) || is_manager && leads_it
    }

    fn watched(&self) -> Shown {
        let lead = &self.record.lead;
        Shown::Watched {
            with: lead.holder().map(|holder| self.name(holder)),
            until: self
                .record
                .live_offer()
                .map(|offer| offer.deadline)
                .or(lead.escalation().map(|asked| asked.deadline)),
        }
    }

    /// Names of those who had it in this round.
    fn asked(&self) -> Vec<String> {
        self.record
            .lead
            .round
            .iter()
            .map(|rep| self.name(rep))
            .collect()
    }

    /// What everybody may see of a lead of the pool.
    fn shown_to_group(&self) -> Shown {
        match self.record.lead.life {
            Life::Pooled => Shown::Pooled,
            _ => self.left(None),
        }
    }

    fn shown(
        &self,
        asks: CardAsks,
        viewer: &StaffId,
        printed: Option<Instant>,
        now: Instant,
    ) -> Shown {
        if let Some(mine) = self.owned_by(viewer) {
            return mine;
        }
        if let Some(owner) = self.record.lead.owner()
            && self.stands_in(viewer, now)
        {
            return Shown::StandIn {
                owner: self.name(owner),
            };
        }
        match asks {
            CardAsks::Offer(offer) => self.offered(offer, viewer, printed, now),
            CardAsks::Pool if self.record.lead.life == Life::Pooled => Shown::Pooled,
            CardAsks::Escalation(_) if self.record.lead.life == Life::Pooled => Shown::ToPool,
            CardAsks::Look => self.watched(),
            CardAsks::Escalation(_) | CardAsks::Pool | CardAsks::Owner | CardAsks::List => {
                self.left(Some(viewer))
            }
        }
    }

    /// It is, or ended, in the viewer's hands.
    fn owned_by(&self, viewer: &StaffId) -> Option<Shown> {
        let lead = &self.record.lead;
        if lead.owner() != Some(viewer) {
            return None;
        }
        let asking = self.may_explain(viewer, &About::Conclusion);
        Some(match lead.life {
            Life::Claimed { .. } => Shown::Claimed,
            Life::Contacted { .. } => Shown::Contacted,
            Life::Won { .. } => Shown::Ended(Ended::Won {
                value: self.won_value(),
            }),
            Life::Lost { .. } => Shown::Ended(Ended::Lost {
                reason: self.end_reason(),
                asking,
            }),
            Life::Invalid { .. } => Shown::Ended(Ended::Invalid {
                reason: self.end_reason(),
                asking,
            }),
            _ => return None,
        })
    }

    fn offered(
        &self,
        id: OfferId,
        viewer: &StaffId,
        printed: Option<Instant>,
        now: Instant,
    ) -> Shown {
        let Some(offer) = self.record.offer(id) else {
            return self.left(Some(viewer));
        };
        if self.record.lead.offer().is_some_and(|live| live.id == id) {
            if now >= offer.deadline {
                return Shown::RanOut { at: offer.deadline };
            }
            let until = printed.unwrap_or(offer.deadline);
            let chosen_by = self.chosen_by(id);
            return Shown::Offered {
                until,
                attempt: offer.attempt,
                chosen_by,
            };
        }
        match &offer.ended {
            Some((_, how)) if how == "declined" => Shown::Declined {
                reason: self.decline_reason(id),
                asking: self.may_explain(viewer, &About::Decline { offer: id }),
            },
            Some((at, how)) if how == "expired" => Shown::Expired { at: *at },
            Some((_, how)) if how == "pooled" => Shown::ToPool,
            _ => self.left(Some(viewer)),
        }
    }

    /// The lead left the viewer, or never was theirs.
    fn left(&self, viewer: Option<&StaffId>) -> Shown {
        let last = self
            .events
            .iter()
            .rev()
            .find_map(|event| match &event.body {
                Body::Released { owner, .. } if Some(owner) == viewer => Some(Shown::Released {
                    asking: self.may_explain(owner, &About::Release),
                }),
                Body::Reassigned { to, .. } if Some(to) != viewer => Some(Shown::Moved {
                    by: self.actor_name(event),
                    to: self.name(to),
                    at: event.at,
                    reason: self.typed.get(&event.seq).cloned(),
                }),
                Body::Claimed { owner, .. } if Some(owner) != viewer => Some(Shown::Taken {
                    by: self.name(owner),
                    at: Some(event.at),
                }),
                _ => None,
            });
        last.unwrap_or_else(|| {
            let lead = &self.record.lead;
            Shown::Expired {
                at: lead.updated_at,
            }
        })
    }

    /// The manager who chose the rep of an offer, with what they typed.
    fn chosen_by(&self, id: OfferId) -> Option<(String, Option<String>)> {
        let at = self.events.iter().position(|event| {
            matches!(&event.body, Body::Offered { offer, because: OfferedBecause::Chosen, .. }
                if *offer == id)
        })?;
        let hand_over = &self.events[at.checked_sub(1)?];
        Some((
            self.actor_name(hand_over),
            self.typed.get(&hand_over.seq).cloned(),
        ))
    }

    fn actor_name(&self, event: &Event) -> String {
        match event.actor.kind {
            ActorKind::Rep | ActorKind::Manager => StaffId::parse(&event.actor.id)
                .map_or_else(|_| event.actor.id.clone(), |id| self.name(&id)),
            ActorKind::Admin => words::admin_name().to_owned(),
            ActorKind::Source => event.actor.id.clone(),
            ActorKind::System => words::system_name().to_owned(),
        }
    }

    fn may_explain(&self, viewer: &StaffId, about: &About) -> bool {
        self.record
            .lead
            .unexplained
            .iter()
            .any(|(who, what)| who == viewer && what == about)
    }

    fn decline_reason(&self, id: OfferId) -> Option<ReasonCode> {
        self.last_reason(|body| match body {
            Body::Declined { offer, reason, .. } if *offer == id => Some(*reason),
            Body::Note {
                about: About::Decline { offer },
                reason,
                ..
            } if *offer == id => Some(*reason),
            _ => None,
        })
    }

    fn end_reason(&self) -> Option<ReasonCode> {
        self.last_reason(|body| match body {
            Body::Lost { reason } | Body::Invalid { reason } => Some(*reason),
            Body::Note {
                about: About::Conclusion,
                reason,
                ..
            } => Some(*reason),
            _ => None,
        })
    }

    fn last_reason(&self, pick: impl Fn(&Body) -> Option<Reason>) -> Option<ReasonCode> {
        self.events
            .iter()
            .rev()
            .filter_map(|event| pick(&event.body))
            .find_map(|reason| reason.code.or(reason.typed.then_some(ReasonCode::Other)))
    }

    fn won_value(&self) -> Option<paidan_domain::money::Fen> {
        self.events
            .iter()
            .rev()
            .find_map(|event| match &event.body {
                Body::Won { value_fen, .. } => *value_fen,
                Body::Note {
                    about: About::Conclusion,
                    value_fen,
                    ..
                } => *value_fen,
                _ => None,
            })
    }
}
