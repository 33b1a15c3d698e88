//! `POST /cgi-bin/message/send` (document 90236): a message to members.

use std::collections::HashSet;

use actix_web::web::{Bytes, Data, Query};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use super::answer::{Answer, parse};
use super::auth::Auth;
use super::errcode::{self, Refusal};
use super::message_content::Content;
use super::phone::{Author, Body};
use super::platform::{Platform, Sent, State};
use crate::sandbox::address_book::AddressBook;
use crate::sandbox::random_text::random_text;
use crate::sandbox::story::Tone;

const MOST_MEMBERS: usize = 1000;
const MOST_PARTIES: usize = 100;
/// The only department of the simulated company.
const ROOT_PARTY: &str = "1";

#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    touser: String,
    #[serde(default)]
    toparty: String,
    #[serde(default)]
    totag: String,
    agentid: Option<i64>,
    #[serde(flatten)]
    content: Content,
}

/// Who gets it, as the request says.
#[derive(Debug, Default)]
struct Recipients {
    valid: Vec<String>,
    invalid: Vec<String>,
    invalid_parties: Vec<String>,
    invalid_tags: Vec<String>,
}

/// Sends, and gives the right to change a card with buttons once.
pub async fn send(
    platform: Data<Platform>,
    book: Data<AddressBook>,
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
    check_counts(&request)?;
    let mut recipients = platform.read(|state| resolve(state, &request));
    if !recipients.invalid.is_empty() {
        // A rep made a moment ago is known to the service and not yet to us.
        book.refresh_for_stranger()
            .await
            .map_err(|_| errcode::busy())?;
        recipients = platform.read(|state| resolve(state, &request));
    }
    let body = request.content.into_body()?;
    if matches!(&body, Body::Card { card, .. } if card.is_interactive()) {
        platform.read(|state| state.setup.check_callback())?;
    }
    platform.change(|state, now| deliver(state, now, recipients, body))
}

fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split('|')
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

fn check_counts(request: &Request) -> Result<(), Refusal> {
    let users = names(&request.touser).count();
    let (parties, tags) = (
        names(&request.toparty).count(),
        names(&request.totag).count(),
    );
    match (users, parties, tags) {
        (0, 0, 0) => Err(errcode::no_recipient()),
        (users, ..) if users > MOST_MEMBERS => Err(errcode::too_many_members()),
        (_, parties, _) if parties > MOST_PARTIES => Err(errcode::too_many_parties()),
        (.., tags) if tags > MOST_PARTIES => Err(errcode::too_many_tags()),
        _ => Ok(()),
    }
}

fn resolve(state: &State, request: &Request) -> Recipients {
    let everybody = || {
        state
            .members
            .all()
            .iter()
            .map(|member| member.userid.clone())
    };
    let mut found = Recipients::default();
    if request.touser.trim() == "@all" {
        found.valid.extend(everybody());
        return found;
    }
    for userid in names(&request.touser) {
        match state.members.find(userid) {
            Some(member) if state.setup.visible.covers(&member.userid) => {
                found.valid.push(member.userid.clone());
            }
            // The platform names them in lower case, however they were written.
            _ => found.invalid.push(userid.to_lowercase()),
        }
    }
    for party in names(&request.toparty) {
        if party == ROOT_PARTY {
            found.valid.extend(everybody());
        } else {
            found.invalid_parties.push(party.to_owned());
        }
    }
    found
        .invalid_tags
        .extend(names(&request.totag).map(str::to_owned));
    let mut seen = HashSet::new();
    found.valid.retain(|userid| seen.insert(userid.clone()));
    found
}

fn deliver(
    state: &mut State,
    now: Timestamp,
    to: Recipients,
    body: Body,
) -> Result<Answer, Refusal> {
    let (task_id, interactive) = match &body {
        Body::Card { card, .. } => (card.task_id.clone(), card.is_interactive()),
        _ => (String::new(), false),
    };
    if to.valid.is_empty() {
        return Err(errcode::all_invalid().about(&task_id));
    }
    // An id is taken only by a send that goes out; a repeated one is how a retry shows itself.
    if !task_id.is_empty() && !state.tasks.insert(task_id.clone()) {
        return Err(errcode::task_id().about(&task_id));
    }
    let msgid = random_text(43);
    for userid in &to.valid {
        show(state, now, userid, &msgid, body.clone());
    }
    let sent = Sent {
        at: now,
        recipients: to
            .valid
            .iter()
            .map(|userid| userid.to_lowercase())
            .collect(),
    };
    state.sent.insert(msgid.clone(), sent);
    let mut fields = json!({
        "invaliduser": to.invalid.join("|"),
        "invalidparty": to.invalid_parties.join("|"),
        "invalidtag": to.invalid_tags.join("|"),
        "unlicenseduser": "",
        "msgid": msgid,
    });
    if interactive {
        fields["response_code"] = state.new_code(&msgid, now).into();
    }
    Ok(Answer::with(fields).about((!task_id.is_empty()).then_some(task_id)))
}

fn show(state: &mut State, now: Timestamp, userid: &str, msgid: &str, body: Body) {
    let name = state.name_of(userid);
    let has_room = state
        .phones
        .entry(userid.to_lowercase())
        .or_default()
        .has_room(now);
    if !has_room {
        let text = format!("{name}一分钟内消息过多，平台丢弃了 1 条");
        state.story.tell(now, Tone::Bad, body.lead(), text);
        return;
    }
    let what = match (&body, body.lead()) {
        (Body::Card { .. }, Some(lead)) => format!("{name}收到 #{lead} 的卡片"),
        (Body::Card { card, .. }, None) => format!("{name}收到「{}」", card.title()),
        _ => format!("{name}收到一条消息"),
    };
    state.story.tell(now, Tone::Plain, body.lead(), what);
    state.show(userid, now, Author::App, msgid, body);
}
