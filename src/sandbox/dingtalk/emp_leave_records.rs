//! `GET /v1.0/contact/empLeaveRecords` (§7.1): who has left.

use actix_web::HttpRequest;
use actix_web::web::{Data, Query};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Answer;
use super::gate::{self, Api, Family};
use super::platform::Platform;
use super::refusal::Refusal;

const MOST: usize = 50;

/// From when on, and which page.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    start_time: Option<String>,
    end_time: Option<String>,
    next_token: Option<String>,
    max_results: Option<usize>,
}

/// A page of those who left in this time.
pub async fn list(
    request: HttpRequest,
    platform: Data<Platform>,
    wanted: Query<Wanted>,
) -> Result<Answer, Refusal> {
    let api = Api {
        family: Family::New,
        scope: Some("Contact.Common.Read"),
        counted: false,
    };
    gate::enter(&request, &platform, api)?;
    let instant = |text: &Option<String>| match text {
        None => Ok(None),
        Some(text) => match text.parse::<Timestamp>() {
            Ok(at) => Ok(Some(at.as_second())),
            Err(_) => Err(Refusal::bad("invalidParameter.time")),
        },
    };
    let from = instant(&wanted.start_time)?;
    let from = from.ok_or_else(|| Refusal::bad("miss.param.startTime"))?;
    let to = instant(&wanted.end_time)?.unwrap_or(i64::MAX);
    let page = wanted.next_token.as_deref().unwrap_or("0").parse::<usize>();
    let skip = page.map_err(|_| Refusal::bad("invalidParameter.nextToken"))?;
    let size = wanted.max_results.unwrap_or(MOST);
    if size == 0 || size > MOST {
        return Err(Refusal::bad("invalidParameter.maxResults"));
    }
    let records: Vec<Value> = platform.read(|state| {
        let mut left: Vec<_> = state.people.left_at.iter().collect();
        left.sort();
        left.into_iter()
            .filter(|(_, at)| (from..=to).contains(*at))
            .filter_map(|(userid, at)| {
                let person = state.people.known(userid).filter(|person| person.left)?;
                let at = Timestamp::from_second(*at).ok()?;
                Some(
                    json!({"userId": userid, "name": person.name, "mobile": person.mobile,
                    "stateCode": "86", "leaveTime": at.to_string(), "leaveReason": ""}),
                )
            })
            .collect()
    });
    let page: Vec<&Value> = records.iter().skip(skip).take(size).collect();
    let mut answer = json!({ "records": page });
    if records.len() > skip + size {
        answer["nextToken"] = (skip + size).to_string().into();
    }
    Ok(Answer::new(answer))
}
