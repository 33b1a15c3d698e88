//! One parcel over the wire, once.

use std::collections::HashMap;
use std::sync::Arc;

use paidan_domain::people::Platform;

use super::errand::{Change, Parcel};
use crate::app::ports::{Address, Chat, Finish, Right, SendFailure, Sent, Spent};

/// The platforms that are switched on.
pub(super) type Chats = HashMap<Platform, Arc<dyn Chat>>;

/// What a platform did not do, and which one.
pub(super) struct Failed {
    pub platform: Platform,
    pub failure: SendFailure,
}

/// Sends new things to `to`; a change goes where its card is.
pub(super) async fn send(
    chats: &Chats,
    (platform, to): (Platform, &Address),
    parcel: &Parcel,
) -> Result<Finish, Failed> {
    let failed = |failure| Failed { platform, failure };
    let chat = || chats.get(&platform).ok_or_else(|| failed(off()));
    match parcel {
        Parcel::Nothing(why) => Ok(Finish::Skipped(why)),
        Parcel::NewCard(new) => {
            // Repeating a change that was made finds its right used up, and does no harm.
            let (_, spent) = change_all(chats, &new.first).await?;
            let card_id = &new.record.card_id;
            let sent = chat()?.send_card(to, card_id, &new.card).await;
            let Sent {
                message_id,
                update_code,
                ..
            } = sent.map_err(failed)?;
            Ok(Finish::CardSent {
                update_code,
                message_id,
                spent,
            })
        }
        Parcel::Text(text) => {
            chat()?.send_text(to, text).await.map_err(failed)?;
            Ok(Finish::Done { spent: Vec::new() })
        }
        Parcel::Changes(all) => {
            let (changed, spent) = change_all(chats, all).await?;
            if changed == 0 {
                let code = "no right left".to_owned();
                return Err(failed(SendFailure::Spent { code }));
            }
            Ok(Finish::Done { spent })
        }
    }
}

/// How many cards were changed, and the rights that it took.
async fn change_all(chats: &Chats, all: &[Change]) -> Result<(usize, Vec<Spent>), Failed> {
    let (mut changed, mut spent) = (0, Vec::new());
    for one in all {
        let end = change(chats, one).await;
        let failed = |failure| Failed {
            platform: one.platform,
            failure,
        };
        let Some((code, left)) = end.map_err(failed)? else {
            continue;
        };
        changed += 1;
        let next = match left {
            Right::Kept => continue,
            Right::Used => None,
            Right::Instead(next) => Some(next),
        };
        spent.push(Spent {
            card_id: one.card_id.clone(),
            right: code,
            next,
        });
    }
    Ok((changed, spent))
}

/// Changes a card by the first right that still holds; none when all are used up.
async fn change(chats: &Chats, one: &Change) -> Result<Option<(String, Right)>, SendFailure> {
    let chat = chats.get(&one.platform).ok_or_else(off)?;
    for code in &one.codes {
        match chat
            .update_card(&one.to, &one.card_id, code, &one.card)
            .await
        {
            Ok(left) => return Ok(Some((code.clone(), left))),
            Err(SendFailure::Spent { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(None)
}

fn off() -> SendFailure {
    SendFailure::Never {
        code: "platform off".to_owned(),
    }
}
