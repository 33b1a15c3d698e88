//! For tests: a small server in DingTalk's place.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

use super::{Calls, Client, Settings};
use crate::app::ports::{Address, Meter, Metered};
use crate::protocol::stand_in::{Asked, Server, http};
pub(super) use crate::protocol::stand_in::{Does, Log, says};
use crate::words::{Button, ButtonWeight, Card};

/// A refusal of the new API.
pub(super) fn refuses(status: u16, code: &str) -> Does {
    let body = json!({"code": code, "message": "x", "requestid": "R-1"});
    Does::Says(status, body.to_string())
}

/// A card that arrived.
pub(super) fn arrived() -> Does {
    says(
        json!({"success": true, "result": {"outTrackId": "pd-1", "deliverResults": [
            {"spaceType": "IM_ROBOT", "success": true, "carrierId": "carrier-1", "errorMsg": ""}]}})
        .to_string(),
    )
}

/// A card that was made and did not arrive.
pub(super) fn lost() -> Does {
    says(
        json!({"success": true, "result": {"outTrackId": "pd-1", "deliverResults": [
            {"spaceType": "IM_ROBOT", "success": false, "errorMsg": "spaceId is illegal"}]}})
        .to_string(),
    )
}

/// A message that was sent.
pub(super) fn sent(key: &str) -> Does {
    says(json!({"processQueryKey": key, "invalidStaffIdList": []}).to_string())
}

/// An offer, as it goes out most.
pub(super) fn offer() -> Card {
    Card {
        title: "#1042 金华 · 保温杯 3000 个".into(),
        quote: Some("要 3000 个".into()),
        buttons: vec![Button {
            key: "claim".into(),
            text: "认领".into(),
            weight: ButtonWeight::Main,
            url: None,
        }],
        url: Some("https://paidan.example.cn/h5/leads/1042".into()),
        ..Card::default()
    }
}

pub(super) fn wang_fang() -> Address {
    Address::Person("307230314957509816".into())
}

/// Counts as the month does.
#[derive(Default)]
pub(super) struct Counted {
    pub calls: AtomicUsize,
    pub messages: AtomicUsize,
}

impl Meter for Counted {
    fn called(&self, _: &'static str) {
        self.calls.fetch_add(1, Ordering::SeqCst);
    }

    fn messaged(&self) {
        self.messages.fetch_add(1, Ordering::SeqCst);
    }

    fn refused(&self, _: Metered) {}
}

/// A stand-in for the platform: gives tokens `t1`, `t2`, … and writes down what was asked.
pub(super) struct Platform {
    pub server: Server,
    pub counted: Arc<Counted>,
    tokens: Arc<AtomicUsize>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Platform {
    /// `answer` gets each call but that for a token.
    pub async fn new(answer: impl Fn(&Asked) -> Does + Send + Sync + 'static) -> Self {
        let token = |number| {
            says(json!({"accessToken": format!("t{number}"), "expireIn": 7200}).to_string())
        };
        Self::with_tokens(token, answer).await
    }

    pub async fn with_tokens(
        token: impl Fn(usize) -> Does + Send + Sync + 'static,
        answer: impl Fn(&Asked) -> Does + Send + Sync + 'static,
    ) -> Self {
        let tokens = Arc::new(AtomicUsize::new(0));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (count, all) = (tokens.clone(), asked.clone());
        let server = Server::new(move |one| {
            if one.path == "/v1.0/oauth2/accessToken" {
                return token(count.fetch_add(1, Ordering::SeqCst) + 1);
            }
            all.lock().expect("not poisoned").push(one.clone());
            answer(&one)
        })
        .await;
        Self {
            server,
            counted: Arc::default(),
            tokens,
            asked,
        }
    }

    pub fn settings(&self) -> Settings {
        Settings {
            client_id: "dingclient".into(),
            client_secret: "canary-secret".into(),
            card_template_id: "8f2c.schema".into(),
            pool_group: "cidPool==".into(),
            api_base: self.server.address.clone(),
            oapi_base: self.server.address.clone(),
            ..Settings::default()
        }
    }

    pub fn calls(&self) -> Calls {
        let http = http(Duration::from_millis(400));
        Calls::new(&self.settings(), http, self.counted.clone())
    }

    pub fn client(&self) -> Client {
        Client::new(&self.settings(), Arc::new(self.calls()))
    }

    pub fn client_without_template(&self) -> Client {
        let settings = Settings {
            card_template_id: String::new(),
            ..self.settings()
        };
        Client::new(&settings, Arc::new(self.calls()))
    }

    pub fn tokens(&self) -> usize {
        self.tokens.load(Ordering::SeqCst)
    }

    pub fn counted_calls(&self) -> usize {
        self.counted.calls.load(Ordering::SeqCst)
    }

    /// Method and path of each call, in order.
    pub fn paths(&self) -> Vec<String> {
        let asked = self.asked.lock().expect("not poisoned");
        asked
            .iter()
            .map(|one| format!("{} {}", one.method, one.path))
            .collect()
    }

    pub fn last(&self) -> Asked {
        self.asked
            .lock()
            .expect("not poisoned")
            .last()
            .cloned()
            .unwrap_or_default()
    }

    /// What the last message of a robot was filled with.
    pub fn last_param(&self) -> Value {
        let param = self.last().body["msgParam"].as_str().map(str::to_owned);
        serde_json::from_str(&param.expect("a text")).expect("JSON in a text")
    }
}
