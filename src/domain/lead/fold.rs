//! From events to the lead, and nothing else: live changes and recovery both go
//! through here, so that they cannot differ.

use super::event::{About, Body, Event, ExpiredBecause};
use super::state::{Escalation, Lead, Life, Offer, State};
use crate::ids::StaffId;

/// Why an event cannot follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// The first event must be `received`.
    #[error("a life begins with received")]
    NotBegun,
    /// Sequence numbers have a gap or repeat.
    #[error("event {found} follows event {after}")]
    Gap {
        /// The last one.
        after: u32,
        /// The one that came.
        found: u32,
    },
    /// Time ran backwards.
    #[error("event {seq} is earlier than the one before")]
    Earlier {
        /// Which event.
        seq: u32,
    },
    /// No such step from this state.
    #[error("event {seq} cannot happen in state {}", .state.name())]
    Illegal {
        /// Which event.
        seq: u32,
        /// The state it found.
        state: State,
    },
    /// The event names other states than the ones that are.
    #[error("event {seq} names a wrong state")]
    WrongState {
        /// Which event.
        seq: u32,
    },
}

/// The lead after one more event.
///
/// # Errors
/// [`FoldError`] when the event cannot follow; the lead is then unchanged.
pub fn fold(lead: Option<&Lead>, event: &Event) -> Result<Lead, FoldError> {
    let Some(lead) = lead else {
        return begin(event);
    };
    if event.seq != lead.seq + 1 {
        return Err(FoldError::Gap {
            after: lead.seq,
            found: event.seq,
        });
    }
    if event.at < lead.updated_at {
        return Err(FoldError::Earlier { seq: event.seq });
    }
    if event.from != Some(lead.state()) {
        return Err(FoldError::WrongState { seq: event.seq });
    }
    let mut next = lead.clone();
    let illegal = FoldError::Illegal {
        seq: event.seq,
        state: lead.state(),
    };
    next.life = step(lead, event).ok_or(illegal)?;
    keep_book(&mut next, lead, event);
    next.seq = event.seq;
    next.updated_at = event.at;
    if event.to != next.state() {
        return Err(FoldError::WrongState { seq: event.seq });
    }
    Ok(next)
}

/// The lead that these events make, from the first on.
///
/// # Errors
/// As [`fold`].
pub fn fold_all<'e>(events: impl IntoIterator<Item = &'e Event>) -> Result<Lead, FoldError> {
    let mut lead = None;
    for event in events {
        lead = Some(fold(lead.as_ref(), event)?);
    }
    lead.ok_or(FoldError::NotBegun)
}

fn begin(event: &Event) -> Result<Lead, FoldError> {
    let Body::Received {
        id,
        number,
        source,
        facts,
    } = &event.body
    else {
        return Err(FoldError::NotBegun);
    };
    if event.seq != 1 {
        return Err(FoldError::Gap {
            after: 0,
            found: event.seq,
        });
    }
    if event.from.is_some() || event.to != State::Received {
        return Err(FoldError::WrongState { seq: event.seq });
    }
    Ok(Lead {
        id: *id,
        number: *number,
        source: source.clone(),
        facts: facts.as_ref().clone(),
        life: Life::Received,
        seq: 1,
        round: Vec::new(),
        attempts: 0,
        last_rep: None,
        pool_seen: Vec::new(),
        unexplained: Vec::new(),
        created_at: event.at,
        updated_at: event.at,
    })
}

/// The table of the life: from where, by what, to where. `None` = no such step.
fn step(lead: &Lead, event: &Event) -> Option<Life> {
    let next = match (&lead.life, &event.body) {
        (Life::Received, Body::Merged { into, .. }) => Life::Merged { into: *into },
        (Life::Received, Body::Quarantined {}) => Life::Quarantined,
        (
            Life::Received,
            Body::Offered {
                offer,
                rep,
                attempt,
                claim_within_seconds,
                ..
            },
        ) if *attempt == lead.attempts + 1 && !lead.round.contains(rep) => Life::Offered(Offer {
            id: *offer,
            rep: rep.clone(),
            attempt: *attempt,
            claim_within_seconds: *claim_within_seconds,
        }),
        (
            Life::Received,
            Body::Escalated {
                level,
                manager,
                escalation,
                deadline,
            },
        ) => Life::Escalated(Escalation {
            level: *level,
            manager: manager.clone(),
            kind: *escalation,
            since: event.at,
            deadline: *deadline,
        }),
        (
            Life::Received | Life::Offered(_) | Life::Escalated(_) | Life::Quarantined,
            Body::Pooled { .. },
        ) => Life::Pooled,
        (Life::Escalated(live), Body::Lapsed { level, manager })
            if live.level == *level && live.manager == *manager =>
        {
            Life::Received
        }
        (Life::Escalated(live), Body::Claimed { owner, offer: None }) if live.manager == *owner => {
            Life::Claimed {
                owner: owner.clone(),
            }
        }
        (
            Life::Offered(live),
            Body::Claimed {
                owner,
                offer: Some(offer),
            },
        ) if live.id == *offer && live.rep == *owner => Life::Claimed {
            owner: owner.clone(),
        },
        (Life::Pooled, Body::Claimed { owner, offer: None }) => Life::Claimed {
            owner: owner.clone(),
        },
        (
            Life::Offered(live),
            Body::Declined { offer, rep, .. } | Body::Expired { offer, rep, .. },
        ) if live.id == *offer && live.rep == *rep => Life::Received,
        (
            Life::Received
            | Life::Quarantined
            | Life::Offered(_)
            | Life::Escalated(_)
            | Life::Pooled
            | Life::Claimed { .. }
            | Life::Contacted { .. },
            Body::Reassigned { to, outright, .. },
        ) => {
            if *outright {
                Life::Claimed { owner: to.clone() }
            } else {
                Life::Received
            }
        }
        (
            Life::Claimed { owner } | Life::Contacted { owner },
            Body::Released { owner: who, .. },
        ) if owner == who => Life::Received,
        (Life::Claimed { owner }, Body::Contacted { .. }) => Life::Contacted {
            owner: owner.clone(),
        },
        (Life::Claimed { owner } | Life::Contacted { owner }, Body::Won { .. }) => Life::Won {
            owner: Some(owner.clone()),
        },
        (Life::Claimed { owner } | Life::Contacted { owner }, Body::Lost { .. }) => Life::Lost {
            owner: Some(owner.clone()),
        },
        (Life::Claimed { owner } | Life::Contacted { owner }, Body::Invalid { .. }) => {
            Life::Invalid {
                owner: Some(owner.clone()),
            }
        }
        (Life::Quarantined | Life::Escalated(_) | Life::Pooled, Body::Invalid { .. }) => {
            Life::Invalid { owner: None }
        }
        (life, Body::Note { about, .. })
            if matches!(about, About::CameAgain { .. } | About::Remark)
                || open_question(lead, event).is_some() =>
        {
            life.clone()
        }
        _ => return None,
    };
    Some(next)
}

/// What the lead remembers beside its state.
fn keep_book(next: &mut Lead, before: &Lead, event: &Event) {
    match &event.body {
        Body::Offered { rep, attempt, .. } => {
            next.round.push(rep.clone());
            next.attempts = *attempt;
            next.last_rep = Some(rep.clone());
        }
        // A card nobody got is not an offer, so it does not count as one.
        Body::Expired {
            because: ExpiredBecause::Unreachable,
            ..
        } => {
            next.attempts = next.attempts.saturating_sub(1);
        }
        Body::Reassigned { .. } => {
            next.round.clear();
            next.attempts = 0;
        }
        Body::Released { owner, reason } => {
            next.attempts = 0;
            remember(&mut next.round, owner);
            if reason.is_none() {
                ask(next, owner, About::Release);
            }
        }
        Body::Pooled { shown_to } => next.pool_seen.clone_from(shown_to),
        Body::Declined { offer, rep, reason } if reason.is_none() => {
            ask(next, rep, About::Decline { offer: *offer });
        }
        Body::Won {
            value_fen: None, ..
        } => explain_end(next, before),
        Body::Lost { reason } | Body::Invalid { reason } if reason.is_none() => {
            explain_end(next, before);
        }
        Body::Note { .. } => {
            if let Some(at) = open_question(before, event) {
                next.unexplained.remove(at);
            }
        }
        _ => {}
    }
}

fn explain_end(next: &mut Lead, before: &Lead) {
    if let Some(owner) = before.owner() {
        ask(next, owner, About::Conclusion);
    }
}

/// A reason may be given later. Who gave the same lead back twice is asked once.
fn ask(next: &mut Lead, who: &StaffId, about: About) {
    let question = (who.clone(), about);
    if !next.unexplained.contains(&question) {
        next.unexplained.push(question);
    }
}

/// Which open question a note answers: one of the person in whose name it is
/// given, never another's about the same kind of act.
fn open_question(lead: &Lead, note: &Event) -> Option<usize> {
    let Body::Note { about, .. } = &note.body else {
        return None;
    };
    let who = note
        .on_behalf_of
        .as_ref()
        .map_or(note.actor.id.as_str(), StaffId::as_str);
    lead.unexplained
        .iter()
        .position(|(rep, what)| rep.as_str() == who && what == about)
}

fn remember(round: &mut Vec<StaffId>, who: &StaffId) {
    if !round.contains(who) {
        round.push(who.clone());
    }
}
