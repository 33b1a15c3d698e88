//! `GET /cgi-bin/user/get` (document 90196): one member.

use actix_web::web::{Data, Query};
use serde::Deserialize;
use serde_json::json;

use super::answer::Answer;
use super::auth::Auth;
use super::errcode::{self, Refusal};
use super::platform::Platform;
use crate::sandbox::address_book::AddressBook;

/// Whom.
#[derive(Deserialize)]
pub struct Who {
    userid: Option<String>,
}

/// Name and department; mobile and mail are kept from apps made since 2022-06-20.
pub async fn get(
    platform: Data<Platform>,
    book: Data<AddressBook>,
    auth: Query<Auth>,
    who: Query<Who>,
) -> Result<Answer, Refusal> {
    auth.check(&platform)?;
    let userid = who.userid.as_deref().unwrap_or_default();
    if userid.is_empty() {
        return Err(errcode::missing_parameter("userid"));
    }
    let find = || platform.read(|state| state.members.find(userid).cloned());
    let mut found = find();
    if found.is_none() {
        book.refresh_for_stranger()
            .await
            .map_err(|_| errcode::busy())?;
        found = find();
    }
    // Whoever stands outside the visible range does not exist for the app.
    let seen = platform.read(|state| state.setup.visible.clone());
    found = found.filter(|member| seen.covers(&member.userid));
    let member = found.ok_or_else(errcode::no_member)?;
    let leads = i64::from(member.role == "manager");
    Ok(Answer::with(json!({
        "userid": member.userid,
        "name": member.name,
        "department": [1],
        "main_department": 1,
        "order": [0],
        "position": "",
        "status": 1,
        "isleader": leads,
        "is_leader_in_dept": [leads],
        "direct_leader": [],
        "enable": 1,
    })))
}
