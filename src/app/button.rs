//! What a button of a card asks for.

use paidan_domain::ids::StaffId;
use paidan_domain::lead::{About, Command, Conclusion, Reason, ReasonCode};
use paidan_domain::people::{Actor, Role, Staff};

use super::ports::{CardAsks, CardRecord, Press};
use crate::words::WhyNot;

/// Whoever pressed, as the one who acts.
pub(super) fn actor(staff: &Staff) -> Actor {
    match staff.role {
        Role::Rep => Actor::rep(&staff.id),
        Role::Manager => Actor::manager(&staff.id),
    }
}

/// The command behind a button. `Err(None)`: this card has no such button (any more).
pub(super) fn command(
    press: &Press,
    card: &CardRecord,
    staff: &Staff,
    unexplained: &[(StaffId, About)],
) -> Result<Command, Option<WhyNot>> {
    let rep = staff.id.clone();
    let (verb, rest) = press.button.split_once(':').unwrap_or((&press.button, ""));
    let conclude = |result| Command::Conclude {
        rep: Some(rep.clone()),
        result,
        value: None,
        reason: Reason::NONE,
    };
    let command = match (verb, card.asks) {
        ("claim", CardAsks::Offer(offer)) => Command::Claim {
            rep,
            offer: Some(offer),
        },
        ("claim", CardAsks::Pool) => Command::Claim { rep, offer: None },
        ("take", CardAsks::Escalation(level)) => Command::Take { level },
        ("pool", CardAsks::Escalation(_)) => Command::Pool,
        ("decline", CardAsks::Offer(offer)) => Command::Decline {
            rep,
            offer: Some(offer),
            reason: Reason::NONE,
        },
        ("reason", _) => {
            let chosen = press.params.get("reason").and_then(|values| values.first());
            let code = ReasonCode::from_name(chosen.map_or(rest, String::as_str)).ok_or(None)?;
            let about = about(card, &rep, unexplained).ok_or(None)?;
            Command::Explain {
                rep,
                about,
                reason: Reason::chosen(code),
                value: None,
            }
        }
        ("contacted", _) => Command::Contact {
            rep,
            note: Reason::NONE,
        },
        ("won", _) => conclude(Conclusion::Won),
        ("lost", _) => conclude(Conclusion::Lost),
        ("invalid", _) => conclude(Conclusion::Invalid),
        ("release", _) => Command::Release {
            rep,
            reason: Reason::NONE,
        },
        ("assign", CardAsks::Escalation(level)) => {
            let chosen = press.params.get("rep").and_then(|values| values.first());
            let to = chosen.and_then(|id| StaffId::parse(id).ok());
            Command::Assign {
                to: to.ok_or(Some(WhyNot::NobodyChosen))?,
                level,
            }
        }
        _ => return Err(None),
    };
    Ok(command)
}

/// What the reason on this card is about: the decline of its offer first.
fn about(card: &CardRecord, rep: &StaffId, unexplained: &[(StaffId, About)]) -> Option<About> {
    let mut mine = unexplained
        .iter()
        .filter(|(who, _)| who == rep)
        .map(|(_, what)| what);
    let of_this_card = |what: &&About| match (what, card.asks) {
        (About::Decline { offer }, CardAsks::Offer(sent)) => *offer == sent,
        (About::Decline { .. }, _) => false,
        _ => true,
    };
    mine.find(of_this_card).cloned()
}
