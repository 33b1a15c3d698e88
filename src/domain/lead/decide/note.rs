//! 备注: something typed, kept sealed beside the event.

use super::{Asked, Decided, Stepper};
use crate::ids::StaffId;
use crate::lead::command::Reason;
use crate::lead::event::{About, Body};
use crate::lead::refusal::Refusal;
use crate::people::Action;

pub(super) fn note(asked: &Asked<'_>) -> Result<Decided, Refusal> {
    let mine = StaffId::parse(&asked.actor.id)
        .ok()
        .and_then(|me| asked.right_of(&me, Action::SeeContact));
    mine.or_else(|| asked.own_right(Action::SeeContact))
        .ok_or(Refusal::NotAllowed)?;
    let mut steps = Stepper::go_on(asked.lead.clone(), asked.now);
    let about = About::Remark;
    steps.push(
        Body::Note {
            about,
            reason: Reason::typed(),
            value_fen: None,
        },
        asked.actor,
        None,
    );
    Ok(steps.done())
}
