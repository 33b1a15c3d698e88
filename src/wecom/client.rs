//! WeCom as the rest of paidan sees it: the port [`Chat`].

use async_trait::async_trait;

use crate::app::ports::{Chat, SendFailure, Sent};
use crate::words::Card;

use super::call::{Calls, count, result};
use super::settings::Settings;
use super::{send, update};

/// The sending side of one app. Shares one access token among all calls.
pub struct Client {
    pub(super) calls: Calls,
    agent_id: i64,
}

impl Client {
    /// `http` should connect within 3 seconds, follow no redirect and use no proxy but
    /// the configured one; the whole call is limited to 10 seconds here.
    #[must_use]
    pub fn new(settings: &Settings, http: reqwest::Client) -> Self {
        let calls = Calls::new(
            http,
            &settings.api_base,
            &settings.corp_id,
            &settings.secret,
        );
        Self {
            calls,
            agent_id: settings.agent_id,
        }
    }
}

#[async_trait]
impl Chat for Client {
    async fn send_card(&self, user: &str, card_id: &str, card: &Card) -> Result<Sent, SendFailure> {
        let outcome = send::card(&self.calls, self.agent_id, user, card_id, card).await;
        let word = match &outcome {
            Ok(sent) if sent.already => "already",
            Ok(_) => "ok",
            Err(failure) => result(failure),
        };
        count(send::API, word);
        outcome
    }

    async fn update_card(
        &self,
        user: &str,
        update_code: &str,
        card: &Card,
    ) -> Result<(), SendFailure> {
        let outcome = update::card(&self.calls, self.agent_id, user, update_code, card).await;
        count(update::API, outcome.as_ref().map_or_else(result, |()| "ok"));
        outcome
    }

    async fn send_text(&self, user: &str, text: &str) -> Result<Sent, SendFailure> {
        let outcome = send::text(&self.calls, self.agent_id, user, text).await;
        count(send::API, outcome.as_ref().map_or_else(result, |_| "ok"));
        outcome
    }
}

/// Whether this is a userid (page 90196: 1 to 64 letters, digits, `_-@.`) of one
/// person. `@all` is the whole company and no person.
pub(super) fn one_person(user: &str) -> Result<(), SendFailure> {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-@.".contains(&byte);
    let is_one = (1..=64).contains(&user.len())
        && user.bytes().all(fits)
        && !user.eq_ignore_ascii_case("@all");
    if is_one {
        Ok(())
    } else {
        Err(SendFailure::Person {
            code: "userid".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sends_to_the_whole_company() {
        for good in ["HanMeimei", "12345", "zhang.san@corp", "@al", "a"] {
            assert!(one_person(good).is_ok(), "{good}");
        }
        for bad in ["", "@all", "@ALL", "a|b", "a b", "张伟", &"a".repeat(65)] {
            assert!(one_person(bad).is_err(), "{bad}");
        }
    }
}
