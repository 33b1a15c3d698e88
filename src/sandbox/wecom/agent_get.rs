//! `GET /cgi-bin/agent/get` (document 90227): the app as the admin set it up.

use actix_web::web::{Data, Query};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Answer;
use super::auth::Auth;
use super::errcode::{self, Refusal};
use super::platform::Platform;
use super::setup::{App, Visible};

/// Which app.
#[derive(Deserialize)]
pub struct Which {
    agentid: Option<i64>,
}

/// Name, visible range, and whether it is switched off (`close`).
pub async fn get(
    platform: Data<Platform>,
    auth: Query<Auth>,
    which: Query<Which>,
) -> Result<Answer, Refusal> {
    auth.check(&platform)?;
    let agent = which.agentid.ok_or_else(errcode::no_agent)?;
    if agent != platform.account.agent_id {
        return Err(errcode::wrong_agent());
    }
    Ok(platform.read(|state| {
        let (users, parties): (Vec<Value>, Vec<i64>) = match &state.setup.visible {
            Visible::All(_) => (Vec::new(), vec![1]),
            Visible::Only(list) => (
                list.iter()
                    .map(|userid| json!({"userid": userid}))
                    .collect(),
                Vec::new(),
            ),
        };
        Answer::with(json!({
            "agentid": agent,
            "name": "派单",
            "square_logo_url": "",
            "description": "",
            "allow_userinfos": {"user": users},
            "allow_partys": {"partyid": parties},
            "allow_tags": {"tagid": []},
            "close": i64::from(state.setup.app == App::Disabled),
            "redirect_domain": "",
            "report_location_flag": 0,
            "isreportenter": 0,
            "home_url": "",
        }))
    }))
}
