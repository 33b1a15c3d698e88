//! One parcel over the wire, once.

use super::errand::{Change, Parcel};
use crate::app::ports::{Chat, Finish, SendFailure, Sent};

pub(super) async fn send(
    chat: &dyn Chat,
    user: &str,
    parcel: &Parcel,
) -> Result<Finish, SendFailure> {
    match parcel {
        Parcel::Nothing(why) => Ok(Finish::Skipped(why)),
        Parcel::NewCard(new) => {
            // Repeating a change that was made finds its right used up, and does no harm.
            let spent = change_all(chat, user, &new.first).await?;
            let Sent {
                message_id,
                update_code,
                ..
            } = chat.send_card(user, &new.record.card_id, &new.card).await?;
            Ok(Finish::CardSent {
                update_code,
                message_id,
                spent,
            })
        }
        Parcel::Text(text) => {
            chat.send_text(user, text).await?;
            Ok(Finish::Done { spent: Vec::new() })
        }
        Parcel::Changes(all) => {
            let spent = change_all(chat, user, all).await?;
            if spent.is_empty() {
                return Err(SendFailure::Spent {
                    code: "no right left".to_owned(),
                });
            }
            Ok(Finish::Done { spent })
        }
    }
}

/// The cards that were changed, each with the right that it took.
async fn change_all(
    chat: &dyn Chat,
    user: &str,
    all: &[Change],
) -> Result<Vec<(String, String)>, SendFailure> {
    let mut spent = Vec::new();
    for one in all {
        if let Some(code) = change(chat, user, one).await? {
            spent.push((one.card_id.clone(), code));
        }
    }
    Ok(spent)
}

/// Changes a card by the first right that still holds; none when all are used up.
async fn change(chat: &dyn Chat, user: &str, one: &Change) -> Result<Option<String>, SendFailure> {
    for code in &one.codes {
        match chat.update_card(user, code, &one.card).await {
            Ok(()) => return Ok(Some(code.clone())),
            Err(SendFailure::Spent { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(None)
}
