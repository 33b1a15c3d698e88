//! The address book (通讯录, `protocols/dingtalk.md` §7.1): the port [`Directory`]. The month
//! does not count its calls (§8.1).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use paidan_domain::time::Instant;
use serde_json::{Value, json};

use super::call::Calls;
use super::loose;
use crate::app::ports::{Clue, Directory, Known, Listed, SendFailure};

const USER: &str = "/topapi/v2/user/get";
const BY_MOBILE: &str = "/topapi/v2/user/getbymobile";
const DEPARTMENTS: &str = "/topapi/v2/department/listsub";
const MEMBERS: &str = "/topapi/v2/user/list";
const LEAVERS: &str = "/v1.0/contact/empLeaveRecords";

/// The company itself.
const ROOT: i64 = 1;
/// People on one page of a department.
const PAGE: i64 = 100;
/// Leavers on one page.
const LEAVERS_PAGE: &str = "50";
/// No list has more pages; a platform that never ends one is not followed for ever.
const MOST_PAGES: usize = 1000;
/// No member of this userid, as for everybody who has left.
const NO_MEMBER: &str = "60121";

/// The address book of the company, as far as the app sees it.
pub struct AddressBook {
    calls: Arc<Calls>,
}

impl AddressBook {
    /// `calls` is shared with whoever else asks the platform for this app.
    #[must_use]
    pub fn new(calls: Arc<Calls>) -> Self {
        Self { calls }
    }

    /// The departments right below one.
    async fn below(&self, department: i64) -> Result<Vec<i64>, SendFailure> {
        let asked = json!({ "dept_id": department });
        let answer = self.calls.ask(DEPARTMENTS, &asked).await?;
        let below = answer["result"].as_array().into_iter().flatten();
        let ids = below.filter_map(|one| loose::number(one.get("dept_id")));
        Ok(ids.collect())
    }

    /// The members of one department itself, page by page.
    async fn members(&self, department: i64) -> Result<Vec<Listed>, SendFailure> {
        let (mut people, mut cursor) = (Vec::new(), 0);
        for _ in 0..MOST_PAGES {
            let asked = json!({ "dept_id": department, "cursor": cursor, "size": PAGE });
            let answer = self.calls.ask(MEMBERS, &asked).await?;
            let result = &answer["result"];
            let list = result["list"].as_array().into_iter().flatten();
            people.extend(list.filter_map(listed));
            match loose::number(result.get("next_cursor")) {
                Some(next) if goes_on(result) && next > cursor => cursor = next,
                _ => break,
            }
        }
        Ok(people)
    }
}

#[async_trait]
impl Directory for AddressBook {
    fn clues(&self) -> &'static [Clue] {
        &[Clue::Mobile, Clue::JobNumber]
    }

    async fn look_up(&self, user: &str) -> Result<Known, SendFailure> {
        let asked = json!({ "userid": user, "language": "zh_CN" });
        match self.calls.ask(USER, &asked).await {
            Ok(_) => Ok(Known::Here),
            Err(SendFailure::Person { code }) if code == NO_MEMBER => Ok(Known::Left),
            Err(SendFailure::Person { .. }) => Ok(Known::Unsaid),
            Err(failure) => Err(failure),
        }
    }

    async fn by_mobile(&self, mobile: &str) -> Result<Option<String>, SendFailure> {
        match self
            .calls
            .ask(BY_MOBILE, &json!({ "mobile": mobile }))
            .await
        {
            Ok(answer) => Ok(loose::text(answer["result"].get("userid"))),
            Err(SendFailure::Person { .. }) => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// A department that is gone meanwhile, or that the app may not see, is left out; the
    /// company itself must be seen.
    async fn everybody(&self) -> Result<Vec<Listed>, SendFailure> {
        let mut people = BTreeMap::new();
        let (mut known, mut open) = (BTreeSet::from([ROOT]), vec![ROOT]);
        while let Some(department) = open.pop() {
            let below = match self.below(department).await {
                Err(failure) if department != ROOT && is_hidden(&failure) => continue,
                other => other?,
            };
            open.extend(below.into_iter().filter(|one| known.insert(*one)));
            let members = match self.members(department).await {
                Err(failure) if is_hidden(&failure) => continue,
                other => other?,
            };
            people.extend(members.into_iter().map(|one| (one.user.clone(), one)));
        }
        Ok(people.into_values().collect())
    }

    async fn leavers_since(&self, since: Instant) -> Result<Vec<String>, SendFailure> {
        let since = since.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let (mut users, mut next) = (Vec::new(), "0".to_owned());
        for _ in 0..MOST_PAGES {
            let query = [
                ("startTime", since.as_str()),
                ("nextToken", next.as_str()),
                ("maxResults", LEAVERS_PAGE),
            ];
            let answer = self.calls.get(LEAVERS, &query).await?;
            let before = users.len();
            let records = answer["records"].as_array().into_iter().flatten();
            users.extend(records.filter_map(|one| loose::text(loose::member(one, "userId"))));
            match loose::text(answer.get("nextToken")) {
                Some(token) if token != next && users.len() > before => next = token,
                _ => break,
            }
        }
        Ok(users)
    }
}

fn listed(member: &Value) -> Option<Listed> {
    Some(Listed {
        user: loose::text(member.get("userid"))?,
        name: loose::text(member.get("name")).unwrap_or_default(),
        job_number: loose::text(member.get("job_number")),
    })
}

/// A flag that is at times a text.
fn goes_on(page: &Value) -> bool {
    page["has_more"] == true || page["has_more"] == "true"
}

/// A department unknown, or outside of what the app may see.
fn is_hidden(failure: &SendFailure) -> bool {
    matches!(failure, SendFailure::Never { code } if code == "60003" || code == "50004")
}
