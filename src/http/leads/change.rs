//! `POST /api/v1/leads/{id}/VERB`: the transitions, in the name of a rep or as a manager.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse, post};
use paidan_domain::ids::StaffId;
use paidan_domain::lead::{Command, Conclusion, Reason};
use paidan_domain::money::Fen;
use serde::Deserialize;

use super::lead_ref;
use crate::app::caller::Caller;
use crate::app::failure::Failure;
use crate::app::lookup::Lookup;
use crate::app::people::WrongField;
use crate::app::ports::{Aside, LeadRef, Shelf};
use crate::app::transition::Transition;
use crate::http::auth::Keyring;
use crate::http::body;
use crate::http::problem::Problem;
use crate::words;
use crate::words::{ProblemKind, Wrong};

/// Characters of a reason or note at most.
const TYPED: usize = 2000;

/// What all transitions say; each uses what it needs.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Asked {
    rep: Option<String>,
    reason: Option<String>,
    note: Option<String>,
    outright: Option<bool>,
    result: Option<Conclusion>,
    value_fen: Option<i64>,
}

/// What a transition needs.
struct Ready {
    caller: Caller,
    lead: LeadRef,
    asked: Asked,
    rep: Option<StaffId>,
}

/// Changes a lead.
#[utoipa::path(
    tag = "leads",
    params(
        ("id" = String, Path, description = "Id or number"),
        ("verb" = String, Path, description = "claim, decline, contact, release, outcome, reassign"),
    ),
    request_body(content_type = "application/json", content = serde_json::Value,
        description = "rep, reason; reassign: outright; outcome: result, value_fen"),
    responses(
        (status = 200, description = "The lead afterwards", content_type = "application/json"),
        (status = 400, description = "Not JSON"),
        (status = 401, description = "No token"),
        (status = 403, description = "The role may not"),
        (status = 404, description = "Not there or not yours"),
        (status = 409, description = "Lost race, with the present state"),
        (status = 413, description = "Too large"),
        (status = 415, description = "Not application/json"),
        (status = 422, description = "Fields are wrong"),
        (status = 503, description = "Cannot be stored now"),
    ),
    security(("token" = []))
)]
#[post("/api/v1/leads/{id}/{verb}")]
pub(crate) async fn change(
    request: HttpRequest,
    path: Path<(String, String)>,
    payload: Payload,
    keys: Data<Keyring>,
    transition: Data<Transition>,
    lookup: Data<Lookup>,
    shelf: Data<dyn Shelf>,
) -> Result<HttpResponse, Problem> {
    let (id, verb) = path.into_inner();
    let caller = keys.changer(&request)?;
    let lead = lead_ref(&request, &id)?;
    // Unknown verbs and leads that are not theirs are the same: not there.
    lookup
        .lead(&caller, lead)
        .await
        .map_err(|no| Problem::of(&request, no))?;
    let bytes = body::read(&request, payload, body::LEAD).await?;
    let asked: Asked = body::typed(&request, &bytes)?;
    let rep = named_rep(&request, &asked)?;
    let ready = Ready {
        caller,
        lead,
        asked,
        rep,
    };
    let command = command(&request, &verb, &ready, shelf.as_ref())?;
    let actor = ready
        .caller
        .actor()
        .ok_or_else(|| Problem::new(&request, ProblemKind::Forbidden))?;
    let typed = typed_words(&ready.asked);
    let aside = Aside {
        typed,
        ..Aside::default()
    };
    transition
        .carry_out(ready.lead, command, actor, aside)
        .await
        .map_err(|no| Problem::of(&request, no))?;
    let lead = lookup
        .lead(&ready.caller, ready.lead)
        .await
        .map_err(|no| Problem::of(&request, no))?;
    Ok(HttpResponse::Ok().json(lead))
}

fn command(
    request: &HttpRequest,
    verb: &str,
    ready: &Ready,
    shelf: &dyn Shelf,
) -> Result<Command, Problem> {
    let reason = reason(&ready.asked);
    // In the name of a rep whom the caller may act for.
    let acting = || -> Result<StaffId, Problem> {
        let rep = ready.rep.clone().ok_or_else(|| missing(request, "/rep"))?;
        if ready.caller.may_act_for(&rep, &shelf.floor()) {
            Ok(rep)
        } else {
            Err(Problem::of(request, Failure::NotFound))
        }
    };
    Ok(match verb {
        "claim" => Command::Claim {
            rep: acting()?,
            offer: None,
        },
        "decline" => Command::Decline {
            rep: acting()?,
            offer: None,
            reason,
        },
        "contact" => Command::Contact {
            rep: acting()?,
            note: reason,
        },
        "release" => Command::Release {
            rep: acting()?,
            reason,
        },
        "outcome" => {
            let result = ready
                .asked
                .result
                .ok_or_else(|| missing(request, "/result"))?;
            let rep = ready.rep.is_some().then(acting).transpose()?;
            let value = ready.asked.value_fen.map(Fen);
            if value.is_some_and(|value| !value.is_in_range()) {
                return Err(wrong(request, "/value_fen", Wrong::Value));
            }
            Command::Conclude {
                rep,
                result,
                value,
                reason,
            }
        }
        "reassign" => {
            let to = ready.rep.clone().ok_or_else(|| missing(request, "/rep"))?;
            Command::Reassign {
                to,
                outright: ready.asked.outright.unwrap_or(false),
                reason,
            }
        }
        "pool" => Command::Pool,
        "note" if typed_words(&ready.asked).is_some() => Command::Note,
        "note" => return Err(missing(request, "/note")),
        _ => return Err(Problem::new(request, ProblemKind::NotFound)),
    })
}

fn named_rep(request: &HttpRequest, asked: &Asked) -> Result<Option<StaffId>, Problem> {
    let long = |text: &Option<String>| {
        text.as_ref()
            .is_some_and(|text| text.chars().count() > TYPED || text.contains('\0'))
    };
    if long(&asked.reason) || long(&asked.note) {
        return Err(wrong(request, "/reason", Wrong::Typed));
    }
    let Some(text) = asked.rep.as_deref() else {
        return Ok(None);
    };
    let parsed = StaffId::parse(text);
    parsed
        .map(Some)
        .map_err(|_| wrong(request, "/rep", Wrong::StaffId))
}

/// What was typed; a label from the list counts as chosen, not typed.
fn typed_words(asked: &Asked) -> Option<String> {
    let text = asked.reason.as_deref().or(asked.note.as_deref())?.trim();
    (!text.is_empty() && words::reason_code(text).is_none()).then(|| text.to_owned())
}

fn reason(asked: &Asked) -> Reason {
    let text = asked
        .reason
        .as_deref()
        .or(asked.note.as_deref())
        .map(str::trim);
    match text {
        None | Some("") => Reason::NONE,
        Some(text) => words::reason_code(text).map_or_else(Reason::typed, Reason::chosen),
    }
}

fn missing(request: &HttpRequest, pointer: &str) -> Problem {
    wrong(request, pointer, Wrong::Missing)
}

fn wrong(request: &HttpRequest, pointer: &str, what: Wrong) -> Problem {
    Problem::wrong(request, &[WrongField::new(pointer, what)])
}
