//! A sandbox with its fake service, and the few things a test does with them.

use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use reqwest::{Client, Response};
use serde_json::{Value, json};

use super::fake_service::{self, Plan, Seen};
use crate::sandbox::wecom::Crypto;
use crate::sandbox::{DingtalkSettings, Sandbox, Settings};

pub const CORP: &str = "ww49715afd24767171";
const AGENT: i64 = 1_000_002;
const TOKEN: &str = "FYzy21SDaa";
const KEY: &str = "l00QW1E4AOj9afYNwUDoWwsjtGdeZVfmgpeoqLZqvyc";

pub fn crypto() -> Crypto {
    Crypto::new(TOKEN, KEY, CORP).unwrap()
}

pub struct World {
    pub client: Client,
    pub base: String,
    pub service: String,
    pub seen: Arc<Seen>,
    pub handle: ServerHandle,
}

impl World {
    /// Starts both and waits until the members are learned.
    pub async fn new() -> Self {
        Self::with(None).await
    }

    /// The same with an app on DingTalk.
    pub async fn with(dingtalk: Option<DingtalkSettings>) -> Self {
        // A second installation in the same process is refused, which is all right.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let seen = Arc::new(Seen::default());
        let service = format!("http://{}", fake_service::start(seen.clone()));
        let sandbox = Sandbox::bind(Settings {
            listen: ([127, 0, 0, 1], 0).into(),
            service: service.clone(),
            source_token: "source-token".into(),
            read_token: "read-token".into(),
            corp_id: CORP.into(),
            agent_id: AGENT,
            secret: "secret".into(),
            token: TOKEN.into(),
            encoding_aes_key: KEY.into(),
            dingtalk,
            note: None,
        })
        .await
        .unwrap();
        let base = format!("http://{}", sandbox.address());
        let handle = sandbox.handle();
        tokio::spawn(sandbox.run());
        let no_redirects = reqwest::redirect::Policy::none();
        let client = Client::builder().no_proxy().redirect(no_redirects).build();
        let world = Self {
            client: client.unwrap(),
            base,
            service,
            seen,
            handle,
        };
        while world.get("/sandbox/state").await["callback_verified"] != json!(true) {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        world
    }

    pub async fn get(&self, path: &str) -> Value {
        let answer = self.client.get(format!("{}{path}", self.base)).send().await;
        answer.unwrap().json().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: Value) -> Response {
        let request = self.client.post(format!("{}{path}", self.base));
        request.json(&body).send().await.unwrap()
    }

    pub async fn token(&self) -> String {
        let path = format!("/cgi-bin/gettoken?corpid={CORP}&corpsecret=secret");
        self.get(&path).await["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// A platform call with a valid token.
    pub async fn call(&self, api: &str, body: Value) -> Value {
        let path = format!("/cgi-bin/{api}?access_token={}", self.token().await);
        self.post(&path, body).await.json().await.unwrap()
    }

    pub async fn send_card(&self, to: &str, task_id: &str) -> Value {
        self.call("message/send", card(to, task_id)).await
    }

    pub async fn press(&self, userid: &str, task_id: &str, key: &str) -> Value {
        let body = json!({"userid": userid, "task_id": task_id, "key": key, "wait": true});
        self.post("/sandbox/press", body)
            .await
            .json()
            .await
            .unwrap()
    }

    pub async fn put(&self, path: &str, body: Value) -> Value {
        let request = self.client.put(format!("{}{path}", self.base));
        request
            .json(&body)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap()
    }

    pub async fn set_faults(&self, faults: Value) {
        let request = self.client.put(format!("{}/sandbox/faults", self.base));
        assert_eq!(request.json(&faults).send().await.unwrap().status(), 200);
    }

    pub async fn messages(&self, userid: &str) -> Vec<Value> {
        let state = self.get("/sandbox/state").await;
        let phones = state["phones"].as_array().unwrap();
        let phone = phones
            .iter()
            .find(|phone| phone["userid"] == userid)
            .unwrap();
        phone["messages"].as_array().unwrap().clone()
    }

    pub fn plan(&self, plan: Plan) {
        self.seen.plans.lock().unwrap().push_back(plan);
    }
}

pub fn card(to: &str, task_id: &str) -> Value {
    json!({"touser": to, "msgtype": "template_card", "agentid": AGENT, "template_card": {
        "card_type": "button_interaction", "task_id": task_id,
        "main_title": {"title": "#7 金华 · 保温杯 3000 个"},
        "button_list": [{"text": "认领", "key": "claim"}, {"text": "拒绝", "style": 2, "key": "decline"}]}})
}

pub fn update(code: &Value, title: &str) -> Value {
    json!({"atall": 1, "agentid": AGENT, "response_code": code, "template_card": {
        "card_type": "text_notice", "main_title": {"title": title},
        "card_action": {"type": 1, "url": "http://127.0.0.1/h5/leads/7"}}})
}
