//! `POST /topapi/v2/department/listsub`, `/topapi/v2/user/list` and `/topapi/user/listid` (§7.1):
//! the next level of departments, and who is in one.

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
use super::user_get::shown;

/// The company itself.
const ROOT: i64 = 1;
const LARGEST_PAGE: usize = 100;

#[derive(Deserialize)]
struct Request {
    dept_id: Option<i64>,
    #[serde(default)]
    cursor: usize,
    size: Option<usize>,
}

/// The departments directly below.
pub async fn list_sub(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    let api = Api::contacts("qyapi_get_department_list");
    gate::enter(&request, &platform, api)?;
    let wanted: Request = parse_old(&body)?;
    platform.read(|state| {
        let department = known(state, wanted.dept_id)?;
        let below: Vec<Value> = state
            .people
            .departments()
            .into_iter()
            .filter(|_| department == ROOT)
            .map(|(id, name)| json!({"dept_id": id, "name": name, "parent_id": ROOT}))
            .collect();
        Ok(Answer::old(below.into()))
    })
}

/// A page of the people of one department itself.
pub async fn users(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    let api = Api::contacts("qyapi_get_department_member");
    gate::enter(&request, &platform, api)?;
    let wanted: Request = parse_old(&body)?;
    let size = wanted.size.unwrap_or(0);
    if size == 0 || size > LARGEST_PAGE {
        return Err(Refusal::old(40035, "不合法的 size"));
    }
    platform.read(|state| {
        let people = members(state, wanted.dept_id)?;
        let page = people.iter().skip(wanted.cursor).take(size);
        let list: Vec<Value> = page.map(|person| shown(state, person)).collect();
        let next = wanted.cursor + list.len();
        let more = next < people.len();
        let mut result = json!({"list": list, "has_more": more});
        if more {
            result["next_cursor"] = next.into();
        }
        Ok(Answer::old(result))
    })
}

/// The userids of one department itself.
pub async fn user_ids(
    request: HttpRequest,
    platform: Data<Platform>,
    body: Bytes,
) -> Result<Answer, Refusal> {
    let api = Api::contacts("qyapi_get_department_member");
    gate::enter(&request, &platform, api)?;
    let wanted: Request = parse_old(&body)?;
    platform.read(|state| {
        let people = members(state, wanted.dept_id)?;
        let ids: Vec<&str> = people.iter().map(|person| person.userid.as_str()).collect();
        Ok(Answer::old(json!({ "userid_list": ids })))
    })
}

fn known(state: &State, wanted: Option<i64>) -> Result<i64, Refusal> {
    let department = wanted.unwrap_or(ROOT);
    let mut all = state.people.departments().into_iter();
    if department == ROOT || all.any(|(id, _)| id == department) {
        Ok(department)
    } else {
        Err(Refusal::old(60003, "部门不存在"))
    }
}

fn members(state: &State, wanted: Option<i64>) -> Result<Vec<&Person>, Refusal> {
    let department = known(state, wanted)?;
    let people = &state.people;
    let seen = |person: &&Person| {
        state.setup.shows(&person.userid) && people.department_of(person) == department
    };
    Ok(people.present().filter(seen).collect())
}
