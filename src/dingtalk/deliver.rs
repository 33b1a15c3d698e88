//! A template card on its way: made and brought in one call, brought once more when it did
//! not arrive, and changed (`protocols/dingtalk.md` §5.2, §5.3, §8.2).

use super::call::{Answer, Calls};
use super::instance::{Delivered, Shape, Space, delivered, update};
use super::memory::Memory;
use super::verdict::Verdict;
use super::{card, plain};
use crate::app::ports::{Address, SendFailure, Sent};
use crate::protocol::unknown;
use crate::words::Card;

const CREATE: &str = "/v1.0/card/instances/createAndDeliver";
const DELIVER: &str = "/v1.0/card/instances/deliver";
const INSTANCES: &str = "/v1.0/card/instances";

/// What came of a template card.
#[derive(Debug)]
pub(super) enum Made {
    /// It is there.
    Sent(Sent),
    /// It has to go without a template.
    Without,
    /// It has to go without a template and without the customer's words.
    Shorter,
}

/// Makes a card and brings it to somebody. `card_id` is its id on the platform, which takes
/// it once: it is what makes the repetition of an unconfirmed send harmless.
pub(super) async fn card(
    calls: &Calls,
    shape: &Shape<'_>,
    memory: &Memory,
    space: &Space<'_>,
    card_id: &str,
    shown: &Card,
) -> Result<Made, SendFailure> {
    let answer = calls
        .post(CREATE, &shape.create(space, card_id, shown))
        .await?;
    match answer.judged.verdict {
        Verdict::Done => match delivered(&answer.body) {
            Delivered::Yes(carrier) => Ok(sent(carrier, false)),
            Delivered::Untold => Err(unknown("bad-answer")),
            Delivered::No(reason) => {
                tracing::warn!(card_id, reason, "a card was made and not delivered");
                memory.not_delivered(card_id);
                once_more(calls, shape, space, card_id).await
            }
        },
        // The first try got through; the right to change it does not depend on its answer.
        Verdict::Already => Ok(sent(None, true)),
        Verdict::Template => {
            tell_of_template(memory, &answer);
            Ok(Made::Without)
        }
        Verdict::Content => Ok(Made::Shorter),
        verdict if verdict.falls_back() => Ok(Made::Without),
        _ => Err(answer.judged.failure()),
    }
}

/// The right repeat of a card that exists already (§5.2).
async fn once_more(
    calls: &Calls,
    shape: &Shape<'_>,
    space: &Space<'_>,
    card_id: &str,
) -> Result<Made, SendFailure> {
    let answer = calls.post(DELIVER, &shape.deliver(space, card_id)).await?;
    match answer.judged.verdict {
        Verdict::Done => match delivered(&answer.body) {
            Delivered::Yes(carrier) => Ok(sent(carrier, false)),
            Delivered::No(_) | Delivered::Untold => Ok(Made::Without),
        },
        verdict if verdict.falls_back() => Ok(Made::Without),
        _ => Err(answer.judged.failure()),
    }
}

fn sent(message_id: Option<String>, already: bool) -> Made {
    Made::Sent(Sent {
        message_id,
        update_code: Some(card::PUT.to_owned()),
        already,
    })
}

/// One line for the operator, not one for each card that goes out without it.
fn tell_of_template(memory: &Memory, answer: &Answer) {
    if memory.template_refused() {
        tracing::error!(
            why = %answer.judged.failure(),
            "DingTalk refuses the card template: cards go out as action cards for 10 min"
        );
    }
}

/// Puts a card into its new state, for everybody who sees it.
pub(super) async fn change(
    calls: &Calls,
    to: &Address,
    card_id: &str,
    shown: &Card,
) -> Result<(), SendFailure> {
    let answer = calls.put(INSTANCES, &update(to, card_id, shown)).await?;
    let answer = if answer.judged.verdict == Verdict::Content {
        let shorter = plain::shorter(shown);
        calls.put(INSTANCES, &update(to, card_id, &shorter)).await?
    } else {
        answer
    };
    answer.done().map(drop)
}
