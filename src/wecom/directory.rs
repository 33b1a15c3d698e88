//! The address book (通讯录, `protocols/wecom.md` §4.5), as far as the app sees it: the port
//! [`Directory`]. Apps made since 2022-06-20 get no phones, and no app gets job numbers, so
//! people are told by their names.

use std::collections::BTreeMap;

use async_trait::async_trait;
use paidan_domain::time::Instant;
use serde_json::json;

use super::call::{Answer, count, judge};
use super::client::{Client, is_userid};
use crate::app::ports::{Clue, Directory, Known, Listed, SendFailure};

const USER: &str = "user/get";
const BY_MOBILE: &str = "user/getuserid";
const DEPARTMENTS: &str = "department/simplelist";
const MEMBERS: &str = "user/simplelist";

#[async_trait]
impl Directory for Client {
    fn clues(&self) -> &'static [Clue] {
        &[Clue::Name, Clue::MobileOnRequest]
    }

    async fn look_up(&self, user: &str) -> Result<Known, SendFailure> {
        if !is_userid(user) {
            return Ok(Known::Unsaid);
        }
        let answer = self.calls.get(USER, &[("userid", user)]).await;
        counted(USER, answer, |answer| match answer.code {
            0 => Some(Known::Here),
            60111 => Some(Known::Left),
            40003 => Some(Known::Unsaid),
            _ => None,
        })
    }

    async fn by_mobile(&self, mobile: &str) -> Result<Option<String>, SendFailure> {
        let asked = json!({ "mobile": mobile });
        let answer = self.calls.post(BY_MOBILE, &asked).await;
        counted(BY_MOBILE, answer, |answer| match answer.code {
            0 => Some(answer.text("userid").map(str::to_owned)),
            46004 => Some(None),
            _ => None,
        })
    }

    async fn everybody(&self) -> Result<Vec<Listed>, SendFailure> {
        let answer = self.calls.get(DEPARTMENTS, &[]).await;
        let departments: Vec<String> = counted(DEPARTMENTS, answer, |answer| {
            let ids = answer.list("department_id").iter();
            (answer.code == 0).then(|| ids.map(|one| one["id"].to_string()).collect())
        })?;
        // Who belongs to several departments stands in the list of each.
        let mut people = BTreeMap::new();
        for department in departments {
            let query = [("department_id", department.as_str())];
            let answer = self.calls.get(MEMBERS, &query).await;
            let members: Vec<Listed> = counted(MEMBERS, answer, |answer| {
                let members = answer.list("userlist").iter();
                (answer.code == 0).then(|| members.filter_map(listed).collect())
            })?;
            people.extend(
                members
                    .into_iter()
                    .map(|one| (one.user.to_lowercase(), one)),
            );
        }
        Ok(people.into_values().collect())
    }

    /// The platform keeps no list of leavers.
    async fn leavers_since(&self, _since: Instant) -> Result<Vec<String>, SendFailure> {
        Ok(Vec::new())
    }
}

fn listed(member: &serde_json::Value) -> Option<Listed> {
    Some(Listed {
        user: member["userid"].as_str()?.to_owned(),
        name: member["name"].as_str().unwrap_or_default().to_owned(),
        job_number: None,
    })
}

/// What an answer says; one that `read` does not know is judged by its code.
fn counted<T>(
    api: &'static str,
    answer: Result<Answer, SendFailure>,
    read: impl FnOnce(&Answer) -> Option<T>,
) -> Result<T, SendFailure> {
    let end = answer.and_then(|answer| read(&answer).ok_or_else(|| judge(api, &answer)));
    count(api, end.as_ref().map_or_else(SendFailure::name, |_| "ok"));
    end
}
