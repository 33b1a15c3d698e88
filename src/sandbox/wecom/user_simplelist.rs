//! `GET /cgi-bin/user/simplelist` (document 90200): the members of one department.

use actix_web::web::{Data, Query};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Answer;
use super::auth::Auth;
use super::errcode::{self, Refusal};
use super::platform::Platform;

/// Which department.
#[derive(Deserialize)]
pub struct Which {
    department_id: Option<String>,
}

/// The simulated company has one department, number 1, with everybody in it.
pub async fn list(
    platform: Data<Platform>,
    auth: Query<Auth>,
    which: Query<Which>,
) -> Result<Answer, Refusal> {
    auth.check(&platform)?;
    match which.department_id.as_deref() {
        Some("1") => {}
        Some(id) if id.parse::<u32>().is_ok() => return Err(errcode::no_department()),
        _ => return Err(errcode::missing_parameter("department_id")),
    }
    let users: Vec<Value> = platform.read(|state| {
        let members = state.members.all().iter();
        members
            .map(|member| json!({"userid": member.userid, "name": member.name, "department": [1]}))
            .collect()
    });
    Ok(Answer::with(json!({ "userlist": users })))
}
