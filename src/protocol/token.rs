//! The access token: one for all, fetched by one (`protocols/wecom.md` §4.1,
//! `protocols/dingtalk.md` §1.3).

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

use crate::app::ports::SendFailure;

/// A token is given up this long before its end.
const MARGIN: Duration = Duration::from_secs(300);

/// A token as calls carry it.
#[derive(Clone)]
pub struct Token(SecretString);

impl Token {
    /// For the query or header of a call; never for a log.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// A token just received.
pub struct Fresh {
    /// The token.
    pub token: SecretString,
    /// How long it lives, by the platform's answer.
    pub lives: Duration,
}

/// No token was given.
pub struct NoToken {
    /// What that is for whoever wanted to call.
    pub failure: SendFailure,
    /// Do not ask again for so long: asking with a wrong secret may block our address,
    /// for every app behind it.
    pub closed: Option<Duration>,
}

/// Holds the token. Many may ask at once: one fetches, the others share what came of
/// it, good or bad.
#[derive(Default)]
pub struct Tokens {
    state: Mutex<State>,
    /// Counts fetches that came to an end.
    fetches: AtomicU64,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    closed: Option<Closed>,
    last_failure: Option<(u64, SendFailure)>,
}

struct Held {
    token: Token,
    until: Instant,
}

struct Closed {
    failure: SendFailure,
    until: Instant,
}

impl Tokens {
    /// The token that is good at `now`; `fetch` is called when there is none.
    ///
    /// # Errors
    /// What kept it from being fetched, now or while the door is closed.
    pub async fn current<F>(
        &self,
        now: Instant,
        fetch: impl FnOnce() -> F,
    ) -> Result<Token, SendFailure>
    where
        F: Future<Output = Result<Fresh, NoToken>>,
    {
        self.obtain(None, now, fetch).await
    }

    /// A token in place of one that a call was refused with. Fetches only if nobody
    /// replaced it meanwhile: a burst of refusals must not throw away the new one.
    ///
    /// # Errors
    /// As [`Tokens::current`].
    pub async fn instead_of<F>(
        &self,
        refused: &Token,
        now: Instant,
        fetch: impl FnOnce() -> F,
    ) -> Result<Token, SendFailure>
    where
        F: Future<Output = Result<Fresh, NoToken>>,
    {
        self.obtain(Some(refused), now, fetch).await
    }

    async fn obtain<F>(
        &self,
        refused: Option<&Token>,
        now: Instant,
        fetch: impl FnOnce() -> F,
    ) -> Result<Token, SendFailure>
    where
        F: Future<Output = Result<Fresh, NoToken>>,
    {
        let seen = self.fetches.load(Ordering::Acquire);
        // Held over the fetch: that is the single flight. Dropping the future frees it.
        let mut state = self.state.lock().await;
        if let Some(token) = state.good(refused, now) {
            return Ok(token);
        }
        if let Some(failure) = state.refusal(seen, now) {
            return Err(failure);
        }
        state.held = None;
        let outcome = fetch().await;
        let number = self.fetches.fetch_add(1, Ordering::AcqRel) + 1;
        state.settle(number, outcome, now)
    }
}

impl State {
    fn good(&self, refused: Option<&Token>, now: Instant) -> Option<Token> {
        let held = self.held.as_ref().filter(|held| now < held.until)?;
        let is_refused = refused.is_some_and(|token| token.expose() == held.token.expose());
        (!is_refused).then(|| held.token.clone())
    }

    /// The fetch that ended while we waited failed, or the door is closed for a while.
    fn refusal(&self, seen: u64, now: Instant) -> Option<SendFailure> {
        if let Some(closed) = self.closed.as_ref().filter(|closed| now < closed.until) {
            return Some(shortened(&closed.failure, closed.until - now));
        }
        let (number, failure) = self.last_failure.as_ref()?;
        (*number > seen).then(|| failure.clone())
    }

    fn settle(
        &mut self,
        number: u64,
        outcome: Result<Fresh, NoToken>,
        now: Instant,
    ) -> Result<Token, SendFailure> {
        match outcome {
            Ok(fresh) => {
                // A short-lived token still serves half of its life.
                let lives = fresh.lives.saturating_sub(MARGIN).max(fresh.lives / 2);
                let token = Token(fresh.token);
                self.held = Some(Held {
                    token: token.clone(),
                    until: now + lives,
                });
                (self.closed, self.last_failure) = (None, None);
                Ok(token)
            }
            Err(NoToken { failure, closed }) => {
                self.closed = closed.map(|wait| Closed {
                    failure: failure.clone(),
                    until: now + wait,
                });
                self.last_failure = Some((number, failure.clone()));
                Err(failure)
            }
        }
    }
}

fn shortened(failure: &SendFailure, left: Duration) -> SendFailure {
    match failure {
        SendFailure::Throttled { code, .. } => SendFailure::Throttled {
            code: code.clone(),
            after: left,
        },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR2: Duration = Duration::from_secs(7200);

    fn fresh(text: &str) -> Result<Fresh, NoToken> {
        Ok(Fresh {
            token: text.into(),
            lives: HOUR2,
        })
    }

    fn wrong_secret() -> Result<Fresh, NoToken> {
        let failure = SendFailure::App {
            code: "40001".into(),
            hint: String::new(),
        };
        Err(NoToken {
            failure,
            closed: Some(Duration::from_secs(600)),
        })
    }

    async fn ask(tokens: &Tokens, now: Instant, answer: Result<Fresh, NoToken>) -> String {
        match tokens.current(now, || async { answer }).await {
            Ok(token) => token.expose().to_owned(),
            Err(failure) => failure.to_string(),
        }
    }

    #[tokio::test]
    async fn a_token_serves_until_five_minutes_before_its_end() {
        let (tokens, start) = (Tokens::default(), Instant::now());
        assert_eq!(ask(&tokens, start, fresh("a")).await, "a");
        let late = start + HOUR2 - MARGIN;
        assert_eq!(
            ask(&tokens, late - Duration::from_secs(1), fresh("b")).await,
            "a"
        );
        assert_eq!(ask(&tokens, late, fresh("b")).await, "b");
    }

    #[tokio::test]
    async fn only_the_token_that_failed_is_replaced() {
        let (tokens, now) = (Tokens::default(), Instant::now());
        let old = tokens
            .current(now, || async { fresh("a") })
            .await
            .expect("token");
        for _ in 0..3 {
            let new = tokens
                .instead_of(&old, now, || async { fresh("b") })
                .await
                .expect("token");
            assert_eq!(new.expose(), "b");
        }
        let third = tokens
            .instead_of(&old, now, || async { fresh("c") })
            .await
            .expect("token");
        assert_eq!(third.expose(), "b", "the fresh one was not thrown away");
    }

    #[tokio::test]
    async fn a_refused_token_is_gone_even_if_none_replaces_it() {
        let (tokens, now) = (Tokens::default(), Instant::now());
        let old = tokens
            .current(now, || async { fresh("a") })
            .await
            .expect("token");
        let busy = || async {
            let failure = SendFailure::Later {
                code: "-1".into(),
                after: None,
            };
            Err(NoToken {
                failure,
                closed: None,
            })
        };
        assert!(tokens.instead_of(&old, now, busy).await.is_err());
        assert_eq!(ask(&tokens, now, fresh("b")).await, "b");
    }

    #[tokio::test]
    async fn a_wrong_secret_is_not_asked_about_for_ten_minutes() {
        let (tokens, start) = (Tokens::default(), Instant::now());
        let refused = ask(&tokens, start, wrong_secret()).await;
        let minutes = |count: u64| start + Duration::from_secs(60 * count);
        assert_eq!(ask(&tokens, minutes(9), fresh("a")).await, refused);
        assert_eq!(ask(&tokens, minutes(10), fresh("a")).await, "a");
    }

    #[tokio::test]
    async fn those_who_waited_share_a_failure_and_a_later_one_tries_again() {
        let (tokens, now) = (Tokens::default(), Instant::now());
        let (calls, gate) = (AtomicU64::new(0), tokio::sync::Notify::new());
        let fetch = || async {
            calls.fetch_add(1, Ordering::SeqCst);
            gate.notified().await;
            Err(NoToken {
                failure: SendFailure::Later {
                    code: "connect".into(),
                    after: None,
                },
                closed: None,
            })
        };
        let asked = futures_util::future::join_all((0..50).map(|_| tokens.current(now, fetch)));
        let (answers, ()) = futures_util::future::join(asked, async { gate.notify_one() }).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_err()).count(), 50);
        assert_eq!(calls.load(Ordering::SeqCst), 1);
        assert_eq!(ask(&tokens, now, fresh("a")).await, "a");
    }
}
