//! A lead as one person sees it at this moment.

use std::collections::HashMap;
use std::sync::Arc;

use paidan_domain::ids::{OfferId, StaffId};
use paidan_domain::lead::{About, Body, Event, Life, OfferedBecause, Reason, ReasonCode};
use paidan_domain::matching::{Explanation, Floor};
use paidan_domain::people::{ActorKind, Role};
use paidan_domain::time::Instant;

use super::dossier::Dossier;
use super::ports::{CardAsks, LeadRecord};
use crate::words::{self, Ended, Shown};

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

    pub(super) fn watched(&self) -> Shown {
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
    pub(super) fn asked(&self) -> Vec<String> {
        self.record
            .lead
            .round
            .iter()
            .map(|rep| self.name(rep))
            .collect()
    }

    /// What everybody may see of a lead of the pool.
    pub(super) fn shown_to_group(&self) -> Shown {
        match self.record.lead.life {
            Life::Pooled => Shown::Pooled,
            _ => self.left(None),
        }
    }

    pub(super) fn shown(
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
