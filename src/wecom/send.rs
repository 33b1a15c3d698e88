//! `POST /cgi-bin/message/send` (page 90236): a card or a text to one person.

use serde::Serialize;

use crate::app::ports::{SendFailure, Sent};
use crate::protocol::cut_bytes;
use crate::words::Card;

use super::call::{Answer, Calls, judge};
use super::card::new;
use super::errcode::{self, Meaning};
use super::form::Group;

pub(super) const API: &str = "message/send";

/// Cut beyond; far beyond, some got 40058.
const TEXT_BYTES: usize = 2048;

const TASK_ID_BYTES: usize = 128;

#[derive(Serialize)]
struct Message<'a> {
    touser: &'a str,
    msgtype: &'static str,
    agentid: i64,
    #[serde(flatten)]
    content: Content<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Content<'a> {
    TemplateCard(Group),
    Text { content: &'a str },
}

/// Sends a card under `card_id` as its `task_id`, which the platform takes once: it
/// is what makes the repetition of an unconfirmed send harmless.
pub(super) async fn card(
    calls: &Calls,
    agentid: i64,
    touser: &str,
    card_id: &str,
    card: &Card,
) -> Result<Sent, SendFailure> {
    well_formed(card_id)?;
    let content = Content::TemplateCard(new(card, card_id));
    let answer = calls
        .post(
            API,
            &Message {
                touser,
                msgtype: "template_card",
                agentid,
                content,
            },
        )
        .await?;
    if errcode::meaning(answer.code) == Meaning::Repeated {
        // The id is well-formed, so the code can only say that it was used (§4.2). The
        // first answer's ids are lost.
        return Ok(Sent {
            already: true,
            ..Sent::default()
        });
    }
    sent(&answer, touser)
}

/// Sends a text. A repetition reaches the person again: texts have no id.
pub(super) async fn text(
    calls: &Calls,
    agentid: i64,
    touser: &str,
    text: &str,
) -> Result<Sent, SendFailure> {
    let content = Content::Text {
        content: cut_bytes(text, TEXT_BYTES),
    };
    let answer = calls
        .post(
            API,
            &Message {
                touser,
                msgtype: "text",
                agentid,
                content,
            },
        )
        .await?;
    sent(&answer, touser)
}

fn sent(answer: &Answer, user: &str) -> Result<Sent, SendFailure> {
    if answer.code != 0 {
        return Err(judge(API, answer));
    }
    // Accepted, and not delivered: out of scope, or without a licence.
    for list in ["invaliduser", "unlicenseduser"] {
        if answer.names(list, user) {
            return Err(SendFailure::Person {
                code: list.to_owned(),
            });
        }
    }
    Ok(Sent {
        message_id: answer.text("msgid").map(str::to_owned),
        update_code: answer.text("response_code").map(str::to_owned),
        already: false,
    })
}

/// Digits, letters, `_-@`, at most 128 bytes: an id that is not would be answered with
/// the code that otherwise means "sent before".
fn well_formed(card_id: &str) -> Result<(), SendFailure> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-@".contains(&byte);
    if (1..=TASK_ID_BYTES).contains(&card_id.len()) && card_id.bytes().all(fits) {
        Ok(())
    } else {
        Err(SendFailure::Never {
            code: "card-id".to_owned(),
        })
    }
}
