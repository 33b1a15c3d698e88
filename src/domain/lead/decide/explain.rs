//! The reason given after the act, once, by whoever acted.

use super::{Asked, Decided, Stepper};
use crate::ids::StaffId;
use crate::lead::command::Reason;
use crate::lead::effect::Effect;
use crate::lead::event::{About, Body};
use crate::lead::refusal::Refusal;
use crate::money::Fen;

pub(super) fn explain(
    asked: &Asked<'_>,
    rep: &StaffId,
    about: &About,
    reason: Reason,
    value: Option<Fen>,
) -> Result<Decided, Refusal> {
    if !asked.speaks_for(rep) {
        return Err(Refusal::NotAllowed);
    }
    let open = asked
        .lead
        .unexplained
        .iter()
        .any(|(who, what)| who == rep && what == about);
    if !open {
        return Err(Refusal::NothingToExplain);
    }
    let mut steps = Stepper::go_on(asked.lead.clone(), asked.now);
    let note = Body::Note {
        about: about.clone(),
        reason,
        value_fen: value,
    };
    steps.push(note, asked.actor, asked.on_behalf_of(rep));
    steps.effect(Effect::Refresh {
        of: rep.clone().into(),
    });
    Ok(steps.done())
}
