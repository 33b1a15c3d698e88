//! Stream mode: open, connect, frames and acks.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::{CLIENT, GROUP, SECRET, TO_ZHANG, card, claimed, world};
use crate::sandbox::DingtalkMode::Stream;
use crate::sandbox::tests::world::World;

/// The service's end of a connection.
pub struct Line(WebSocketStream<MaybeTlsStream<TcpStream>>);

pub async fn open(world: &World) -> Value {
    let subscriptions = json!([{"type": "EVENT", "topic": "*"},
        {"type": "CALLBACK", "topic": "/v1.0/im/bot/messages/get"},
        {"type": "CALLBACK", "topic": "/v1.0/card/instances/callback"}]);
    let body = json!({"clientId": CLIENT, "clientSecret": SECRET, "ua": "test",
        "subscriptions": subscriptions});
    let answer = world.post("/v1.0/gateway/connections/open", body).await;
    answer.json().await.unwrap()
}

impl Line {
    pub async fn connect(world: &World) -> Self {
        Self::with(&open(world).await).await.unwrap()
    }

    async fn with(opened: &Value) -> Option<Self> {
        let text = |name: &str| opened[name].as_str().unwrap().to_owned();
        let address = format!("{}?ticket={}", text("endpoint"), text("ticket"));
        connect_async(address)
            .await
            .ok()
            .map(|(line, _)| Self(line))
    }

    /// The next frame that is not one of the system's own; none when the line has ended.
    pub async fn frame(&mut self) -> Option<Value> {
        loop {
            let frame = self.any().await?;
            if frame["type"] != "SYSTEM" || frame["headers"]["topic"] == "disconnect" {
                return Some(frame);
            }
        }
    }

    async fn any(&mut self) -> Option<Value> {
        loop {
            let next = tokio::time::timeout(Duration::from_secs(10), self.0.next());
            match next.await.expect("something comes within ten seconds") {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).ok(),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    pub async fn ack(&mut self, frame: &Value, data: Value) {
        let headers = json!({"contentType": "application/json",
            "messageId": frame["headers"]["messageId"]});
        let ack = json!({"code": 200, "message": "OK", "headers": headers,
            "data": data.to_string()});
        self.0.send(Message::text(ack.to_string())).await.unwrap();
    }
}

/// The JSON in a frame's `data`.
pub fn data(frame: &Value) -> Value {
    serde_json::from_str(frame["data"].as_str().unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_press_is_answered_in_the_ack_for_all_and_for_the_one_who_pressed() {
    let world = world(Stream).await;
    let mut line = Line::connect(&world).await;
    let stream = json!({"callbackType": "STREAM"});
    let to_both = format!("{TO_ZHANG};IM_GROUP.{GROUP}");
    let (status, sent) = world.send(card("pd-7-1", &to_both, stream)).await;
    assert_eq!((status, &sent["success"]), (200, &json!(true)));
    assert_eq!(sent["result"]["deliverResults"][1]["success"], true);

    let pressing = world.press_on_dingtalk("d-Zhang", "pd-7-1", "claim");
    let answering = async {
        let frame = line.frame().await.unwrap();
        assert_eq!(frame["headers"]["topic"], "/v1.0/card/instances/callback");
        let click = data(&frame);
        assert_eq!(
            (&click["userId"], &click["outTrackId"]),
            (&json!("d-Zhang"), &json!("pd-7-1"))
        );
        let content: Value = serde_json::from_str(click["content"].as_str().unwrap()).unwrap();
        assert_eq!(content["cardPrivateData"]["actionIds"], json!(["claim"]));
        assert_eq!(click["content"], click["value"]);
        line.ack(&frame, json!({"response": claimed("归你了")}))
            .await;
    };
    let (pressed, ()) = tokio::join!(pressing, answering);
    assert_eq!(
        (&pressed["reply"], &pressed["status"]),
        (&json!("card"), &json!(200))
    );

    let messages = world.dingtalk_messages("d-Zhang").await;
    let [own, shared] = messages.as_slice() else {
        panic!("one message with the robot and one in the group: {messages:?}")
    };
    assert_eq!(
        (&own["chat"], &shared["chat"]),
        (&json!("robot"), &json!("group"))
    );
    assert_eq!(own["body"]["data_state"], "claimed");
    assert_eq!(own["body"]["hint"], "归你了");
    let other = &world.dingtalk_messages("d-Li").await[0];
    assert_eq!(
        (&other["body"]["data_lead"], &other["body"]["hint"]),
        (&json!(7), &json!(""))
    );
    let texts = |message: &Value| -> Vec<String> {
        let buttons = message["body"]["buttons"].as_array().unwrap().iter();
        buttons
            .map(|button| button["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(texts(other), ["成交", "无效", "释放"]);
    let gone = world.press_on_dingtalk("d-Zhang", "pd-7-1", "claim").await;
    assert!(gone["error"].as_str().unwrap().contains("no such button"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_after_two_seconds_changes_nothing() {
    let world = world(Stream).await;
    let mut line = Line::connect(&world).await;
    world
        .send(card("pd-7-1", TO_ZHANG, json!({"callbackType": "STREAM"})))
        .await;
    let pressed = world.press_on_dingtalk("d-Zhang", "pd-7-1", "claim").await;
    assert_eq!(
        (&pressed["reply"], &pressed["status"]),
        (&json!("late"), &Value::Null)
    );
    let frame = line.frame().await.unwrap();
    line.ack(&frame, json!({"response": claimed("x")})).await;
    while world.get("/sandbox/state").await["dingtalk"]["gateway"]["acks"] != 1 {
        tokio::task::yield_now().await;
    }
    assert_eq!(
        world.dingtalk_messages("d-Zhang").await[0]["body"]["data_state"],
        "offered"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_writes_comes_again_until_it_is_acknowledged() {
    let world = world(Stream).await;
    let mut line = Line::connect(&world).await;
    let said =
        json!({"userid": "d-Zhang", "text": "/转派 7", "chat": "group", "mention": ["d-Sun"]});
    assert_eq!(
        world.post("/sandbox/dingtalk/say", said).await.status(),
        202
    );
    let first = line.frame().await.unwrap();
    world.advance(61).await;
    let again = line.frame().await.unwrap();
    assert_eq!(first["headers"]["messageId"], again["headers"]["messageId"]);
    line.ack(&again, json!({"response": null})).await;

    let message = data(&again);
    assert_eq!(message["text"]["content"], " /转派 7");
    assert_eq!(
        (&message["conversationId"], &message["conversationType"]),
        (&json!(GROUP), &json!("2"))
    );
    assert_eq!(message["atUsers"][1]["staffId"], "d-Sun");
    let life = message["sessionWebhookExpiredTime"].as_i64().unwrap();
    assert_eq!(life - message["createAt"].as_i64().unwrap(), 5_400_000);

    let address = message["sessionWebhook"].as_str().unwrap();
    let reply = json!({"msgtype": "text", "text": {"content": "已转派"}});
    let path = address.strip_prefix(&world.base).unwrap();
    let answer: Value = world.post(path, reply.clone()).await.json().await.unwrap();
    assert_eq!(answer["errcode"], 0);
    let shown = world.dingtalk_messages("d-Sun").await;
    assert_eq!(
        (&shown[0]["from"], &shown[1]["from"]),
        (&json!("张伟"), &json!("app"))
    );
    assert_eq!(world.dingtalk_messages("d-Zhang").await[0]["from"], "me");
    world.advance(90 * 60).await;
    let over: Value = world.post(path, reply).await.json().await.unwrap();
    assert_eq!(over["errcode"], 300_001);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_opens_one_connection_within_ninety_seconds() {
    let world = world(Stream).await;
    let opened = open(&world).await;
    let mut line = Line::with(&opened).await.unwrap();
    assert!(Line::with(&opened).await.is_none(), "a ticket is used up");
    let late = open(&world).await;
    world.advance(90).await;
    assert!(Line::with(&late).await.is_none(), "a ticket has ended");
    let ended = open(&world).await;
    world.gateway(json!({"action": "expire_tickets"})).await;
    assert!(Line::with(&ended).await.is_none(), "a ticket was ended");

    let told = world.gateway(json!({"action": "disconnect"})).await;
    assert_eq!(told["touched"], 1);
    assert_eq!(
        line.frame().await.unwrap()["headers"]["topic"],
        "disconnect"
    );
    let mut next = Line::connect(&world).await;
    let said = json!({"userid": "d-Zhang", "text": "/我的"});
    world.post("/sandbox/dingtalk/say", said).await;
    let frame = next.frame().await.unwrap();
    next.ack(&frame, json!({"response": null})).await;
    world.advance(10).await;
    assert!(line.frame().await.is_none(), "the old one is closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_gateway_goes_down_comes_back_and_repeats_itself() {
    let world = world(Stream).await;
    let mut line = Line::connect(&world).await;
    world.gateway(json!({"action": "down"})).await;
    assert!(line.frame().await.is_none());
    assert_eq!(open(&world).await["code"], "ServiceUnavailable");
    world.gateway(json!({"action": "up"})).await;
    let mut line = Line::connect(&world).await;
    world
        .post(
            "/sandbox/dingtalk/say",
            json!({"userid": "d-Zhang", "text": "/我的"}),
        )
        .await;
    let frame = line.frame().await.unwrap();
    line.ack(&frame, json!({"response": null})).await;
    let again = world
        .gateway(json!({"action": "redeliver", "count": 3}))
        .await;
    assert_eq!(again["touched"], 3);
    for _ in 0..3 {
        assert_eq!(line.frame().await.unwrap()["data"], frame["data"]);
    }
    world.gateway(json!({"action": "half_open"})).await;
    world
        .post(
            "/sandbox/dingtalk/say",
            json!({"userid": "d-Zhang", "text": "/状态"}),
        )
        .await;
    let mut other = Line::connect(&world).await;
    drop(line);
    while world.get("/sandbox/state").await["dingtalk"]["connections"] != 1 {
        tokio::task::yield_now().await;
    }
    world.advance(61).await;
    assert_eq!(
        data(&other.frame().await.unwrap())["text"]["content"],
        "/状态"
    );
}
