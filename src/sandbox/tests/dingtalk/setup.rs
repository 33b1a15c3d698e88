//! What an admin may have set up wrongly, on both platforms, and faults of one of them.

use serde_json::{Value, json};

use super::stream::open;
use super::{CLIENT, SECRET, TO_ZHANG, card, world};
use crate::sandbox::DingtalkMode::Stream;
use crate::sandbox::tests::world::{self, CORP, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_of_dingtalk_s_set_up_has_its_code() {
    let world = world(Stream).await;
    let stream = || json!({"callbackType": "STREAM"});
    let send = async |id: &str| world.send(card(id, TO_ZHANG, stream())).await;
    let code = async |change: Value, id: &str| {
        world.setup(change).await;
        send(id).await.1["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let missing = code(
        json!({"permissions": ["Card.Instance.Write", "qyapi_get_member"]}),
        "a",
    )
    .await;
    assert_eq!(
        missing,
        "Forbidden.AccessDenied.AccessTokenPermissionDenied"
    );
    let (_, named) = send("a").await;
    assert_eq!(
        named["accessdenieddetail"]["requiredScopes"],
        json!(["Card.Instance.Write"])
    );
    let old = world
        .old("/topapi/v2/user/get", json!({"userid": "d-Zhang"}))
        .await;
    assert_eq!(
        (&old["errcode"], &old["sub_code"]),
        (&json!(88), &json!("60011"))
    );
    let ip = code(json!({"permissions": [], "ip_allowed": false}), "a").await;
    assert_eq!(ip, "Forbidden.AccessDenied.IpNotInWhiteList");
    let none = code(json!({"ip_allowed": true, "template": "missing"}), "a").await;
    assert_eq!(none, "param.templateNotExist");
    let unpublished = code(json!({"template": "unpublished"}), "a").await;
    assert_eq!(unpublished, "param.templateUnpublished");
    for change in [
        json!({"template": "ok", "robot": "stopped"}),
        json!({"robot": "ok", "visible": ["d-Li"]}),
    ] {
        world.setup(change.clone()).await;
        let (status, answer) = send(&change.to_string()).await;
        assert_eq!(
            (status, &answer["result"]["deliverResults"][0]["success"]),
            (200, &json!(false))
        );
    }
    world
        .setup(json!({"visible": "all", "secret": "wrong"}))
        .await;
    let body = json!({"appKey": CLIENT, "appSecret": SECRET});
    let answer = world.post("/v1.0/oauth2/accessToken", body).await;
    assert_eq!(answer.status(), 400);
    assert_eq!(open(&world).await["code"], "authFailed");
    world.setup(json!({"secret": "ok"})).await;
    assert_eq!(send("b").await.0, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_strikes_one_platform_or_both() {
    let world = world(Stream).await;
    world
        .set_faults(json!({"down": true, "platform": "dingtalk"}))
        .await;
    assert_eq!(world.send_card("ZhangWei", "pd-1").await["errcode"], 0);
    let token = world.post("/v1.0/oauth2/accessToken", json!({})).await;
    assert_eq!(token.status(), 503);
    let all = world.get("/sandbox/faults").await;
    assert_eq!(
        (&all["down"], &all["dingtalk"]["down"]),
        (&json!(false), &json!(true))
    );
    world
        .set_faults(json!({"down": false, "throttle": true}))
        .await;
    assert_eq!(world.send_card("ZhangWei", "pd-2").await["errcode"], 45009);
    let (status, _) = world.send(card("pd-2", TO_ZHANG, json!({}))).await;
    assert_eq!(status, 403);
    world.set_faults(json!({"throttle": false})).await;
    let old = world.dingtalk_token().await;
    world
        .set_faults(json!({"token": "expired", "platform": "dingtalk"}))
        .await;
    let path = format!("/topapi/v2/user/get?access_token={old}");
    let answer: Value = world.post(&path, json!({})).await.json().await.unwrap();
    assert_eq!(answer["errcode"], 42001);
    assert_ne!(world.dingtalk_token().await, old);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_of_wecom_s_set_up_has_its_code() {
    let world = World::new().await;
    let set = async |change: Value| world.put("/sandbox/wecom/setup", change).await;
    let token = world.token().await;
    let agent = format!("/cgi-bin/agent/get?agentid=1000002&access_token={token}");
    assert_eq!(world.get(&agent).await["close"], 0);

    set(json!({"secret": "wrong"})).await;
    let path = format!("/cgi-bin/gettoken?corpid={CORP}&corpsecret=secret");
    assert_eq!(world.get(&path).await["errcode"], 40001);
    set(json!({"secret": "ok", "ip_allowed": false})).await;
    assert_eq!(world.get(&agent).await["errcode"], 60020);
    set(json!({"ip_allowed": true, "app": "disabled"})).await;
    assert_eq!(world.get(&agent).await["close"], 1);
    assert_eq!(world.send_card("ZhangWei", "a").await["errcode"], 50003);
    set(json!({"app": "ok", "callback": "unset"})).await;
    assert_eq!(world.send_card("ZhangWei", "a").await["errcode"], 43012);
    let text = json!({"touser": "ZhangWei", "msgtype": "text", "agentid": 1_000_002, "text": {"content": "x"}});
    assert_eq!(world.call("message/send", text).await["errcode"], 0);
    set(json!({"callback": "ok", "visible": ["LiJingli"]})).await;
    let user = format!("/cgi-bin/user/get?userid=ZhangWei&access_token={token}");
    assert_eq!(world.get(&user).await["errcode"], 60111);
    let card = world::card("ZhangWei|LiJingli", "a");
    assert_eq!(
        world.call("message/send", card).await["invaliduser"],
        "zhangwei"
    );
}
