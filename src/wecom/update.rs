//! `POST /cgi-bin/message/update_template_card` (page 94888): a card in its new state.

use serde::Serialize;

use crate::app::ports::SendFailure;
use crate::words::Card;

use super::call::{Calls, judge};
use super::card::changed;
use super::form::Group;

pub(super) const API: &str = "message/update_template_card";

#[derive(Serialize)]
struct Update<'a> {
    userids: [&'a str; 1],
    agentid: i64,
    response_code: &'a str,
    template_card: Group,
}

/// Spends `response_code`: each works once, and for 24 to 72 hours.
pub(super) async fn card(
    calls: &Calls,
    agentid: i64,
    user: &str,
    response_code: &str,
    card: &Card,
) -> Result<(), SendFailure> {
    let update = Update {
        userids: [user],
        agentid,
        response_code,
        template_card: changed(card),
    };
    let answer = calls.post(API, &update).await?;
    if answer.code != 0 {
        return Err(judge(API, &answer));
    }
    if answer.names("invaliduser", user) {
        return Err(SendFailure::Person {
            code: "invaliduser".to_owned(),
        });
    }
    Ok(())
}
