//! `GET /cgi-bin/get_api_domain_ip` (document 92521): the addresses of the platform's own host.

use actix_web::web::{Data, Query};
use serde_json::json;

use super::answer::Answer;
use super::auth::Auth;
use super::errcode::Refusal;
use super::platform::Platform;

/// This machine.
pub async fn addresses(platform: Data<Platform>, auth: Query<Auth>) -> Result<Answer, Refusal> {
    auth.check(&platform)?;
    Ok(Answer::with(json!({"ip_list": ["127.0.0.1"]})))
}
