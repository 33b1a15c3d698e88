//! Stories of the simulated DingTalk: a service that is not ours speaks its wire.

mod calls;
mod company;
mod events;
mod http;
mod setup;
mod stream;

use serde_json::{Value, json};

use super::world::World;
use crate::sandbox::wecom::Crypto;
use crate::sandbox::{DingtalkMode, DingtalkSettings};

pub const CORP: &str = "ding0d6899af94a3c7236b";
pub const CLIENT: &str = "dingk3v9q7example01";
pub const SECRET: &str = "MZb5uVOAD_-Q5qmEGd5VFx3R1hdy0HwOKtPxTzvUrt";
pub const TEMPLATE: &str = "8f2c0d1e.schema";
pub const GROUP: &str = "cid18+8aU0MZj6ybe7z7NuSsw==";
const TOKEN: &str = "AD9LSrs5DuNjJKxrQYeO8vET1JLgszrg";
const KEY: &str = "YFtZihY6Rzq4dqDNMRmKsLnnTzX3Ck8NKb6vrlETc63";

pub fn crypto() -> Crypto {
    Crypto::new(TOKEN, KEY, CLIENT).unwrap()
}

/// The answer to an event.
pub fn success() -> Value {
    let sealed = crypto().seal("success", 1_790_000_000_123);
    json!({"msg_signature": sealed.signature, "timeStamp": sealed.timestamp,
        "nonce": sealed.nonce, "encrypt": sealed.encrypt})
}

pub fn app(mode: DingtalkMode) -> DingtalkSettings {
    DingtalkSettings {
        corp_id: CORP.into(),
        client_id: CLIENT.into(),
        client_secret: SECRET.into(),
        robot_code: CLIENT.into(),
        card_template_id: TEMPLATE.into(),
        card_template: include_str!("../../../../config/dingtalk/card-template.json").into(),
        mode,
        token: TOKEN.into(),
        encoding_aes_key: KEY.into(),
        pool_group: Some(GROUP.into()),
        pool_group_name: "华东线索群".into(),
    }
}

pub async fn world(mode: DingtalkMode) -> World {
    World::with(Some(app(mode))).await
}

/// A card of an offer, as the service sends it.
pub fn card(id: &str, space: &str, callback: Value) -> Value {
    let mut card = json!({
        "cardTemplateId": TEMPLATE, "outTrackId": id, "userIdType": 1, "openSpaceId": space,
        "cardData": {"cardParamMap": {
            "title": "#7 金华 · 保温杯 3000 个", "desc": "14:35 前认领", "ok": "true",
            "rows": r#"[{"k":"公司","v":"宏达","u":""}]"#, "claim_text": "认领",
            "can_claim": "true", "can_decline": "true", "state": "offered"}},
        "imRobotOpenSpaceModel": {"supportForward": false},
        "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": CLIENT},
        "imGroupOpenSpaceModel": {"supportForward": false},
        "imGroupOpenDeliverModel": {"robotCode": CLIENT},
    });
    let object = card.as_object_mut().unwrap();
    object.extend(callback.as_object().unwrap().clone());
    card
}

pub const TO_ZHANG: &str = "dtv1.card//IM_ROBOT.d-Zhang";

/// What a claim answers.
pub fn claimed(hint: &str) -> Value {
    json!({
        "cardUpdateOptions": {"updateCardDataByKey": true, "updatePrivateDataByKey": true},
        "cardData": {"cardParamMap": {"title": "已认领 #7 王先生", "can_claim": "false",
            "can_decline": "false", "can_follow": "true"}},
        "userPrivateData": {"cardParamMap": {"hint": hint}}})
}

impl World {
    pub async fn dingtalk_token(&self) -> String {
        let body = json!({"appKey": CLIENT, "appSecret": SECRET});
        let answer = self.post("/v1.0/oauth2/accessToken", body).await;
        let answer: Value = answer.json().await.unwrap();
        answer["accessToken"].as_str().unwrap().to_owned()
    }

    /// A call of the new API: status and body.
    pub async fn dingtalk(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let method = method.parse().unwrap();
        let request = self.client.request(method, format!("{}{path}", self.base));
        let request = request.header("x-acs-dingtalk-access-token", self.dingtalk_token().await);
        let answer = request.json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    pub async fn send(&self, card: Value) -> (u16, Value) {
        self.dingtalk("POST", "/v1.0/card/instances/createAndDeliver", card)
            .await
    }

    /// A call of the old API.
    pub async fn old(&self, path: &str, body: Value) -> Value {
        let path = format!("{path}?access_token={}", self.dingtalk_token().await);
        self.post(&path, body).await.json().await.unwrap()
    }

    pub async fn press_on_dingtalk(&self, userid: &str, card: &str, action: &str) -> Value {
        let body = json!({"userid": userid, "out_track_id": card, "action": action, "wait": true});
        let answer = self.post("/sandbox/dingtalk/press", body).await;
        answer.json().await.unwrap()
    }

    pub async fn dingtalk_messages(&self, userid: &str) -> Vec<Value> {
        let state = self.get("/sandbox/state").await;
        let phones = state["dingtalk"]["phones"].as_array().unwrap();
        let phone = phones.iter().find(|phone| phone["userid"] == userid);
        phone.unwrap()["messages"].as_array().unwrap().clone()
    }

    pub async fn advance(&self, seconds: u64) {
        let step = json!({"advance_ms": seconds * 1000});
        assert_eq!(self.post("/sandbox/time", step).await.status(), 200);
    }

    pub async fn setup(&self, change: Value) -> Value {
        self.put("/sandbox/dingtalk/setup", change).await
    }

    pub async fn gateway(&self, act: Value) -> Value {
        let answer = self.post("/sandbox/dingtalk/gateway", act).await;
        answer.json().await.unwrap()
    }
}
