//! `POST /cgi-bin/message/update_template_card` (document 94888): changes a card that was sent.

use actix_web::web::{Bytes, Data, Query};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse};
use super::auth::Auth;
use super::card::Card;
use super::card_check;
use super::errcode::{self, Refusal};
use super::phone::Body;
use super::platform::{Platform, State};

#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    userids: Vec<String>,
    #[serde(default)]
    partyids: Vec<i64>,
    #[serde(default)]
    tagids: Vec<i64>,
    #[serde(default)]
    atall: i64,
    agentid: Option<i64>,
    #[serde(default)]
    response_code: String,
    button: Option<Grey>,
    template_card: Option<Card>,
}

#[derive(Deserialize)]
struct Grey {
    #[serde(default)]
    replace_name: String,
}

/// What a card becomes.
#[derive(Debug, Clone)]
pub enum Change {
    /// Its buttons become one grey text.
    Grey(String),
    /// Another card stands in its place.
    Replace(Box<Card>),
}

/// Changes the card on the named phones and uses the code up.
pub async fn update(
    platform: Data<Platform>,
    auth: Query<Auth>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    auth.check(&platform)?;
    let request: Request = parse(&body)?;
    let agent = request.agentid.ok_or_else(errcode::no_agent)?;
    if agent != platform.account.agent_id {
        return Err(errcode::wrong_agent());
    }
    platform.read(|state| state.setup.check_app())?;
    let change = change_of(&request)?;
    platform.change(|state, now| apply_to_all(state, now, &request, &change))
}

fn change_of(request: &Request) -> Result<Change, Refusal> {
    if request.response_code.is_empty() {
        return Err(errcode::missing_parameter("response_code"));
    }
    match (&request.button, &request.template_card) {
        (Some(_), Some(_)) => Err(errcode::bad_parameter("button beside template_card")),
        (None, None) => Err(errcode::missing_parameter("button or template_card")),
        (Some(grey), None) if grey.replace_name.is_empty() => {
            Err(errcode::missing_parameter("button.replace_name"))
        }
        (Some(grey), None) => Ok(Change::Grey(grey.replace_name.clone())),
        (None, Some(card)) => {
            card_check::check(card)?;
            Ok(Change::Replace(Box::new(card.clone())))
        }
    }
}

fn apply_to_all(
    state: &mut State,
    now: Timestamp,
    request: &Request,
    change: &Change,
) -> Result<Answer, Refusal> {
    let msgid = state
        .message_of_code(&request.response_code, now)
        .ok_or_else(errcode::response_code)?
        .to_owned();
    let recipients = state
        .sent
        .get(&msgid)
        .map(|sent| sent.recipients.clone())
        .unwrap_or_default();
    let everybody = request.atall == 1 || request.partyids.contains(&1);
    let named: Vec<String> = request.userids.iter().map(|id| id.to_lowercase()).collect();
    if !everybody && named.is_empty() && request.partyids.is_empty() && request.tagids.is_empty() {
        return Err(errcode::no_recipient());
    }
    let (known, invalid): (Vec<_>, Vec<_>) = named
        .into_iter()
        .partition(|userid| recipients.contains(userid));
    let chosen = if everybody { recipients } else { known };
    let mut task_id = None;
    for userid in &chosen {
        task_id = apply(state, now, userid, &msgid, change.clone()).or(task_id);
    }
    state.spend_code(&request.response_code);
    Ok(Answer::with(json!({ "invaliduser": invalid })).about(task_id))
}

/// Changes the card of this message on one phone; answers with its task when it is there.
pub fn apply(
    state: &mut State,
    now: Timestamp,
    userid: &str,
    msgid: &str,
    change: Change,
) -> Option<String> {
    let version = state.version;
    let phone = state.phones.get_mut(&userid.to_lowercase())?;
    let message = phone.message_mut(msgid)?;
    let mut card = message.card()?.clone();
    match change {
        Change::Grey(text) => card.replace_text = text,
        Change::Replace(new) => {
            // The task of a card is the one it was sent with, whatever the update says.
            card = Card {
                task_id: message.task_id.clone(),
                ..*new
            };
        }
    }
    message.body = Body::card(card);
    message.updated_at = Some(now);
    message.version = version;
    Some(message.task_id.clone())
}
