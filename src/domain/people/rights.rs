//! The one place that says who may do what to a lead. Deny by default.

use super::actor::ActorKind;

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// 认领.
    Claim,
    /// 拒绝, and saying why afterwards.
    Decline,
    /// 已联系, 释放.
    Follow,
    /// 成交, 丢单, 无效.
    Conclude,
    /// 指派 on an escalation card.
    Assign,
    /// 转派 to somebody of the actor's choice.
    Reassign,
    /// Carry out what the rules say: offer, expire, merge.
    Automate,
    /// Read the lead with its contact.
    SeeContact,
}

/// How the actor stands to the lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// It is theirs: offered to them, or they own it.
    Holder,
    /// A manager whom it was escalated to.
    InCharge,
    /// A manager whose team it lies with, or an admin.
    Over,
    /// In the public pool, open to them.
    Pool,
    /// None of these.
    Outside,
}

/// Proof that the action is allowed; only [`may`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Right {
    action: Action,
}

impl Right {
    /// What was allowed.
    #[must_use]
    pub fn action(self) -> Action {
        self.action
    }
}

/// Whether an actor of this kind, standing so to the lead, may do that.
#[must_use]
pub fn may(kind: ActorKind, action: Action, scope: Scope) -> Option<Right> {
    use Action::{Assign, Automate, Claim, Conclude, Decline, Follow, Reassign, SeeContact};
    use ActorKind::{Admin, Manager, Rep, Source, System};
    let allowed = match (kind, action) {
        (System, Automate) => true,
        (System | Source, _) | (_, Automate) => false,
        (Rep | Manager | Admin, Claim) => matches!(scope, Scope::Holder | Scope::Pool),
        (Rep | Manager | Admin, Decline | Follow) => scope == Scope::Holder,
        (Rep, Conclude) => scope == Scope::Holder,
        (Manager | Admin, Conclude | SeeContact) => {
            matches!(scope, Scope::Holder | Scope::InCharge | Scope::Over)
        }
        (Rep, SeeContact) => scope == Scope::Holder,
        (Manager, Assign) => scope == Scope::InCharge,
        (Admin, Assign) => matches!(scope, Scope::InCharge | Scope::Over),
        (Manager | Admin, Reassign) => matches!(scope, Scope::InCharge | Scope::Over),
        (Rep, Assign | Reassign) => false,
    };
    allowed.then_some(Right { action })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rep_never_has_a_managers_right() {
        for scope in [
            Scope::Holder,
            Scope::InCharge,
            Scope::Over,
            Scope::Pool,
            Scope::Outside,
        ] {
            assert!(may(ActorKind::Rep, Action::Reassign, scope).is_none());
            assert!(may(ActorKind::Rep, Action::Assign, scope).is_none());
        }
    }

    #[test]
    fn only_the_holder_declines() {
        assert!(may(ActorKind::Rep, Action::Decline, Scope::Holder).is_some());
        for scope in [Scope::InCharge, Scope::Over, Scope::Pool, Scope::Outside] {
            assert!(may(ActorKind::Rep, Action::Decline, scope).is_none());
            assert!(may(ActorKind::Manager, Action::Decline, scope).is_none());
        }
    }

    #[test]
    fn a_source_hands_in_and_nothing_else() {
        for action in [
            Action::Claim,
            Action::Reassign,
            Action::SeeContact,
            Action::Automate,
        ] {
            assert!(may(ActorKind::Source, action, Scope::Over).is_none());
        }
    }
}
