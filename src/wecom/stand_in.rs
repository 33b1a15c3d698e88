//! For tests: a small server in WeCom's place.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use super::client::Client;
use super::settings::Settings;
pub(super) use crate::protocol::stand_in::{Does, Log, says};
use crate::protocol::stand_in::{Server, http};

pub(super) fn code(code: i64) -> Does {
    says(json!({"errcode": code, "errmsg": "no", "invaliduser": ""}).to_string())
}

/// A stand-in for the platform: gives tokens `t1`, `t2`, … and counts.
pub(super) struct Platform {
    server: Server,
    tokens: Arc<AtomicUsize>,
    seen: Arc<Mutex<Vec<Value>>>,
}

impl Platform {
    /// `answer` gets path, token and body of each call but `gettoken`.
    pub async fn new(answer: impl Fn(&str, &str, &Value) -> Does + Send + Sync + 'static) -> Self {
        Self::with_tokens(
            |number| {
                says(
                    json!({"errcode": 0, "access_token": format!("t{number}"), "expires_in": 7200})
                        .to_string(),
                )
            },
            answer,
        )
        .await
    }

    pub async fn with_tokens(
        token: impl Fn(usize) -> Does + Send + Sync + 'static,
        answer: impl Fn(&str, &str, &Value) -> Does + Send + Sync + 'static,
    ) -> Self {
        let tokens = Arc::new(AtomicUsize::new(0));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (count, bodies) = (tokens.clone(), seen.clone());
        let server = Server::new(move |asked| {
            if asked.path.ends_with("/gettoken") {
                return token(count.fetch_add(1, Ordering::SeqCst) + 1);
            }
            bodies
                .lock()
                .expect("not poisoned")
                .push(asked.body.clone());
            let token = asked.query.trim_start_matches("access_token=");
            answer(&asked.path, token, &asked.body)
        })
        .await;
        Self {
            server,
            tokens,
            seen,
        }
    }

    /// Closes the door; what is open stays open.
    pub async fn stop(self) {
        self.server.stop().await;
    }

    pub fn client(&self) -> Client {
        client(&self.server.address, Duration::from_millis(400))
    }

    pub fn tokens(&self) -> usize {
        self.tokens.load(Ordering::SeqCst)
    }

    pub fn calls(&self) -> usize {
        self.seen.lock().expect("not poisoned").len()
    }

    pub fn last_body(&self) -> Value {
        self.seen
            .lock()
            .expect("not poisoned")
            .last()
            .cloned()
            .unwrap_or_default()
    }
}

pub(super) fn client(api_base: &str, timeout: Duration) -> Client {
    let settings = Settings {
        corp_id: "ww1".into(),
        agent_id: 7,
        secret: "canary-secret".into(),
        api_base: api_base.to_owned(),
        ..Settings::default()
    };
    Client::new(&settings, http(timeout))
}
