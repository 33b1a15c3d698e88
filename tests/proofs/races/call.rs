//! A call that is made ready before its instant, and what came of it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::future::join_all;
use reqwest::RequestBuilder;

use super::town::Person;
use crate::proofs::history::{Ask, At, Who};
use crate::world::{Platform, World, now};

/// The platform hangs up then.
const PATIENCE: Duration = Duration::from_secs(5);

/// Ready to be sent.
pub struct Call {
    who: Who,
    asks: Ask,
    request: RequestBuilder,
}

/// Sent, with what came back; none when nothing did.
pub struct Called {
    pub who: Who,
    pub asks: Ask,
    pub invoked: At,
    pub at: At,
    pub body: Option<String>,
}

/// Whoever may call in the platform's name.
pub struct Caller<'w> {
    world: &'w World,
    platform: Platform,
}

impl<'w> Caller<'w> {
    pub fn of(world: &'w World) -> Self {
        Self {
            world,
            platform: world.platform(),
        }
    }

    /// A press of a button of a card; each is another press.
    pub fn press(&self, base: &str, who: &Person, card: &str, asks: Ask) -> Call {
        let code = rand::random::<u64>().to_string();
        let key = match asks {
            Ask::Decline(_) => "decline",
            _ => "claim",
        };
        let press = self.platform.press(who.userid, card, key, now(), &code);
        self.call(base, who, asks, &press)
    }

    /// A line in the chat.
    pub fn says(&self, base: &str, who: &Person, line: &str, asks: Ask) -> Call {
        let said = self.platform.says(who.userid, line, now(), rand::random());
        self.call(base, who, asks, &said)
    }

    fn call(&self, base: &str, who: &Person, asks: Ask, message: &str) -> Call {
        let delivery = self.platform.deliver(message, now());
        let url = format!("{base}/callbacks/wecom?{}", delivery.query);
        let request = self.world.api.client.post(url);
        Call {
            who: who.id,
            asks,
            request: request.timeout(PATIENCE).body(delivery.body),
        }
    }

    /// The words inside of an answer; empty when it was empty.
    pub fn open(&self, body: &str) -> String {
        if body.is_empty() {
            String::new()
        } else {
            self.platform.open_reply(body)
        }
    }
}

impl Call {
    /// A call of the API.
    pub fn new(who: Who, asks: Ask, request: RequestBuilder) -> Self {
        Self { who, asks, request }
    }

    /// The same delivery once more.
    pub fn again(&self) -> Self {
        let request = self.request.try_clone().expect("a body in memory");
        Self { request, ..*self }
    }

    pub async fn send(self) -> Called {
        let invoked = micros();
        let answer = async {
            let answer = self.request.send().await.ok()?;
            let fine = answer.status() == 200;
            answer.text().await.ok().filter(|_| fine)
        };
        let body = answer.await;
        Called {
            who: self.who,
            asks: self.asks,
            invoked,
            at: micros(),
            body,
        }
    }
}

impl Called {
    pub fn took(&self) -> Duration {
        Duration::from_micros(u64::try_from(self.at - self.invoked).unwrap_or(0))
    }
}

/// Sends all at once.
pub async fn at_once(calls: Vec<Call>) -> Vec<Called> {
    join_all(calls.into_iter().map(Call::send)).await
}

/// Now, on the clock that the services have too.
pub fn micros() -> At {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    At::try_from(since.expect("after 1970").as_micros()).expect("before the sun dies")
}

/// Waits until an instant.
pub async fn at(instant: At) {
    let left = u64::try_from(instant - micros()).unwrap_or(0);
    tokio::time::sleep(Duration::from_micros(left)).await;
}
