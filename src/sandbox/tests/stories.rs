//! Each test is named by the sentence that it proves.

use serde_json::{Value, json};

use super::fake_service::Plan;
use super::world::{World, card, update};
use crate::sandbox::wecom::xml;

const CLAIMED: &str = "<MsgType>update_template_card</MsgType><TemplateCard><CardType>button_interaction</CardType><MainTitle><Title>已认领 #7 王先生</Title></MainTitle><ButtonList><Text>成交</Text><Key>won</Key></ButtonList><ButtonList><Text>释放</Text><Key>release</Key></ButtonList></TemplateCard>";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_press_reaches_the_service_and_its_reply_changes_the_card() {
    let world = World::new().await;
    let sent = world.send_card("zhangwei", "pd-7-1").await;
    assert_eq!(
        (&sent["errcode"], &sent["invaliduser"]),
        (&json!(0), &json!(""))
    );
    assert_eq!(world.messages("ZhangWei").await[0]["state"], "offered");

    world.plan(Plan::Reply(CLAIMED.into()));
    let pressed = world.press("ZhangWei", "pd-7-1", "claim").await;
    assert_eq!(pressed["reply"], "update_template_card");
    let message = &world.messages("ZhangWei").await[0];
    assert_eq!(
        (&message["state"], &message["lead"]),
        (&json!("claimed"), &json!(7))
    );
    assert_eq!(message["card"]["button_list"][1]["text"], "释放");
    assert_eq!(message["task_id"], "pd-7-1");

    let event = xml::read(&world.seen.messages.lock().unwrap()[0]).unwrap();
    assert_eq!(event.text_of("EventKey"), "claim");
    assert_eq!(event.text_of("TaskId"), "pd-7-1");
    assert_eq!(event.text_of("FromUserName"), "ZhangWei");
    // The old button is gone, and the passive update has used the click's code up.
    let gone = world.press("ZhangWei", "pd-7-1", "claim").await;
    assert!(gone["error"].as_str().unwrap().contains("no such button"));
    let code = json!(event.text_of("ResponseCode"));
    let late = world
        .call("message/update_template_card", update(&code, "x"))
        .await;
    assert_eq!(late["errcode"], 60140);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_code_of_a_send_changes_the_card_once_within_its_life() {
    let world = World::new().await;
    let api = "message/update_template_card";
    let sent = world.send_card("ZhangWei|WangFang", "pd-7-2").await;
    let first = update(&sent["response_code"], "已超时 #7");
    assert_eq!(world.call(api, first.clone()).await["errcode"], 0);
    assert_eq!(world.messages("WangFang").await[0]["state"], "expired");
    assert_eq!(world.call(api, first).await["errcode"], 60140);

    let sent = world.send_card("ZhangWei", "pd-7-3").await;
    let mut partial = update(&sent["response_code"], "x");
    partial["template_card"]["card_action"] = Value::Null;
    assert_eq!(world.call(api, partial).await["errcode"], 42045);
    let hours = json!({"advance_ms": 72 * 3_600_000_u64});
    assert_eq!(world.post("/sandbox/time", hours).await.status(), 200);
    let late = update(&sent["response_code"], "x");
    assert_eq!(world.call(api, late).await["errcode"], 60140);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeated_task_a_stranger_and_a_wrong_agent_are_refused() {
    let world = World::new().await;
    let sent = world.send_card("ZhangWei|NoBody|孙无", "pd-7-1").await;
    assert_eq!(
        (&sent["errcode"], &sent["invaliduser"]),
        (&json!(0), &json!("nobody|孙无"))
    );
    assert_eq!(
        world.send_card("WangFang", "pd-7-1").await["errcode"],
        42014
    );
    assert_eq!(world.send_card("NoBody", "pd-7-9").await["errcode"], 81013);
    // Refused for its recipients, so the id is still free.
    assert_eq!(world.send_card("WangFang", "pd-7-9").await["errcode"], 0);
    let mut wrong = card("ZhangWei", "pd-7-4");
    wrong["agentid"] = json!(1);
    assert_eq!(world.call("message/send", wrong).await["errcode"], 301002);
    let to_nobody = world.send_card("", "pd-7-5").await;
    assert_eq!(to_nobody["errcode"], 82001);
    assert_eq!(world.messages("WangFang").await.len(), 1);
    let bare = world.post("/cgi-bin/message/send", json!({})).await;
    assert_eq!(bare.json::<Value>().await.unwrap()["errcode"], 41001);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn planted_faults_strike_and_end() {
    let world = World::new().await;
    let token = world.token().await;
    let send = format!("/cgi-bin/message/send?access_token={token}");
    let errcode = async |task: &str| -> Value {
        let answer = world.post(&send, card("ZhangWei", task)).await;
        answer.json::<Value>().await.unwrap()["errcode"].clone()
    };
    world.set_faults(json!({"lose_answer": true})).await;
    let request = world.client.post(format!("{}{send}", world.base));
    assert!(
        request
            .json(&card("ZhangWei", "pd-1"))
            .send()
            .await
            .is_err()
    );
    world
        .set_faults(json!({"lose_answer": false, "throttle": true}))
        .await;
    assert_eq!(errcode("pd-1").await, 45009);
    world.set_faults(json!({"throttle": false})).await;
    assert_eq!(errcode("pd-1").await, 42014);
    assert_eq!(world.messages("ZhangWei").await.len(), 1);

    world.set_faults(json!({"down": true})).await;
    assert_eq!(world.post(&send, json!({})).await.status(), 503);
    world
        .set_faults(json!({"down": false, "token": "expired"}))
        .await;
    assert_eq!(errcode("pd-2").await, 42001);
    assert_ne!(world.token().await, token);
    assert_eq!(world.get("/sandbox/faults").await["token"], "ok");
    let bad = world.client.put(format!("{}/sandbox/faults", world.base));
    assert_eq!(
        bad.json(&json!({"dwon": true}))
            .send()
            .await
            .unwrap()
            .status(),
        400
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unanswered_callback_is_delivered_again_and_an_answered_one_is_not() {
    let world = World::new().await;
    world.plan(Plan::Cut);
    world.plan(Plan::Reply(
        "<MsgType>text</MsgType><Content>帮助</Content>".into(),
    ));
    let said = json!({"userid": "LiJingli", "text": "/帮助", "wait": true});
    let answer: Value = world
        .post("/sandbox/say", said.clone())
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&answer["deliveries"], &answer["reply"]),
        (&json!(2), &json!("text"))
    );
    {
        let (messages, nonces) = (
            world.seen.messages.lock().unwrap(),
            world.seen.nonces.lock().unwrap(),
        );
        assert_eq!(messages[0], messages[1]);
        assert_ne!(nonces[0], nonces[1]);
    }
    assert_eq!(world.messages("LiJingli").await[1]["content"], "帮助");

    world.plan(Plan::Status(500));
    let answer: Value = world.post("/sandbox/say", said).await.json().await.unwrap();
    assert_eq!(
        (&answer["deliveries"], &answer["status"]),
        (&json!(1), &json!(500))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forwarded_card_can_be_pressed_by_a_stranger_to_it() {
    let world = World::new().await;
    world.send_card("ZhangWei", "pd-7-1").await;
    let body = json!({"userid": "WangFang", "task_id": "pd-7-1", "key": "claim", "force": true, "wait": true});
    world.plan(Plan::Reply(CLAIMED.into()));
    let pressed: Value = world
        .post("/sandbox/press", body)
        .await
        .json()
        .await
        .unwrap();
    assert!(pressed["reply"].as_str().unwrap().starts_with("dropped"));
    assert_eq!(world.messages("ZhangWei").await[0]["state"], "offered");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_logs_in_once_with_a_code_sent_to_the_trusted_host_only() {
    let world = World::new().await;
    let authorize = async |target: &str| {
        let mut url =
            reqwest::Url::parse(&format!("{}/connect/oauth2/authorize", world.base)).unwrap();
        url.query_pairs_mut()
            .append_pair("appid", super::world::CORP)
            .append_pair("redirect_uri", target)
            .append_pair("response_type", "code")
            .append_pair("scope", "snsapi_base")
            .append_pair("state", "abc123");
        let request = world
            .client
            .get(url)
            .header("cookie", "a=b; sandbox_phone=zhangwei");
        request.send().await.unwrap()
    };
    assert_eq!(authorize("http://elsewhere.example/").await.status(), 400);
    let answer = authorize(&format!("{}/h5/leads/7?x=1", world.service)).await;
    assert_eq!(answer.status(), 302);
    let target = answer.headers()["location"].to_str().unwrap().to_owned();
    assert!(target.contains("/h5/leads/7?x=1&code=") && target.ends_with("&state=abc123"));
    let code = target
        .split("code=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap();
    let path = format!(
        "/cgi-bin/auth/getuserinfo?access_token={}&code={code}",
        world.token().await
    );
    assert_eq!(world.get(&path).await["userid"], "ZhangWei");
    assert_eq!(world.get(&path).await["errcode"], 40029);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_is_told_at_once_and_a_stop_does_not_wait_for_it() {
    let world = World::new().await;
    let live = world.client.get(format!("{}/sandbox/live", world.base));
    let mut live = live.send().await.unwrap();
    let mut heard = String::new();
    while !heard.contains("\"full\":true") {
        heard.push_str(std::str::from_utf8(&live.chunk().await.unwrap().unwrap()).unwrap());
    }
    world.send_card("ZhangWei", "pd-7-1").await;
    let told = std::time::Instant::now();
    while !heard.contains("pd-7-1") {
        heard.push_str(&String::from_utf8_lossy(
            &live.chunk().await.unwrap().unwrap(),
        ));
    }
    assert!(told.elapsed().as_millis() < 250);
    let stopping = std::time::Instant::now();
    world.handle.stop(true).await;
    assert!(stopping.elapsed().as_secs() < 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_web_sites_may_not_press_and_the_page_allows_nothing_foreign() {
    let world = World::new().await;
    let reset = |origin: &str| {
        let request = world.client.post(format!("{}/sandbox/reset", world.base));
        request.header("origin", origin.to_owned()).send()
    };
    assert_eq!(reset("http://evil.example").await.unwrap().status(), 403);
    assert_eq!(reset("null").await.unwrap().status(), 403);
    assert_eq!(reset(&world.base).await.unwrap().status(), 204);
    let page = world.client.get(&world.base).send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"));
    assert!(
        page.text()
            .await
            .unwrap()
            .contains("<title>paidan 沙箱</title>")
    );
}
