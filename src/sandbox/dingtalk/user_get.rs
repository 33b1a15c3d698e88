//! `POST /topapi/v2/user/get` (§7.1): one person.

use actix_web::HttpRequest;
use actix_web::web::{Bytes, Data};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Answer, parse_old};
use super::gate::{self, Api};
use super::people::Person;
use super::platform::Platform;
use super::refusal::Refusal;
use super::state::State;
use super::trouble::Trouble;
use crate::sandbox::address_book::AddressBook;

#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    userid: String,
}

/// 60121 for whom nobody knows and for who has left.
pub async fn get(
    request: HttpRequest,
    platform: Data<Platform>,
    book: Data<AddressBook>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    gate::enter(&request, &platform, Api::contacts("qyapi_get_member"))?;
    let Request { userid } = parse_old(&body)?;
    if userid.is_empty() {
        return Err(Refusal::old(33012, "无效的 USERID"));
    }
    if platform.read(|state| state.people.known(&userid).is_none()) {
        let looked = book.refresh_for_stranger().await;
        looked.map_err(|_| Trouble::Busy.on_old_api())?;
    }
    platform.read(|state| match state.people.find(&userid) {
        Some(person) if state.setup.shows(&userid) => Ok(Answer::old(shown(state, person))),
        _ => Err(nobody()),
    })
}

/// The code for somebody who is not there.
pub fn nobody() -> Refusal {
    Refusal::old(60121, "找不到该用户")
}

/// Somebody as the contact calls show them; the mobile needs a permission of its own.
pub fn shown(state: &State, person: &Person) -> Value {
    let department = state.people.department_of(person);
    let mut shown = json!({
        "userid": person.userid,
        "unionid": person.unionid(),
        "name": person.name,
        "job_number": person.job_number,
        "title": "",
        "dept_id_list": [department],
        "active": true,
        "admin": false,
        "boss": false,
        "senior": false,
        "leader_in_dept": [{"dept_id": department, "leader": person.role == "manager"}],
        "role_list": [],
    });
    let allowed = !state
        .setup
        .permissions
        .iter()
        .any(|one| one == "fieldMobile");
    if allowed && !person.mobile.is_empty() {
        shown["mobile"] = person.mobile.clone().into();
        shown["state_code"] = "86".into();
    }
    shown
}
