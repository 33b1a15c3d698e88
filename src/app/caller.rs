//! Who asks through the API.

use paidan_domain::ids::StaffId;
use paidan_domain::lead::Lead;
use paidan_domain::matching::Floor;
use paidan_domain::people::{Actor, ActorKind};

/// A caller by their token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Name of the token or source, for events.
    pub name: String,
    /// What they may.
    pub role: CallerRole,
}

/// The role of a token (contract §3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallerRole {
    /// Hands leads in, nothing else.
    Source,
    /// Looks, contacts masked.
    Read,
    /// Own teams.
    Manager(StaffId),
    /// Everything.
    Admin,
}

impl Caller {
    /// As an actor of events; none for who may change nothing.
    #[must_use]
    pub fn actor(&self) -> Option<Actor> {
        match &self.role {
            CallerRole::Source | CallerRole::Read => None,
            CallerRole::Manager(staff) => Some(Actor::manager(staff)),
            CallerRole::Admin => Some(Actor {
                kind: ActorKind::Admin,
                id: self.name.clone(),
            }),
        }
    }

    /// Whether they may know of a lead at all; if not, it is not there for them.
    #[must_use]
    pub fn may_know(&self, lead: &Lead, floor: &Floor) -> bool {
        match &self.role {
            CallerRole::Source => false,
            CallerRole::Read | CallerRole::Admin => true,
            CallerRole::Manager(me) => match lead.holder().or(lead.last_rep.as_ref()) {
                Some(holder) => floor.leads(me, holder),
                None => true,
            },
        }
    }

    /// Whether they may act in the name of this rep.
    #[must_use]
    pub fn may_act_for(&self, rep: &StaffId, floor: &Floor) -> bool {
        match &self.role {
            CallerRole::Source | CallerRole::Read => false,
            CallerRole::Admin => true,
            CallerRole::Manager(me) => floor.leads(me, rep),
        }
    }

    /// Whether they may see what a rep was due and got.
    #[must_use]
    pub fn may_see_ledger(&self, rep: &StaffId, floor: &Floor) -> bool {
        match &self.role {
            CallerRole::Source => false,
            CallerRole::Read | CallerRole::Admin => true,
            CallerRole::Manager(me) => floor.leads(me, rep),
        }
    }

    /// Whether they see contacts in full.
    #[must_use]
    pub fn sees_contacts(&self) -> bool {
        matches!(self.role, CallerRole::Manager(_) | CallerRole::Admin)
    }
}
