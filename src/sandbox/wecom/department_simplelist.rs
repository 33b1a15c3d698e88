//! `GET /cgi-bin/department/simplelist` (document 95350): the departments' numbers.

use actix_web::web::{Data, Query};
use serde::Deserialize;
use serde_json::json;

use super::answer::Answer;
use super::auth::Auth;
use super::errcode::{self, Refusal};
use super::platform::Platform;

/// Below which department.
#[derive(Deserialize)]
pub struct Below {
    id: Option<String>,
}

/// The root department and nothing below it.
pub async fn list(
    platform: Data<Platform>,
    auth: Query<Auth>,
    below: Query<Below>,
) -> Result<Answer, Refusal> {
    auth.check(&platform)?;
    match below.id.as_deref() {
        None | Some("" | "1") => Ok(Answer::with(json!({
            "department_id": [{"id": 1, "parentid": 0, "order": 100_000_000}],
        }))),
        Some(_) => Err(errcode::no_department()),
    }
}
