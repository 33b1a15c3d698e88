//! The service's side: three reps, a callback address that keeps what came, replies as planned.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use actix_web::http::header::HeaderMap;
use actix_web::web::{Bytes, Data, Query, get, post};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use serde::Deserialize;
use serde_json::json;

use super::world::{CORP, crypto};
use crate::sandbox::cut;
use crate::sandbox::wecom::crypto::Sealed;
use crate::sandbox::wecom::xml::{self, cdata};

/// What the callback address does with the next delivery.
pub enum Plan {
    /// 200 and the encrypted reply with this content.
    Reply(String),
    /// No answer at all.
    Cut,
    /// This status, empty.
    Status(u16),
}

/// What came and what is planned; with no plan the answer is an empty 200.
#[derive(Default)]
pub struct Seen {
    pub messages: Mutex<Vec<String>>,
    pub nonces: Mutex<Vec<String>>,
    pub plans: Mutex<VecDeque<Plan>>,
    pub from_dingtalk: Mutex<Vec<Delivery>>,
    pub dingtalk_answers: Mutex<VecDeque<String>>,
}

/// What DingTalk sent over HTTP.
pub struct Delivery {
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: serde_json::Value,
}

#[derive(Deserialize)]
struct Signature {
    msg_signature: String,
    timestamp: String,
    nonce: String,
    echostr: Option<String>,
}

/// Starts it on a free port.
pub fn start(seen: Arc<Seen>) -> SocketAddr {
    let seen = Data::from(seen);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(seen.clone())
            .route("/api/v1/reps", get().to(reps))
            .route("/callbacks/wecom", get().to(check))
            .route("/callbacks/wecom", post().to(callback))
            .route("/callbacks/dingtalk/{what}", post().to(from_dingtalk))
    })
    .workers(1)
    .on_connect(cut::remember)
    .disable_signals()
    .bind("127.0.0.1:0")
    .unwrap();
    let address = server.addrs()[0];
    tokio::spawn(server.run());
    address
}

async fn reps(request: HttpRequest) -> HttpResponse {
    let token = request.headers().get("authorization").unwrap();
    assert_eq!(token, "Bearer read-token");
    HttpResponse::Ok().json(json!({"next_cursor": null, "items": [
        {"staff_id": "li", "name": "李经理", "role": "manager", "wecom_userid": "LiJingli", "dingtalk_userid": "d-Li"},
        {"staff_id": "zhang", "name": "张伟", "role": "rep", "wecom_userid": "ZhangWei", "dingtalk_userid": "d-Zhang"},
        {"staff_id": "wang", "name": "王芳", "role": "rep", "wecom_userid": "WangFang"},
        {"staff_id": "sun", "name": "孙无", "role": "rep", "wecom_userid": null, "dingtalk_userid": "d-Sun"},
    ]}))
}

/// Keeps it, and answers as planned: with nothing when there is no plan, and to an event with the
/// encrypted `success`.
async fn from_dingtalk(seen: Data<Seen>, request: HttpRequest, body: Bytes) -> HttpResponse {
    let path = request.path().to_owned();
    let query = request.query_string().to_owned();
    let is_event = path.ends_with("/events");
    seen.from_dingtalk.lock().unwrap().push(Delivery {
        path,
        query,
        headers: request.headers().clone(),
        body: serde_json::from_slice(&body).unwrap(),
    });
    match seen.dingtalk_answers.lock().unwrap().pop_front() {
        Some(answer) => HttpResponse::Ok().body(answer),
        None if is_event => HttpResponse::Ok().json(super::dingtalk::success()),
        None => HttpResponse::Ok().finish(),
    }
}

fn open(signature: &Signature, encrypt: &str) -> String {
    let sealed = Sealed {
        encrypt: encrypt.to_owned(),
        signature: signature.msg_signature.clone(),
        timestamp: signature.timestamp.clone(),
        nonce: signature.nonce.clone(),
    };
    crypto().open(&sealed).unwrap()
}

async fn check(signature: Query<Signature>) -> String {
    open(&signature, signature.echostr.as_deref().unwrap())
}

async fn callback(
    seen: Data<Seen>,
    request: HttpRequest,
    signature: Query<Signature>,
    body: Bytes,
) -> HttpResponse {
    let envelope = xml::read(std::str::from_utf8(&body).unwrap()).unwrap();
    let message = open(&signature, &envelope.text_of("Encrypt"));
    let userid = xml::read(&message).unwrap().text_of("FromUserName");
    seen.messages.lock().unwrap().push(message);
    seen.nonces.lock().unwrap().push(signature.nonce.clone());
    match seen.plans.lock().unwrap().pop_front() {
        None => HttpResponse::Ok().finish(),
        Some(Plan::Status(status)) => HttpResponse::build(status.try_into().unwrap()).finish(),
        Some(Plan::Cut) => {
            cut::connection_of(&request);
            HttpResponse::Ok().finish()
        }
        Some(Plan::Reply(content)) => HttpResponse::Ok().body(reply(&userid, &content)),
    }
}

fn reply(userid: &str, content: &str) -> String {
    let message = format!(
        "<xml><ToUserName>{userid}</ToUserName><FromUserName>{CORP}</FromUserName><CreateTime>1</CreateTime>{content}</xml>"
    );
    let sealed = crypto().seal(&message, 1_767_324_001);
    format!(
        "<xml><Encrypt>{}</Encrypt><MsgSignature>{}</MsgSignature><TimeStamp>{}</TimeStamp><Nonce>{}</Nonce></xml>",
        cdata(&sealed.encrypt),
        cdata(&sealed.signature),
        sealed.timestamp,
        cdata(&sealed.nonce),
    )
}
