//! WeCom as the rest of paidan sees it: the port [`Chat`].

use async_trait::async_trait;

use crate::app::ports::{Address, Chat, Right, SendFailure, Sent};
use crate::words::Card;

use super::call::{Calls, count};
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
    async fn send_card(
        &self,
        to: &Address,
        card_id: &str,
        card: &Card,
    ) -> Result<Sent, SendFailure> {
        let user = one_person(to)?;
        let outcome = send::card(&self.calls, self.agent_id, user, card_id, card).await;
        let word = match &outcome {
            Ok(sent) if sent.already => "already",
            Ok(_) => "ok",
            Err(failure) => failure.name(),
        };
        count(send::API, word);
        outcome
    }

    async fn update_card(
        &self,
        to: &Address,
        _card_id: &str,
        right: &str,
        card: &Card,
    ) -> Result<Right, SendFailure> {
        let user = one_person(to)?;
        let outcome = update::card(&self.calls, self.agent_id, user, right, card).await;
        count(
            update::API,
            outcome.as_ref().map_or_else(SendFailure::name, |()| "ok"),
        );
        outcome.map(|()| Right::Used)
    }

    async fn send_text(&self, to: &Address, text: &str) -> Result<Sent, SendFailure> {
        let user = one_person(to)?;
        let outcome = send::text(&self.calls, self.agent_id, user, text).await;
        count(
            send::API,
            outcome.as_ref().map_or_else(SendFailure::name, |_| "ok"),
        );
        outcome
    }
}

/// The userid of one person; there are no cards in group chats.
fn one_person(to: &Address) -> Result<&str, SendFailure> {
    let Address::Person(user) = to else {
        return Err(SendFailure::Never {
            code: "no group".to_owned(),
        });
    };
    if is_userid(user) {
        Ok(user)
    } else {
        Err(SendFailure::Person {
            code: "userid".to_owned(),
        })
    }
}

/// Whether this is a userid (page 90196: 1 to 64 letters, digits, `_-@.`) of one
/// person. `@all` is the whole company and no person.
pub(super) fn is_userid(user: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-@.".contains(&byte);
    (1..=64).contains(&user.len()) && user.bytes().all(fits) && !user.eq_ignore_ascii_case("@all")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sends_to_the_whole_company() {
        let fits = |user: &str| one_person(&Address::Person(user.to_owned())).is_ok();
        for good in ["HanMeimei", "12345", "zhang.san@corp", "@al", "a"] {
            assert!(fits(good), "{good}");
        }
        for bad in ["", "@all", "@ALL", "a|b", "a b", "张伟", &"a".repeat(65)] {
            assert!(!fits(bad), "{bad}");
        }
        assert!(one_person(&Address::Group).is_err());
    }
}
