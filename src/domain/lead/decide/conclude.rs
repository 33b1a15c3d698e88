//! 成交, 丢单, 无效: how a lead ends.

use super::{Asked, Decided, Stepper};
use crate::ids::StaffId;
use crate::lead::command::{Conclusion, Reason};
use crate::lead::event::Body;
use crate::lead::refusal::Refusal;
use crate::lead::state::{Life, State};
use crate::money::Fen;
use crate::people::Action;

pub(super) fn conclude(
    asked: &Asked<'_>,
    rep: Option<&StaffId>,
    result: Conclusion,
    value: Option<Fen>,
    reason: Reason,
) -> Result<Decided, Refusal> {
    let lead = asked.lead;
    let mut steps = Stepper::go_on(lead.clone(), asked.now);
    if lead.state() == ends_as(result) {
        // The same end again changes nothing; another end is refused below.
        return Ok(steps.done());
    }
    let may_end = match (&lead.life, rep) {
        (Life::Claimed { owner } | Life::Contacted { owner }, Some(rep)) if owner != rep => {
            return Err(Refusal::AlreadyClaimed { by: owner.clone() });
        }
        (Life::Claimed { .. } | Life::Contacted { .. }, Some(rep)) => {
            asked.right_of(rep, Action::Conclude)
        }
        (Life::Claimed { .. } | Life::Contacted { .. }, None) => asked.own_right(Action::Conclude),
        (Life::Quarantined | Life::Escalated(_) | Life::Pooled, None)
            if result == Conclusion::Invalid =>
        {
            asked.own_right(Action::Conclude)
        }
        _ => {
            return Err(Refusal::WrongState {
                state: lead.state(),
            });
        }
    };
    may_end.ok_or(Refusal::NotAllowed)?;
    let body = match result {
        Conclusion::Won => Body::Won {
            value_fen: value,
            reason,
        },
        Conclusion::Lost => Body::Lost { reason },
        Conclusion::Invalid => Body::Invalid { reason },
    };
    let on_behalf_of = rep.and_then(|rep| asked.on_behalf_of(rep));
    steps.push(body, asked.actor, on_behalf_of);
    steps.refresh_holders(lead);
    Ok(steps.done())
}

fn ends_as(result: Conclusion) -> State {
    match result {
        Conclusion::Won => State::Won,
        Conclusion::Lost => State::Lost,
        Conclusion::Invalid => State::Invalid,
    }
}
