//! The verdict: may this happen to this lead now, and what follows. A pure
//! function; API, chat, sweeper and simulator all ask it. One command, one file.

mod assign;
mod claim;
mod conclude;
mod decline;
mod expire;
mod explain;
mod follow;
mod note;
mod pool;
mod reassign;
mod stepper;
mod take;
mod unreachable;

use super::command::Command;
use super::refusal::Refusal;
use super::state::Lead;
use crate::ids::{OfferId, StaffId};
use crate::matching::Floor;
use crate::people::{Action, Actor, ActorKind, Right, Role, Scope, may};
use crate::time::Instant;

pub use stepper::Decided;
pub(super) use stepper::Stepper;

/// A lead as the store has it, with what stands outside of its fold.
#[derive(Debug, Clone, PartialEq)]
pub struct AtHand {
    /// The fold of its events.
    pub lead: Lead,
    /// The instant from which a claim of the live offer is refused.
    pub deadline: Option<Instant>,
}

/// Who asks, and with what at hand.
pub(super) struct Asked<'a> {
    pub lead: &'a Lead,
    pub deadline: Option<Instant>,
    pub actor: &'a Actor,
    pub floor: &'a Floor,
    pub now: Instant,
    pub fresh: OfferId,
}

/// Decides a command.
///
/// `actor` is who acts; when the command names another rep, it is done in that
/// rep's name. `fresh` names the offer that may follow. Events never run
/// backwards in time: a `now` before the last event counts as that.
///
/// # Errors
/// [`Refusal`]; nothing changes then.
pub fn decide(
    at_hand: &AtHand,
    command: &Command,
    actor: &Actor,
    floor: &Floor,
    now: Instant,
    fresh: OfferId,
) -> Result<Decided, Refusal> {
    let lead = &at_hand.lead;
    let now = now.max(lead.updated_at);
    let asked = Asked {
        lead,
        deadline: at_hand.deadline,
        actor,
        floor,
        now,
        fresh,
    };
    match command {
        Command::Claim { rep, offer } => claim::claim(&asked, rep, *offer),
        Command::Decline { rep, offer, reason } => decline::decline(&asked, rep, *offer, *reason),
        Command::Explain {
            rep,
            about,
            reason,
            value,
        } => explain::explain(&asked, rep, about, *reason, *value),
        Command::Contact { rep, note } => follow::contact(&asked, rep, *note),
        Command::Release { rep, reason } => follow::release(&asked, rep, *reason),
        Command::Conclude {
            rep,
            result,
            value,
            reason,
        } => conclude::conclude(&asked, rep.as_ref(), *result, *value, *reason),
        Command::Reassign {
            to,
            outright,
            reason,
        } => reassign::reassign(&asked, to, *outright, *reason),
        Command::Assign { to, level } => assign::assign(&asked, to, *level),
        Command::Take { level } => take::take(&asked, *level),
        Command::Pool => pool::pool(&asked),
        Command::Note => note::note(&asked),
        Command::Expire { offer, because } => expire::expire(&asked, *offer, *because),
        Command::Lapse { level } => expire::lapse(&asked, *level),
        Command::Unreachable { offer } => unreachable::unreachable(&asked, *offer),
    }
}

impl Asked<'_> {
    /// The right to do this in the name of `rep`.
    fn right_of(&self, rep: &StaffId, action: Action) -> Option<Right> {
        may(self.actor.kind, action, self.scope_of_rep(rep))
    }

    /// The right to do this in the actor's own name, as a manager or admin.
    fn own_right(&self, action: Action) -> Option<Right> {
        may(self.actor.kind, action, self.own_scope())
    }

    /// Whether the actor may act in the name of `rep`: themselves, a manager for the
    /// own team, an admin for everybody.
    fn speaks_for(&self, rep: &StaffId) -> bool {
        match self.actor.kind {
            ActorKind::Source | ActorKind::System => false,
            ActorKind::Admin => true,
            ActorKind::Rep | ActorKind::Manager if self.actor.id == rep.as_str() => true,
            ActorKind::Rep => false,
            ActorKind::Manager => {
                StaffId::parse(&self.actor.id).is_ok_and(|me| self.floor.leads(&me, rep))
            }
        }
    }

    fn scope_of_rep(&self, rep: &StaffId) -> Scope {
        if !self.speaks_for(rep) {
            Scope::Outside
        } else if self.lead.counts_for() == Some(rep) || self.lead.owner() == Some(rep) {
            Scope::Holder
        } else if matches!(self.lead.life, super::state::Life::Pooled) {
            Scope::Pool
        } else {
            Scope::Outside
        }
    }

    fn own_scope(&self) -> Scope {
        match self.actor.kind {
            ActorKind::Admin => Scope::Over,
            ActorKind::Manager => self.managers_scope(),
            _ => Scope::Outside,
        }
    }

    fn managers_scope(&self) -> Scope {
        let Ok(me) = StaffId::parse(&self.actor.id) else {
            return Scope::Outside;
        };
        if self
            .lead
            .escalation()
            .is_some_and(|escalation| escalation.manager == me)
        {
            return Scope::InCharge;
        }
        let holder = self
            .lead
            .counts_for()
            .or(self.lead.owner())
            .or(self.lead.escalation().map(|e| &e.manager))
            .or(self.lead.last_rep.as_ref());
        match holder {
            Some(holder) if self.floor.leads(&me, holder) => Scope::Over,
            Some(_) => Scope::Outside,
            None => Scope::Over,
        }
    }

    fn on_behalf_of(&self, rep: &StaffId) -> Option<StaffId> {
        (self.actor.id != rep.as_str() || !self.is_person()).then(|| rep.clone())
    }

    fn is_person(&self) -> bool {
        matches!(self.actor.kind, ActorKind::Rep | ActorKind::Manager)
    }

    /// Somebody who can be given a lead by hand.
    fn target(&self, to: &StaffId) -> Result<(), Refusal> {
        let one = self
            .floor
            .find(to)
            .ok_or_else(|| Refusal::UnknownStaff { staff: to.clone() })?;
        if one.staff.active {
            Ok(())
        } else {
            Err(Refusal::Inactive { staff: to.clone() })
        }
    }

    /// Whether somebody works here as a rep and has room.
    fn has_room(&self, rep: &StaffId) -> Result<(), Refusal> {
        self.target(rep)?;
        match self.floor.find(rep) {
            Some(one) if one.staff.role == Role::Rep && one.load >= one.staff.capacity => {
                Err(Refusal::Full { staff: rep.clone() })
            }
            _ => Ok(()),
        }
    }
}
